import { expect, test } from "vitest";
import { renderTerminal } from "../../adapters/terminal/render.ts";
import { actions, code, file, heading, item, link, list, note, paragraph, type Reply, reply, strong, text } from "../../src/core/reply.ts";

const time = { type: "time", text: "Thu, Oct 12, 2023", value: "2023-10-12", precision: "day", zone: "America/Los_Angeles" } as const;
const every: Reply = reply(
  heading("Title"),
  paragraph(text("See "), code("help"), text(" or "), link("the site", "https://example.org")),
  list([item([strong("Session"), text(": "), time], [text("According to them.")])]),
  {
    type: "sides",
    sides: [
      { title: "Union", items: [item([text("Yes")])] },
      { title: "Employer", items: [item([text("No")])] },
    ],
  },
  note(text("As of today.")),
  actions({ label: "Remind me", command: "subscribe", args: { about: "sessions" } }),
);

test("without style it is the plain text, nothing of the blocks missing but what one presses", () => {
  expect(renderTerminal(every, { styled: false })).toBe(
    "Title\n\nSee help or the site (https://example.org)\n\n- Session: Thu, Oct 12, 2023\n  According to them.\n\nUnion\n- Yes\n\nEmployer\n- No\n\nAs of today.",
  );
});

test("with style it says the same, and what to type instead of pressing", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the styles are what is taken away here.
  const bare = renderTerminal(every, { styled: true }).replace(/\u001b\[\d+m/g, "");
  expect(bare).toBe(
    "Title\n\nSee help or the site (https://example.org)\n\n• Session: Thu, Oct 12, 2023\n  According to them.\n\nUnion\n• Yes\n\nEmployer\n• No\n\nAs of today.\n\n→ Remind me: subscribe about:sessions",
  );
});

const withFile = reply(paragraph(text("The dispute.")), file("harbor.yaml", "application/yaml", "id: harbor\ntab:\t1\n"));

test("a file goes alone, and as it is, to whatever takes the output", () => {
  expect(renderTerminal(withFile, { styled: false, piped: true })).toBe("id: harbor\ntab:\t1");
  expect(renderTerminal(every, { styled: false, piped: true })).toBe(every.text);
});

test("before a reader it follows the words", () => {
  expect(renderTerminal(withFile, { styled: false })).toMatch(/^The dispute\.\n\nharbor\.yaml\n\nid: harbor\n/);
  expect(renderTerminal(withFile, { styled: true })).toMatch(/harbor\.yaml.*\n\nid: harbor\n/);
});

test.each([true, false])("text brings no control sequence of its own to the terminal (styled: %s)", (styled) => {
  const evil = "\u001b]0;owned\u0007\u001b[2J\u0008\u009bred";
  const nasty = reply(
    heading(evil),
    paragraph(text(evil), strong(evil), code(evil), link(evil, "https://example.org")),
    list([item([text(evil)], [text(evil)])]),
    { type: "sides", sides: [{ title: evil, items: [item([text(evil)])] }] },
    note(text(evil)),
    actions({ label: evil, command: evil, args: { [evil]: evil } }),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is the point.
  const left = renderTerminal(nasty, { styled }).replace(/\u001b\[(1|22|2|36|39)m/g, "");
  expect(left).not.toMatch(/[\p{Cc}--\n]/v);
});
