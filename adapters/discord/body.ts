import { button } from "./buttons.ts";
import { idsOf, type Mark } from "./mark.ts";
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

/** Nobody is ever pinged: `allowed_mentions` left out would let any text do it. */
export function body(part: Part, flags = 0, mark?: Mark) {
  const [outer, inner] = mark ? idsOf(mark) : [undefined, undefined];
  const text = { type: 10, ...(inner !== undefined && { id: inner }), content: part.text };
  const buttons = part.actions.map((action) => button(action)).filter((b) => b !== undefined);
  const rows = Array.from({ length: Math.ceil(buttons.length / LIMITS.buttons) }, (_, n) => ({
    type: 1,
    components: buttons.slice(n * LIMITS.buttons, (n + 1) * LIMITS.buttons),
  }));
  const components: Component[] = [{ type: 17, ...(outer !== undefined && { id: outer }), components: [text, ...rows] }];
  return { flags: componentsV2 | flags, components, allowed_mentions: { parse: [] } };
}
