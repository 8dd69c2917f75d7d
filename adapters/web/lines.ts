import type { Action } from "../../src/core/reply.ts";

/** The command and the words of a typed line. `/strike` before it, as in Slack, is heard and dropped. */
export function splitLine(line: string): { command: string; words: string } {
  const [, command = "", words = ""] = /^\s*(?:\/?strike(?:-organize)?\s+|\/)?(\S*)\s*([\s\S]*)$/i.exec(line) ?? [];
  return { command, words };
}

/** What one would type to do what a button does. */
export function lineOf({ command, args }: Pick<Action, "command" | "args">): string {
  return [command, ...Object.entries(args).map(([name, value]) => `${name}:${quoted(value)}`)].join(" ");
}

/** Words know no escape: a straight quote stands between curly ones, and becomes one itself where those are in the value too. */
export function quoted(value: string): string {
  if (/^[\p{L}\p{N}._+-]+$/u.test(value)) return value;
  if (!value.includes('"')) return `"${value}"`;
  return value.includes("”") ? `"${value.replaceAll('"', "”")}"` : `“${value}”`;
}
