import type { Action, Block, Inline, Item, Reply } from "../../src/core/reply.ts";
import { type Button, button, type Kept, lineOf } from "./buttons.ts";
import { LIMITS } from "./limits.ts";

/** A message is one container of these; Components V2 has no `content` and no embeds. */
export interface Part {
  text: string;
  buttons: readonly Button[];
}

interface How {
  /** For buttons that need not outlive this process. */
  kept?: Kept;
  /** A role that is named before everything else. */
  ping?: string | undefined;
}

/** What a reply says, in as many messages as it needs: split between blocks or lines, never cut. */
export function renderDiscord(reply: Reply, { kept, ping }: How = {}): Part[] {
  const actions = reply.blocks.flatMap((b) => (b.type === "actions" ? b.actions : []));
  const offered = actions.map((action) => ({ action, made: button(action.label, action, kept) }));
  const typed = offered.filter(({ made }) => made === undefined).map(({ action }) => typedLine(action));
  const head = ping === undefined ? [] : [mentionOf("role", ping)];
  const texts = pack([...head, ...reply.blocks.map(block), ...typed].filter(Boolean));
  const buttons = distinct(offered.flatMap(({ made }) => made ?? []));
  return texts.map((text, n) => ({ text, buttons: n === texts.length - 1 ? buttons : [] }));
}

/** Where its question is too long for a button. */
const typedLine = (action: Action): string => `-# ${escaped(action.label)}: ${inline({ type: "code", text: lineOf(action) })}`;

/** Discord refuses a message in which two buttons ask the same. */
export const distinct = (buttons: readonly Button[]): Button[] => [...new Map(buttons.map((each) => [each.custom_id, each])).values()];

const mentionOf = (of: "role" | "channel" | "person", id: string): string => `<${{ role: "@&", channel: "#", person: "@" }[of]}${id}>`;

/** Discord shows a backslash's next character as itself unless it is a letter, a digit or a space. */
export const escaped = (value: string): string => value.replace(/[\\*_~`|>[\]()<#@:&+!-]/g, "\\$&");

function block(b: Block): string {
  switch (b.type) {
    case "heading":
      return `### ${escaped(b.text)}`;
    case "paragraph":
      return line(b.inlines);
    case "note":
      return `-# ${line(b.inlines).replaceAll("\n", "\n-# ")}`;
    case "list":
      return items(b.items);
    case "sides":
      return b.sides.map((side) => `**${escaped(side.title)}**\n${items(side.items)}`).join("\n\n");
    case "actions":
      return "";
    case "file":
      return inline({ type: "code", text: b.name });
    default:
      return b satisfies never;
  }
}

const items = (all: readonly Item[]): string =>
  all.map((i) => [`- ${line(i.body)}`, ...i.notes.map((n) => `  - ${line(n)}`)].join("\n")).join("\n");

const line = (inlines: readonly Inline[]): string => inlines.map(inline).join("");

function inline(i: Inline): string {
  switch (i.type) {
    case "text":
      return escaped(i.text);
    case "strong":
      return `**${escaped(i.text)}**`;
    case "code":
      return i.text.includes("`") ? escaped(i.text) : `\`${i.text}\``;
    case "mention":
      return /^\d{1,20}$/.test(i.id) ? mentionOf(i.of, i.id) : escaped(i.text);
    case "link":
      return `[${escaped(i.text)}](<${encodeURI(decoded(i.url)).replace(/[()]/g, (c) => (c === "(" ? "%28" : "%29"))}>)`;
    case "time":
      return escaped(i.text) + (i.precision === "instant" ? viewer(i.value) : "");
    default:
      return i satisfies never;
  }
}

const decoded = (url: string): string => {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
};

/** The reader's own zone and language, beside the venue's in words. */
function viewer(value: string): string {
  const seconds = Math.floor(Temporal.Instant.from(value).epochMilliseconds / 1_000);
  return ` (<t:${seconds}:F>, <t:${seconds}:R>)`;
}

function pack(blocks: readonly string[]): string[] {
  const parts: string[] = [];
  const add = (piece: string, joint: string): void => {
    const last = parts.at(-1);
    if (last !== undefined && last.length + joint.length + piece.length <= LIMITS.text) parts[parts.length - 1] = last + joint + piece;
    else parts.push(piece);
  };
  for (const each of blocks) {
    if (each.length <= LIMITS.text) add(each, "\n\n");
    else
      each
        .split("\n")
        .flatMap(words)
        .forEach((l, n) => void add(l, n === 0 ? "\n\n" : "\n"));
  }
  return parts;
}

/** One line, where it is longer than a message, between words; never between a backslash and what it escapes. */
const words = (value: string): string[] => value.match(/(?:\\[\s\S]|[^\\]){1,2000}(?=\s|$)|(?:\\[\s\S]|[^\\]){1,1990}/gu) ?? [""];
