import { stripVTControlCharacters } from "node:util";
import { type Block, filesOf, type Inline, type Item, inlineText, type Reply, withoutForms } from "../../src/core/reply.ts";

export interface Style {
  /** Whether the terminal understands bold and dim. */
  styled: boolean;
  /** Whether the output goes into a file or another program: then a file is written as it is, and alone. */
  piped?: boolean;
}

/** A reply for a terminal; without style it is the reply's own plain text. */
export function renderTerminal(reply: Reply, { styled, piped = false }: Style): string {
  const files = filesOf(reply);
  if (piped && files.length > 0) return files.map(({ content }) => content.replace(/\n$/, "")).join("\n");
  const clean = (value: string): string => stripVTControlCharacters(value).replace(/[\p{Cc}--\n]/gv, "");
  const after = files.map(({ content }) => `\n\n${clean(content)}`).join("");
  if (!styled) return clean(reply.text) + after;
  const paint = (start: number, end: number, value: string): string => `\u001b[${start}m${clean(value)}\u001b[${end}m`;
  const bold = (value: string): string => paint(1, 22, value);
  const dim = (value: string): string => paint(2, 22, value);
  const line = (inlines: readonly Inline[]): string =>
    inlines
      .map((i) =>
        i.type === "strong" || i.type === "time" ? bold(i.text) : i.type === "code" ? paint(36, 39, i.text) : clean(inlineText([i])),
      )
      .join("");
  const items = (list: readonly Item[]): string =>
    list.map((i) => [`• ${line(i.body)}`, ...i.notes.map((n) => `  ${dim(inlineText(n))}`)].join("\n")).join("\n");
  const block = (b: Block): string => {
    switch (b.type) {
      case "heading":
        return bold(b.text);
      case "paragraph":
        return line(b.inlines);
      case "note":
        return dim(inlineText(b.inlines));
      case "list":
        return items(b.items);
      case "sides":
        return b.sides.map((side) => `${bold(side.title)}\n${items(side.items)}`).join("\n\n");
      case "actions":
        return withoutForms(b.actions)
          .map((a) => dim(`→ ${a.label}: ${typed(a)}`))
          .join("\n");
      case "file":
        return bold(b.name);
      default:
        return b satisfies never;
    }
  };
  return reply.blocks.map(block).join("\n\n") + after;
}

const typed = (action: { command: string; args: Record<string, string> }): string =>
  [action.command, ...Object.entries(action.args).map(([name, value]) => `${name}:${value}`)].join(" ");
