import { type Block, type Inline, type Item, type Reply, reply } from "../../src/core/reply.ts";

type Fits = (part: Reply) => boolean;

/** Parts a reply that does not fit, where it can be parted: between blocks, else items, else notes, else words. */
export function split(whole: Reply, taken: Fits): Reply[] {
  const fits = (blocks: readonly Block[]): boolean => taken(reply(...blocks));
  const parts: Block[][] = [[]];
  for (const block of whole.blocks.flatMap((each) => pieces(each, fits))) {
    const last = parts.at(-1) ?? [];
    const joined = join(last, block);
    if (last.length === 0 || fits(joined)) parts[parts.length - 1] = joined;
    else parts.push([block]);
  }
  return parts.map((blocks) => reply(...blocks));
}

/** Neighbouring pieces of one list become one list again. */
function join(blocks: readonly Block[], next: Block): Block[] {
  const last = blocks.at(-1);
  if (last?.type === "list" && next.type === "list")
    return [...blocks.slice(0, -1), { type: "list", items: [...last.items, ...next.items] }];
  return [...blocks, next];
}

/** Smaller blocks that say the same, each of which fits. */
function pieces(block: Block, fits: (blocks: readonly Block[]) => boolean): Block[] {
  if (fits([block])) return block.type === "list" ? block.items.map((item) => ({ type: "list", items: [item] })) : [block];
  switch (block.type) {
    case "heading":
      return pieces({ type: "paragraph", inlines: [{ type: "strong", text: block.text }] }, fits);
    case "paragraph":
    case "note":
      return halves(block.inlines).flatMap((inlines) => pieces({ type: block.type, inlines }, fits));
    case "list":
      return block.items
        .flatMap((item) => (block.items.length > 1 ? [item] : parted(item)))
        .flatMap((item) => pieces({ type: "list", items: [item] }, fits));
    case "sides":
      return block.sides.flatMap((side): Block[] => [
        ...pieces({ type: "paragraph", inlines: [{ type: "strong", text: side.title }] }, fits),
        ...pieces({ type: "list", items: side.items }, fits),
      ]);
    case "actions":
      return block.actions.length > 1 ? block.actions.flatMap((action) => pieces({ type: "actions", actions: [action] }, fits)) : [];
    case "file":
      return pieces({ type: "paragraph", inlines: [{ type: "code", text: block.name }] }, fits);
    default:
      return block satisfies never;
  }
}

/** An item too long for one message goes on in the next one. */
function parted({ body, notes }: Item): Item[] {
  if (notes.length > 0) return [{ body, notes: [] }, ...notes.map((note) => ({ body: note, notes: [] }))];
  return halves(body).map((part) => ({ body: part, notes: [] }));
}

function halves(inlines: readonly Inline[]): Inline[][] {
  if (inlines.length > 1) {
    const middle = Math.ceil(inlines.length / 2);
    return [inlines.slice(0, middle), inlines.slice(middle)];
  }
  const [only] = inlines;
  if (!only) return [];
  const [first, second] = halfText(only.text);
  if (second === "") return [];
  return [[{ ...only, text: first }], [{ ...only, text: second }]];
}

/** At a space near the middle, never inside a character. */
function halfText(text: string): [string, string] {
  const middle = Math.ceil(text.length / 2);
  const space = text.lastIndexOf(" ", middle);
  const at = space > text.length / 4 ? space + 1 : middle;
  const whole = /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at + 1 : at;
  return [text.slice(0, whole), text.slice(whole)];
}
