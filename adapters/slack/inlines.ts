import type { types } from "@slack/bolt";
import type { Inline, TimeInline } from "../../src/core/reply.ts";

type Element = types.RichTextElement;
type Style = { bold?: boolean; italic?: boolean; code?: boolean };

/** Inlines as rich text, in which words are data: nothing in them can become markup or a mention. */
export const elements = (inlines: readonly Inline[], style: Style = {}): Element[] => inlines.flatMap((inline) => element(inline, style));

function element(inline: Inline, style: Style): Element[] {
  switch (inline.type) {
    case "text":
      return words(inline.text, style);
    case "strong":
      return words(inline.text, { ...style, bold: true });
    case "mention":
      return inline.of === "person"
        ? [{ type: "user", user_id: inline.id, ...styled(style) }]
        : words(inline.text, { ...style, code: true });
    case "code":
      return words(inline.text, { ...style, code: true });
    case "link":
      return isWeb(inline.url)
        ? [{ type: "link", url: inline.url, text: inline.text || inline.url, ...styled(style) }]
        : words(inline.text, style);
    case "time":
      return time(inline, style);
    default:
      return inline satisfies never;
  }
}

/** Slack refuses an element without words. */
export const words = (value: string, style: Style = {}): Element[] =>
  value === "" ? [] : [{ type: "text", text: value, ...styled(style) }];

const styled = (style: Style) => (Object.keys(style).length > 0 ? { style } : {});

/**
 * The date as it was stated, in the zone of the place; beside an instant, the same in the reader's own zone, which Slack works out
 * for each reader. A day has no hour that could be converted.
 */
function time({ text, value, precision }: TimeInline, style: Style): Element[] {
  if (precision === "day") return words(text, style);
  const timestamp = Math.floor(Temporal.Instant.from(value).epochMilliseconds / 1_000);
  const date: Element = { type: "date", timestamp, format: "{date_short}, {time}", fallback: text, ...styled(style) };
  return [...words(`${text} (🕒 `, style), date, ...words(")", style)];
}

function isWeb(url: string): boolean {
  // Longer than any message: Slack would refuse the whole.
  if (url.length > 3_000) return false;
  const parsed = URL.parse(url);
  return parsed?.protocol === "https:" || parsed?.protocol === "http:";
}
