import { createHash } from "node:crypto";
import type { Action } from "../../src/core/reply.ts";
import { LIMITS } from "./limits.ts";

/** What a button asks for, and how its answer is to be shown. */
export interface Press {
  command: string;
  args: Readonly<Record<string, string>>;
  /** To everyone there rather than to whoever pressed. */
  show: boolean;
  /** Which of the messages that the answer makes: 0 is the first. */
  part: number;
  /** To be shown the command's form rather than its answer. */
  form: boolean;
}

export interface Button {
  type: 2;
  style: 2;
  label: string;
  custom_id: string;
}

/** Presses that are too long for a button, by a short name. */
export interface Kept {
  keep(press: Press): string;
  get(name: string): Press | undefined;
}

export type Pressed = Pick<Press, "command" | "args"> & Partial<Press>;

const [shown, short, asForm] = ["!", "*", "^"];

const written = ({ command, args, show, part, form }: Press): string =>
  `${show ? shown : ""}${form ? asForm : ""}${part > 0 ? `${part}~` : ""}${command}?${new URLSearchParams(args)}`;

const whole = ({ command, args, show = false, part = 0, form = false }: Pressed): Press => ({ command, args, show, part, form });

/** @param kept undefined where the button must work for as long as its message stands. */
function idOf(press: Press, kept: Kept | undefined): string | undefined {
  const words = written(press);
  return words.length <= LIMITS.customId ? words : kept && short + kept.keep(press);
}

/** Of what outlives no process: a modal is filled in soon or never. */
export const customIdOf = (press: Pressed, kept: Kept): string => idOf(whole(press), kept) ?? "";

/** Undefined where what it asks does not fit: the command can still be typed. A label is shortened, since the answer says in full what it is about. */
export function button(label: string, press: Pressed, kept?: Kept): Button | undefined {
  const id = idOf(whole(press), kept);
  if (id === undefined) return undefined;
  const words = label.length > LIMITS.label ? `${label.slice(0, LIMITS.label - 1)}…` : label;
  return { type: 2, style: 2, label: words, custom_id: id };
}

/** Undefined where it is none of ours, or one that is not known any more. */
export function pressOf(customId: string | undefined, kept?: Kept): Press | undefined {
  if (customId !== undefined && isShort(customId)) return kept?.get(customId.slice(short.length));
  const [, show, form, part = "0", command, query] = /^(!?)(\^?)(?:(\d{1,2})~)?([^?]+)(?:\?([\s\S]*))?$/.exec(customId ?? "") ?? [];
  if (command === undefined) return undefined;
  const args = Object.fromEntries(new URLSearchParams(query));
  return { command, args, show: show === shown, part: Number(part), form: form === asForm };
}

export const isShort = (customId: string): boolean => customId.startsWith(short);

/** How a button's question is typed. */
export function lineOf({ command, args }: Pick<Action, "command" | "args">): string {
  const words = Object.entries(args).map(([name, value]) => `${name}:${/\s/.test(value) ? `"${value}"` : value}`);
  return ["/strike", command, ...words].join(" ");
}

/** In memory alone: what somebody asked is not written down. After a restart such a button says that it is too old. */
export function createKept(most = 2_000): Kept {
  const presses = new Map<string, Press>();
  return {
    keep(press) {
      const name = createHash("sha256").update(written(press)).digest("base64url").slice(0, 22);
      presses.delete(name);
      presses.set(name, press);
      for (const oldest of presses.keys()) {
        if (presses.size <= most) break;
        presses.delete(oldest);
      }
      return name;
    },
    get: (name) => presses.get(name),
  };
}
