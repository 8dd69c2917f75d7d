import * as z from "zod";

// What Slack takes, by docs.slack.dev/reference/block-kit; a field it does not know is refused as it does, with `invalid_blocks`.

const style = z.strictObject({ bold: z.boolean(), italic: z.boolean(), code: z.boolean(), strike: z.boolean() }).partial();
const inline = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: z.string().min(1), style: style.optional() }),
  z.strictObject({ type: z.literal("link"), url: z.url().max(3_000), text: z.string().min(1).optional(), style: style.optional() }),
  z.strictObject({
    type: z.literal("date"),
    timestamp: z.number().int(),
    format: z.string().regex(/\{(date|time|ago|day)\w*\}/),
    fallback: z.string().min(1),
    style: style.optional(),
  }),
  z.strictObject({ type: z.literal("user"), user_id: z.string(), style: style.optional() }),
  z.strictObject({ type: z.literal("broadcast"), range: z.enum(["here", "channel", "everyone"]) }),
]);
const section = z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(inline).min(1) });
const list = z.strictObject({
  type: z.literal("rich_text_list"),
  style: z.enum(["bullet", "ordered"]),
  indent: z.number().optional(),
  elements: z.array(section).min(1),
});
export const plainText = (most: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
const button = z.strictObject({
  type: z.literal("button"),
  action_id: z.string().min(1).max(255),
  text: plainText(75),
  value: z.string().max(2_000).optional(),
});
export const block = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("header"), text: plainText(150) }),
  z.strictObject({ type: z.literal("rich_text"), elements: z.array(z.union([section, list])).min(1) }),
  z.strictObject({
    type: z.literal("actions"),
    elements: z
      .array(button)
      .min(1)
      .max(25)
      .refine((all) => new Set(all.map((b) => b.action_id)).size === all.length),
  }),
]);
const blocks = z.array(block).max(50);

export type FakeBlock = z.output<typeof block>;
export type FakeButton = z.output<typeof button>;

/** The blocks, or the error with which Slack would refuse them. */
export function checkBlocks(given: unknown): FakeBlock[] | string {
  const parsed = blocks.safeParse(given);
  if (!parsed.success) return "invalid_blocks";
  return JSON.stringify(given).length > 13_000 ? "msg_blocks_too_long" : parsed.data;
}

/** The words on the screen. */
export function wordsOn(shown: readonly FakeBlock[]): string {
  return shown.map(blockWords).join("\n");
}

function blockWords(shown: FakeBlock): string {
  switch (shown.type) {
    case "header":
      return shown.text.text;
    case "rich_text":
      return shown.elements
        .flatMap((e) => (e.type === "rich_text_list" ? e.elements : [e]))
        .map((s) => s.elements.map(inlineWords).join(""))
        .join("\n");
    case "actions":
      return shown.elements.map((b) => `[${b.text.text}]`).join(" ");
    default:
      return shown satisfies never;
  }
}

function inlineWords(shown: z.output<typeof inline>): string {
  if (shown.type === "text") return shown.text;
  if (shown.type === "link") return shown.text ?? shown.url;
  if (shown.type === "date") return new Date(shown.timestamp * 1_000).toISOString();
  return shown.type === "user" ? `@${shown.user_id}` : `@${shown.range}`;
}

const inlinesOf = (shown: FakeBlock) =>
  shown.type === "rich_text"
    ? shown.elements.flatMap((e) => (e.type === "rich_text_list" ? e.elements : [e])).flatMap((s) => s.elements)
    : [];

/** Whether anybody would be notified by name, or everybody; the plain text is markup to Slack. */
export const pingsIn = (text: string, shown: readonly FakeBlock[]): boolean =>
  /<[!@#]/.test(text) || shown.flatMap(inlinesOf).some((i) => i.type === "user" || i.type === "broadcast");

export const buttonsOn = (shown: readonly FakeBlock[]): FakeButton[] => shown.flatMap((b) => (b.type === "actions" ? b.elements : []));
