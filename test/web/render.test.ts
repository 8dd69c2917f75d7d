import { describe, expect, it } from "vitest";
import { labels } from "../../adapters/web/labels.ts";
import { lineOf, splitLine } from "../../adapters/web/lines.ts";
import { render } from "../../adapters/web/render.ts";
import { parseWords } from "../../src/core/parse-words.ts";
import { actions, code, file, heading, item, link, list, note, paragraph, reply, strong, text } from "../../src/core/reply.ts";
import { day, instant, zone } from "./commands.ts";

const markup = (...blocks: Parameters<typeof reply>) => render(reply(...blocks), 3).markup;

describe("a reply as HTML", () => {
  it("has every block and inline", () => {
    expect(markup(heading("Dates"), paragraph(text("a "), strong("b"), code("c")), note(text("n")))).toBe(
      '<h3>Dates</h3><p>a <strong>b</strong><code>c</code></p><p class="note">n</p>',
    );
    expect(markup(list([item([text("one")], [text("said so")]), item([text("two")])]))).toBe(
      '<ul><li>one<p class="note">said so</p></li><li>two</li></ul>',
    );
  });

  it("carries a file in its link, whatever its name and content are", () => {
    const link = markup(file('"><b>.yaml', "application/yaml", "título: <b>\n"));
    const [, name, data = ""] = /^<p><a download="([^"]*)" href="data:application\/yaml;charset=utf-8;base64,([^"]*)">/.exec(link) ?? [];
    expect(name).toBe("&quot;&gt;&lt;b&gt;.yaml");
    expect(Buffer.from(data, "base64").toString()).toBe("título: <b>\n");
  });

  it("puts sides beside each other, one heading below the reply's own", () => {
    const sides = {
      type: "sides",
      sides: [
        { title: "Union", items: [item([text("u")])] },
        { title: "Employer", items: [] },
      ],
    } as const;
    const written = { ...sides, sides: sides.sides.map((s) => ({ ...s, items: [...s.items] })) };
    expect(markup(heading("Positions"), written)).toBe(
      '<h3>Positions</h3><div class="sides"><div class="side"><h4>Union</h4><ul><li>u</li></ul></div><div class="side"><h4>Employer</h4><ul></ul></div></div>',
    );
    expect(markup(written)).toContain("<h3>Union</h3>");
    expect(render(reply(heading("P"), written), 4).markup).toContain("<h5>Union</h5>");
  });

  it("names the zone of an instant, and gives a day no hour to convert", () => {
    expect(markup(paragraph(instant("2023-11-01T13:00:00Z", "Nov 1, 6 AM PDT")))).toBe(
      `<p><time datetime="2023-11-01T13:00:00Z" data-zone="${zone}">Nov 1, 6 AM PDT</time></p>`,
    );
    expect(markup(paragraph(day("2023-10-12", "Oct 12")))).toBe('<p><time datetime="2023-10-12">Oct 12</time></p>');
  });

  it("escapes everything", () => {
    const bad = `"'><script>alert(1)</script>&amp;`;
    const all = markup(
      heading(bad),
      paragraph(text(bad), strong(bad), code(bad), link(bad, `https://x.example/?${bad}`)),
      actions({ label: bad, command: bad, args: { a: bad } }),
    );
    expect(all).not.toContain("<script");
    expect(all.match(/<[^>]*>/g)?.every((tag) => /^<\/?(h3|p|strong|code|a|form|button)[ >]/.test(tag))).toBe(true);
    expect(all).toContain("&amp;amp;");
  });

  it("links to the web alone", () => {
    expect(markup(paragraph(link("source", "https://a.example/x")))).toBe(
      '<p><a href="https://a.example/x" rel="noopener noreferrer" target="_blank">source</a></p>',
    );
    for (const url of [
      "javascript:alert(1)",
      " JavaScript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "//a.example",
      "nonsense",
      "",
    ]) {
      expect(markup(paragraph(link("source", url)))).toBe("<p>source</p>");
    }
  });

  it("makes of an action a button that asks a line which means the same", () => {
    expect(markup(actions({ label: "Remind me", command: "subscribe", args: { to: "sessions" } }))).toBe(
      '<form class="actions" action="/" method="post"><button name="q" value="subscribe to:sessions">Remind me</button></form>',
    );
    const specs = ["a", "b"].map(
      (name) =>
        ({ name, type: "string", required: false, description: { en: "", es: "" }, named: false, rest: false, completes: false }) as const,
    );
    const args = { a: "two words", b: "08:00" };
    expect(parseWords(splitLine(lineOf({ command: "x", args })).words, specs)).toEqual({ ok: true, values: args });
  });
});

describe("a typed line", () => {
  it.each([
    ["next-session", "next-session", ""],
    ["  /strike next-session count:3 ", "next-session", "count:3 "],
    ["/strike-organize report x", "report", "x"],
    ["strike positions staffing levels", "positions", "staffing levels"],
    ["/help", "help", ""],
    ["strike", "strike", ""],
    ["", "", ""],
  ])("%j", (line, command, words) => {
    expect(splitLine(line)).toEqual({ command, words });
  });
});

it("says the same in each language", () => {
  expect(Object.keys(labels.es)).toEqual(Object.keys(labels.en));
  for (const each of Object.values(labels)) expect(each.ahead).toContain("{}");
});
