import type { ArgSpec } from "./args.ts";
import type { RawArgs } from "./invocation.ts";
import { nearest } from "./nearest.ts";

export type Parsed =
  | { ok: true; values: Record<string, unknown> }
  | { ok: false; problem: "unknown-argument"; given: string; nearest: string | undefined }
  | { ok: false; problem: "too-many-words"; given: string };

// Phones turn straight quotes into curly ones as people type.
const tokenPattern = /(?:([\w-]+)[:=])?(?:"([^"]*)"|“([^”]*)”)|(\S+)/gu;

/** Words as people type them: quotes keep words together, `name:value` (or `name=value`) names an argument. */
export function parseWords(line: string, specs: readonly ArgSpec[]): Parsed {
  const rest = specs.find((s) => s.rest);
  const known = new Set(specs.map((s) => s.name));
  const named: Record<string, string> = {};
  const positional: string[] = [];
  for (const match of line.matchAll(tokenPattern)) {
    const quotedValue = match[2] ?? match[3];
    const whole = match[4] ?? "";
    const [key, value] = quotedValue === undefined ? split(whole) : [match[1], quotedValue];
    const name = key?.toLowerCase();
    if (name !== undefined && known.has(name)) named[name] = value;
    else if (name === undefined) positional.push(value);
    else if (rest) positional.push(match[0]);
    else return { ok: false, problem: "unknown-argument", given: name, nearest: nearest(name, known) };
  }
  return placeWords({ named, positional }, specs);
}

/** `08:00`, `https://…` and `12:00-07:00` are values, not names: a name is letters and is followed by something. */
function split(word: string): [string | undefined, string] {
  const match = /^--?([a-z][\w-]*)=(.+)$|^([a-z][a-z-]*)[:=](?!\/\/)(.+)$/iu.exec(word);
  return match ? [match[1] ?? match[3], match[2] ?? match[4] ?? ""] : [undefined, word];
}

/** Gives positional words their names, in the order of the declaration; an argument that takes the rest takes it. */
export function placeWords(raw: RawArgs, specs: readonly ArgSpec[]): Parsed {
  const known = new Set(specs.map((s) => s.name));
  const stranger = Object.keys(raw.named).find((name) => !known.has(name));
  if (stranger !== undefined) return { ok: false, problem: "unknown-argument", given: stranger, nearest: nearest(stranger, known) };
  const values: Record<string, unknown> = { ...raw.named };
  const words = [...raw.positional];
  for (const spec of specs) {
    if (spec.named || spec.name in values || words.length === 0) continue;
    values[spec.name] = spec.rest ? words.splice(0).join(" ") : words.shift();
  }
  const extra = words[0];
  if (extra !== undefined) return { ok: false, problem: "too-many-words", given: extra };
  return { ok: true, values };
}
