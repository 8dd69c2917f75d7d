import type { types } from "@slack/bolt";
import * as z from "zod";
import { LIMITS } from "./limits.ts";

/** What a button asks for: a command, and how its answer is to be shown. */
export interface Press {
  command: string;
  /** By name, or the words as they were typed. */
  args: Readonly<Record<string, string>> | string;
  /** Its form, rather than its answer. */
  form: boolean;
  /** To everyone in the conversation rather than to whoever pressed. */
  show: boolean;
  /** Which of the messages that the answer makes: 0 is the first. */
  part: number;
}

export const actionId = "ask";

const stored = z.object({
  c: z.string().max(100),
  a: z.union([z.string(), z.record(z.string().max(100), z.string().max(1_000))]).optional(),
  f: z.literal(1).optional(),
  s: z.literal(1).optional(),
  p: z.number().int().min(0).max(100).optional(),
});

type Pressed = Pick<Press, "command" | "args"> & Partial<Press>;

/** Undefined where it would not fit: the command can still be typed. */
export function button(
  label: string,
  { command, args, form = false, show = false, part = 0 }: Pressed,
  id: number | string,
): types.Button | undefined {
  const value = JSON.stringify({
    c: command,
    ...(Object.keys(args).length > 0 && { a: args }),
    ...(form && { f: 1 }),
    ...(show && { s: 1 }),
    ...(part > 0 && { p: part }),
  });
  if (value.length > LIMITS.buttonValue) return undefined;
  const text = label.length > LIMITS.buttonText ? `${label.slice(0, LIMITS.buttonText - 1)}…` : label;
  return { type: "button", action_id: `${actionId}:${id}`, text: { type: "plain_text", text, emoji: false }, value };
}

/** Undefined where it is none of ours. */
export function pressOf(value: unknown): Press | undefined {
  if (typeof value !== "string" || value.length > LIMITS.buttonValue) return undefined;
  const parsed = stored.safeParse(jsonOf(value));
  if (!parsed.success) return undefined;
  const { c, a = {}, f, s, p = 0 } = parsed.data;
  return { command: c, args: a, form: f === 1, show: s === 1, part: p };
}

export function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
