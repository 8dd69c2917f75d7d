import { clip } from "../../src/core/dispatch.ts";
import { UserError } from "../../src/core/errors.ts";
import type { Invocation, RawArgs } from "../../src/core/invocation.ts";
import { languages } from "../../src/core/words.ts";

export interface TerminalCall {
  invocation: Invocation;
  json: boolean;
}

/** The terminal speaks for the machine's owner, in the console's own conversation. */
const owner = {
  caller: { id: "console", role: "admin" },
  target: { platform: "web", workspace: "local", conversation: "console" },
} as const;

/**
 * `next-session 3 --unit seattle --now 2023-10-11T12:00-07:00 --lang es --json`: a command, its words, and named arguments
 * as options. @throws UserError for an option without its value and for a moment or language that is none.
 */
export function parseCall(argv: readonly string[]): TerminalCall {
  const { named, positional } = options(argv);
  const { now, lang, json, ...rest } = named;
  const [command = "help", ...words] = positional;
  const args: RawArgs = { named: rest, positional: words };
  return {
    json: json !== undefined,
    invocation: {
      command,
      args,
      ...owner,
      ...(now !== undefined && { now: momentOf(now) }),
      ...(lang !== undefined && { lang: langOf(lang) }),
    },
  };
}

function options(argv: readonly string[]): { named: Record<string, string>; positional: string[] } {
  const named: Record<string, string> = {};
  const positional: string[] = [];
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const option = /^--([a-z][\w-]*)(?:=(.*))?$/su.exec(word) ?? /^([a-z][a-z-]*):(?!\/\/)(.+)$/su.exec(positional.length > 0 ? word : "");
    const name = option?.[1];
    if (name === undefined) positional.push(word);
    else if (name === "json") named.json = "yes";
    else {
      const value = option?.[2] ?? words.shift();
      if (value === undefined) throw new UserError(`--${name} needs a value after it.`);
      named[name] = value;
    }
  }
  return { named, positional };
}

function momentOf(value: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(value);
  } catch {
    throw new UserError(`--now is a moment with an offset, as in 2023-10-11T12:00-07:00; "${clip(value)}" is not.`);
  }
}

function langOf(value: string): (typeof languages)[number] {
  const lang = languages.find((l) => l === value);
  if (!lang) throw new UserError(`--lang is one of ${languages.join(", ")}; "${clip(value)}" is not.`);
  return lang;
}
