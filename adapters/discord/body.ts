import { LIMITS } from "./limits.ts";
import { idsOf, type Mark } from "./mark.ts";
import type { Part } from "./render.ts";

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
  file?: { url: string };
}

interface With {
  flags?: number;
  mark?: Mark | undefined;
  /** The one role that is notified. */
  ping?: string | undefined;
  /** Of files that come with it; one that no component names is shown to nobody. */
  files?: readonly string[];
}

/** Nobody else is ever pinged: `allowed_mentions` left out would let any text do it. */
export function body({ text, buttons }: Part, { flags = 0, mark, ping, files = [] }: With = {}) {
  const [outer, inner] = mark ? idsOf(mark) : [undefined, undefined];
  const words = { type: 10, ...(inner !== undefined && { id: inner }), content: text };
  const rows = Array.from({ length: Math.ceil(buttons.length / LIMITS.buttons) }, (_, n) => ({
    type: 1,
    components: buttons.slice(n * LIMITS.buttons, (n + 1) * LIMITS.buttons),
  }));
  const components: Component[] = [
    { type: 17, ...(outer !== undefined && { id: outer }), components: [words, ...files.map(attached), ...rows] },
  ];
  return { flags: componentsV2 | flags, components, allowed_mentions: { parse: [], ...(ping !== undefined && { roles: [ping] }) } };
}

const attached = (name: string): Component => ({ type: 13, file: { url: `attachment://${name}` } });

export type Body = ReturnType<typeof body>;
