import type { Action } from "../../src/core/reply.ts";

/** The command and the words of a typed line. `/strike` before it, as in Slack, is heard and dropped. */
export function splitLine(line: string): { command: string; words: string } {
  const [, command = "", words = ""] = /^\s*(?:\/?strike(?:-organize)?\s+|\/)?(\S*)\s*([\s\S]*)$/i.exec(line) ?? [];
  return { command, words };
}

/** What one would type to do what a button does. Words know no escape, so a straight quote in a value becomes a curly one. */
export function lineOf({ command, args }: Pick<Action, "command" | "args">): string {
  return [command, ...Object.entries(args).map(([name, value]) => `${name}:${quoted(value)}`)].join(" ");
}

export const quoted = (value: string): string => (/^[\p{L}\p{N}._+-]+$/u.test(value) ? value : `"${value.replaceAll('"', "”")}"`);
