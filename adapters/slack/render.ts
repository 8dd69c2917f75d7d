import type { types } from "@slack/bolt";
import { type Block, type Inline, type Item, type Reply, reply } from "../../src/core/reply.ts";
import { button } from "./buttons.ts";
import { elements, words } from "./inlines.ts";
import { LIMITS } from "./limits.ts";
import { split } from "./split.ts";

/** One message as Slack takes it. `text` is all that notifications and screen readers get. */
export interface Rendered {
  blocks: types.KnownBlock[];
  text: string;
}

/**
 * A reply as messages, in order; one unless it is longer than Slack takes at once. Nothing is cut.
 * @param reserved how much of each message, as JSON, is left for what is added to it, at most two buttons; a block is left in any case.
 */
export function renderSlack(whole: Reply, reserved: () => number = () => 0): Rendered[] {
  const first = render(whole);
  const size = sizeOf(first);
  // Most answers leave room for any buttons: what these take need not be worked out.
  if (size <= LIMITS.blocksJson - twoButtons) return [first];
  const most = LIMITS.blocksJson - reserved();
  return size <= most ? [first] : split(whole, (part) => sizeOf(render(part)) <= most).map(render);
}

/** The blocks as JSON; without end where there are too many of them, or too much text. */
const sizeOf = ({ blocks, text }: Rendered): number =>
  blocks.length < LIMITS.blocks && text.length <= LIMITS.text ? JSON.stringify(blocks).length : Number.POSITIVE_INFINITY;

/** Two buttons as JSON, at their longest, with what stands around them; a value is JSON within JSON. */
const twoButtons = 2 * (2 * LIMITS.buttonValue + LIMITS.buttonText + 200);

const render = ({ blocks, text }: Reply): Rendered => ({ blocks: blocks.flatMap(blockOf), text: escaped(text) });

/** Slack reads the plain text as markup: unescaped, `<!channel>` in it would notify everybody (docs.slack.dev, "Formatting message text"). */
export const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const rich = (...parts: types.RichTextBlockElement[]): types.KnownBlock[] =>
  parts.length === 0 ? [] : [{ type: "rich_text", elements: parts }];

const section = (inner: types.RichTextElement[]): types.RichTextSection[] =>
  inner.length === 0 ? [] : [{ type: "rich_text_section", elements: inner }];

function blockOf(block: Block): types.KnownBlock[] {
  switch (block.type) {
    case "heading":
      return headingOf(block.text);
    case "paragraph":
      return rich(...section(elements(block.inlines)));
    case "note":
      return rich(...section(elements(block.inlines, { italic: true })));
    case "list":
      return rich(...listOf(block.items));
    case "sides":
      return rich(...block.sides.flatMap((side) => [...section(words(side.title, { bold: true })), ...listOf(side.items)]));
    case "actions": {
      const buttons = block.actions.flatMap((action, index) => button(action.label, action, index) ?? []);
      return buttons.length === 0 ? [] : [{ type: "actions", elements: buttons.slice(0, LIMITS.actions) }];
    }
    case "file":
      return rich(...section(words(block.name, { code: true })));
    default:
      return block satisfies never;
  }
}

function headingOf(value: string): types.KnownBlock[] {
  if (value.trim() === "") return [];
  if (value.length > LIMITS.header) return rich(...section(words(value, { bold: true })));
  return [{ type: "header", text: { type: "plain_text", text: value, emoji: false } }];
}

/** Notes stand under their item on lines of their own. */
const listOf = (items: readonly Item[]): types.RichTextList[] => {
  const rows = items.flatMap(({ body, notes }) =>
    section([...elements(body), ...notes.flatMap((note) => [...words("\n"), ...elements(note, { italic: true })])]),
  );
  return rows.length === 0 ? [] : [{ type: "rich_text_list", style: "bullet", elements: rows }];
};

/** A message of one line, as for a refusal that no command made. */
export const plainMessage = (text: string): Rendered => {
  const inline: Inline = { type: "text", text };
  return render(reply({ type: "paragraph", inlines: [inline] }));
};
