/** A platform-neutral message. Plain data, so that it can be stored, compared, sent over a socket and rendered anywhere. */
export interface Reply {
  blocks: Block[];
  /** Everything the blocks say, as plain text: for notifications, screen readers and terminals. */
  text: string;
}

export type Block =
  | { type: "heading"; text: string }
  | { type: "paragraph"; inlines: Inline[] }
  | { type: "list"; items: Item[] }
  /** Several speakers beside each other, none above another. */
  | { type: "sides"; sides: { title: string; items: Item[] }[] }
  /** Small print: a source, an "as of", where to ask. */
  | { type: "note"; inlines: Inline[] }
  | { type: "actions"; actions: Action[] }
  | FileBlock;

/** Text to be kept as a file: a link to press on a page, an attachment in a chat, the output of a terminal. */
export interface FileBlock {
  type: "file";
  /** As it is saved, without a folder. */
  name: string;
  mediaType: string;
  content: string;
}

/** Bytes of a file that every platform takes; `dispatch` refuses a larger one. */
export const mostOfFile = 1_000_000;

/** One entry of a list; its notes (who said it, when, what contradicts it) belong under it. */
export interface Item {
  body: Inline[];
  notes: Inline[][];
}

export type Inline =
  | { type: "text"; text: string }
  | { type: "strong"; text: string }
  | { type: "code"; text: string }
  | { type: "link"; text: string; url: string }
  /** A role, a channel or a person by its platform's id; `text` where the platform has no name for it. Nobody is notified by it. */
  | { type: "mention"; of: "role" | "channel" | "person"; id: string; text: string }
  | TimeInline;

/** Every date in a reply. `text` names it in the dispute's zone; a platform may add the reader's own. */
export interface TimeInline {
  type: "time";
  text: string;
  /** An ISO instant (`2023-10-04T13:00:00Z`), or a plain date (`2023-10-12`) that must never be shown with an hour. */
  value: string;
  precision: "instant" | "day";
  /** IANA zone of the place the date belongs to. */
  zone: string;
}

/** A button, or a line to type where there are none: a command with its arguments by name. */
export interface Action {
  label: string;
  command: string;
  args: Record<string, string>;
  /** The command's form is asked for, where the platform has forms. */
  form?: true;
}

/** For where a form cannot be asked for by a button: the same can be typed. */
export const withoutForms = (actions: readonly Action[]): Action[] => actions.filter((action) => !action.form);

export const text = (value: string): Inline => ({ type: "text", text: value });
export const strong = (value: string): Inline => ({ type: "strong", text: value });
export const code = (value: string): Inline => ({ type: "code", text: value });
export const link = (label: string, url: string): Inline => ({ type: "link", text: label, url });
export const mention = (of: "role" | "channel", id: string): Inline => ({ type: "mention", of, id, text: id });
export const heading = (value: string): Block => ({ type: "heading", text: value });
export const paragraph = (...inlines: Inline[]): Block => ({ type: "paragraph", inlines });
export const note = (...inlines: Inline[]): Block => ({ type: "note", inlines });
export const list = (items: Item[]): Block => ({ type: "list", items });
export const item = (body: Inline[], ...notes: Inline[][]): Item => ({ body, notes });
export const actions = (...list: Action[]): Block => ({ type: "actions", actions: list });

export const file = (name: string, mediaType: string, content: string): FileBlock => ({ type: "file", name, mediaType, content });

export const filesOf = ({ blocks }: Reply): FileBlock[] => blocks.filter((block) => block.type === "file");

export function reply(...blocks: Block[]): Reply {
  return { blocks, text: blocks.map(blockText).filter(Boolean).join("\n\n") };
}

export const inlineText = (inlines: readonly Inline[]): string => inlines.map(spoken).join("");

/** The address is said too where the label does not already show it. */
function spoken(inline: Inline): string {
  if (inline.type !== "link" || inline.url.includes(inline.text)) return inline.text;
  return `${inline.text} (${inline.url})`;
}

function blockText(block: Block): string {
  switch (block.type) {
    case "heading":
      return block.text;
    case "paragraph":
    case "note":
      return inlineText(block.inlines);
    case "list":
      return itemsText(block.items);
    case "sides":
      return block.sides.map((side) => `${side.title}\n${itemsText(side.items)}`).join("\n\n");
    case "actions":
      return "";
    case "file":
      return block.name;
    default:
      return block satisfies never;
  }
}

const itemsText = (items: readonly Item[]): string =>
  items.map((i) => [`- ${inlineText(i.body)}`, ...i.notes.map((n) => `  ${inlineText(n)}`)].join("\n")).join("\n");
