import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { button, pressOf } from "../../adapters/slack/buttons.ts";
import { LIMITS } from "../../adapters/slack/limits.ts";
import { lineOf, questionOf } from "../../adapters/slack/lines.ts";
import { renderSlack } from "../../adapters/slack/render.ts";
import {
  actions,
  type Block,
  code,
  heading,
  type Inline,
  type Item,
  item,
  link,
  list,
  note,
  paragraph,
  reply,
  strong,
  text,
} from "../../src/core/reply.ts";
import { checkBlocks, pingsIn, wordsOn } from "../fakes/slack/blocks.ts";

const instant: Inline = {
  type: "time",
  text: "Wed, Nov 1, 2023, 6:00 AM PDT",
  value: "2023-11-01T13:00:00Z",
  precision: "instant",
  zone: "America/Los_Angeles",
};
const day: Inline = { type: "time", text: "Thu, Oct 12, 2023", value: "2023-10-12", precision: "day", zone: "America/Los_Angeles" };
const blocksOf = (...blocks: Block[]) => renderSlack(reply(...blocks)).flatMap((message) => message.blocks);

describe("a reply as blocks", () => {
  it("has every block and inline, words as data", () => {
    expect(
      blocksOf(heading("Dates"), paragraph(text("a "), strong("b"), code("c"), link("d", "https://d.example/")), note(text("n"))),
    ).toEqual([
      { type: "header", text: { type: "plain_text", text: "Dates", emoji: false } },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: "a " },
              { type: "text", text: "b", style: { bold: true } },
              { type: "text", text: "c", style: { code: true } },
              { type: "link", text: "d", url: "https://d.example/" },
            ],
          },
        ],
      },
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "n", style: { italic: true } }] }] },
    ]);
  });

  it("names an instant in the zone of the place, and beside it in each reader's own; a day has no hour", () => {
    const [shown] = blocksOf(paragraph(instant));
    expect(JSON.stringify(shown)).toContain('"text":"Wed, Nov 1, 2023, 6:00 AM PDT (🕒 "');
    expect(JSON.stringify(shown)).toContain(
      '{"type":"date","timestamp":1698843600,"format":"{date_short}, {time}","fallback":"Wed, Nov 1, 2023, 6:00 AM PDT"}',
    );
    expect(JSON.stringify(blocksOf(paragraph(day)))).not.toContain('"date"');
  });

  it("puts notes under their item, and sides under their titles", () => {
    const said = item([text("staffing")], [text("Union, Oct 6")]);
    expect(wordsOn(checked(blocksOf(list([said]))))).toBe("staffing\nUnion, Oct 6");
    expect(
      wordsOn(
        checked(
          blocksOf({
            type: "sides",
            sides: [
              { title: "Union", items: [said] },
              { title: "Employer", items: [] },
            ],
          }),
        ),
      ),
    ).toBe("Union\nstaffing\nUnion, Oct 6\nEmployer");
  });

  it("links to the web alone", () => {
    for (const url of ["javascript:alert(1)", "data:text/html,x", "slack://x", "nonsense", "", `https://x.example/${"x".repeat(4_000)}`])
      expect(wordsOn(checked(blocksOf(paragraph(link("source", url)))))).toBe("source");
  });

  it("leaves out a button that Slack would not take, and cuts no answer for it", () => {
    const big = { label: "x".repeat(100), command: "ask", args: { question: "y".repeat(2_000) } };
    expect(blocksOf(paragraph(text("a")), actions(big))).toHaveLength(1);
    expect(button("x".repeat(100), { command: "ask", args: {} }, 0)?.text.text).toHaveLength(75);
  });
});

const checked = (blocks: unknown) => {
  const result = checkBlocks(blocks);
  if (typeof result === "string") throw new Error(result);
  return result;
};

const words = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: "grapheme", maxLength: 80 }) },
  { weight: 2, arbitrary: fc.constantFrom("<!channel>", "<@U1>", "*bold*", "&amp;", "@everyone", " ", "\n", "\ud83d\ude00".repeat(40)) },
  { weight: 1, arbitrary: fc.nat({ max: 30_000 }).map((n) => "long words here ".repeat(n / 16)) },
);
const inline: fc.Arbitrary<Inline> = fc.oneof(
  words.map(text),
  words.map(strong),
  words.map(code),
  fc.tuple(words, fc.webUrl()).map(([label, url]) => link(label, url)),
  fc.constantFrom(instant, day),
);
const inlines = fc.array(inline, { maxLength: 6 });
const items = fc.array(
  fc.tuple(inlines, fc.array(inlines, { maxLength: 3 })).map(([body, notes]) => item(body, ...notes)),
  { maxLength: 12 },
);
const block: fc.Arbitrary<Block> = fc.oneof(
  words.map(heading),
  inlines.map((each) => paragraph(...each)),
  inlines.map((each) => note(...each)),
  items.map(list),
  fc.array(fc.record({ title: words, items }), { maxLength: 3 }).map((sides): Block => ({ type: "sides", sides })),
  fc
    .array(
      fc.record({
        label: words.filter((w) => w !== ""),
        command: fc.constant("status"),
        args: fc.dictionary(fc.constantFrom("a", "b"), words),
      }),
      { maxLength: 30 },
    )
    .map((all) => actions(...all)),
);

/** Words without what separates them, which splitting may move. */
const bare = (value: string): string => value.replace(/\s/gu, "");

const shownOf = (each: Inline): string => (each.type === "link" ? each.text || each.url : each.text);
const itemWords = (each: Item[]): string =>
  each
    .flatMap(({ body, notes }) => [body, ...notes].flat())
    .map(shownOf)
    .join("");

function wordsOf(each: Block): string {
  if (each.type === "heading") return each.text;
  if (each.type === "paragraph" || each.type === "note") return each.inlines.map(shownOf).join("");
  if (each.type === "list") return itemWords(each.items);
  return each.type === "sides" ? each.sides.map((side) => side.title + itemWords(side.items)).join("") : "";
}

it("any reply is taken by Slack, says everything once, and pings nobody", () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
      const messages = renderSlack(reply(...blocks));
      for (const message of messages) {
        expect(checkBlocks(message.blocks)).toBeInstanceOf(Array);
        expect(message.text.length).toBeLessThanOrEqual(LIMITS.text);
        expect(pingsIn(message.text, checked(message.blocks))).toBe(false);
      }
      const all = bare(messages.map((m) => wordsOn(checked(m.blocks.filter((b) => b.type !== "actions")))).join(""));
      expect(all.replaceAll(/\(🕒[^)]*\)/gu, "") === bare(blocks.map(wordsOf).join(""))).toBe(true);
    }),
    { numRuns: 120 },
  );
});

describe("a button's value", () => {
  it("comes back as it was, and nothing else is taken for one", () => {
    const press = { command: "deadlines", args: { dispute: "kaiser-2023" }, form: true, show: true, part: 2 };
    expect(pressOf(button("x", press, 0)?.value)).toEqual(press);
    expect(pressOf(button("x", { command: "ask", args: "will we “strike”?" }, 0)?.value)).toEqual({
      command: "ask",
      args: "will we “strike”?",
      form: false,
      show: false,
      part: 0,
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json()), (value) => {
        const parsed = pressOf(value);
        expect(parsed === undefined || typeof parsed.command === "string").toBe(true);
      }),
    );
  });
});

describe("what somebody typed", () => {
  const known = new Map([
    ["help", 1],
    ["status", 1],
    ["next-session", 1],
    ["ask", 1],
  ]);
  it.each([
    ["", "help", ""],
    ["  next-session  3 ", "next-session", "3"],
    ["STATUS", "status", ""],
    ["when do we strike &amp; where?", "ask", "when do we strike & where?"],
    ["nextsession 3", "nextsession", "3"],
    ["status <#C2|general> <@U7|ann> <https://x.example|x.example>", "status", "general @U7 x.example"],
  ])("%j", (typed, command, args) => expect(lineOf(typed, known)).toEqual({ command, args }));

  it.each([
    ["<@UBOT>", "help", ""],
    ["<@UBOT> status", "status", ""],
    ["hey <@UBOT|picketline>", "ask", "hey"],
    ["<@UBOT> status of the strike?", "ask", "status of the strike?"],
    ["<@UBOT> next-session 3 unit:seattle", "next-session", "3 unit:seattle"],
  ])("said to the bot: %j", (said, command, args) => expect(questionOf(said, "UBOT", known)).toEqual({ command, args }));
});
