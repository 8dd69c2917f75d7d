import { createHash } from "node:crypto";
import type { Action } from "../../src/core/reply.ts";
import { LIMITS, type Part } from "./render.ts";

const componentsV2 = 1 << 15;
export const ephemeral = 1 << 6;

export interface Component {
  type: number;
  id?: number;
  content?: string;
  components?: Component[];
  style?: number;
  label?: string;
  custom_id?: string;
}

/** What people don't see and REST gives back: the delivery key, 62 bits of its hash, as the ids of the two outermost components. */
export function keyIds(key: string): readonly [number, number] {
  const hash = createHash("sha256").update(key).digest();
  return [(hash.readUInt32BE(0) >>> 2) + 100, (hash.readUInt32BE(4) >>> 2) + 100 + 2 ** 30];
}

/** 25 characters at most. */
export const nonceOf = (key: string): string => createHash("sha256").update(key).digest("base64url").slice(0, 25);

export const hasKey = (components: readonly Component[] | undefined, key: string): boolean => {
  const [outer, inner] = keyIds(key);
  return components?.[0]?.id === outer && components[0].components?.[0]?.id === inner;
};

/** Nobody is ever pinged: `allowed_mentions` left out would let any text do it. */
export function body(part: Part, flags = 0, key?: string) {
  const [outer, inner] = key === undefined ? [undefined, undefined] : keyIds(key);
  const text = { type: 10, ...(inner !== undefined && { id: inner }), content: part.text };
  const buttons = part.actions
    .map(button)
    .filter((b) => b !== undefined)
    .slice(0, LIMITS.buttons);
  const row = buttons.length > 0 ? [{ type: 1, components: buttons }] : [];
  const components: Component[] = [{ type: 17, ...(outer !== undefined && { id: outer }), components: [text, ...row] }];
  return { flags: componentsV2 | flags, components, allowed_mentions: { parse: [] } };
}

function button({ label, command, args }: Action): Component | undefined {
  const id = `${command}?${new URLSearchParams(args)}`;
  if (id.length > LIMITS.customId) return undefined;
  return { type: 2, style: 2, label: label.slice(0, LIMITS.label), custom_id: id };
}
