import type { Action } from "../../src/core/reply.ts";
import { LIMITS } from "./render.ts";

/** What a button asks for, and whether its answer is for all to see. */
export interface Press {
  command: string;
  args: Readonly<Record<string, string>>;
  show: boolean;
}

export interface Button {
  type: 2;
  style: 2;
  label: string;
  custom_id: string;
}

const shown = "!";

const idOf = ({ command, args, show }: Press): string => `${show ? shown : ""}${command}?${new URLSearchParams(args)}`;

export const fits = (press: Press): boolean => idOf(press).length <= LIMITS.customId;

/** Undefined where what it asks would not fit: the command can still be typed. */
export function button({ label, command, args, show = false }: Action & { show?: boolean }): Button | undefined {
  const press = { command, args, show };
  if (!fits(press)) return undefined;
  const words = label.length > LIMITS.label ? `${label.slice(0, LIMITS.label - 1)}…` : label;
  return { type: 2, style: 2, label: words, custom_id: idOf(press) };
}

/** Undefined where it is none of ours. */
export function pressOf(customId: string | undefined): Press | undefined {
  const show = customId?.startsWith(shown) ?? false;
  const [command, query] = customId?.slice(show ? shown.length : 0).split("?", 2) ?? [];
  return command ? { command, args: Object.fromEntries(new URLSearchParams(query)), show } : undefined;
}
