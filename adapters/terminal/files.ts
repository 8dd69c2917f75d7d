import { readFileSync, statSync } from "node:fs";
import type { ArgSpec } from "../../src/core/args.ts";
import { UserError } from "../../src/core/errors.ts";
import type { Invocation, RawArgs } from "../../src/core/invocation.ts";
import { placeWords } from "../../src/core/parse-words.ts";

const mostBytes = 1024 * 1024;
const stdin = 0;

/**
 * What an argument of several lines is read from: `@file.yaml`, or `@-` for what is piped in; `@@` is a value that begins with one.
 * @throws UserError for a file that cannot be read, is no UTF-8 text, or is larger than 1 MB.
 */
export function withFiles<C extends Pick<Invocation, "args">>(call: C, specs: readonly ArgSpec[]): C {
  const placed = typeof call.args === "string" ? undefined : placeWords(call.args, specs);
  if (!placed?.ok) return call;
  const long = new Set(specs.filter((spec) => spec.long).map(({ name }) => name));
  const isFile = ([name, value]: [string, unknown]) => long.has(name) && String(value).startsWith("@");
  const entries = Object.entries(placed.values);
  if (!entries.some(isFile)) return call;
  const named = Object.fromEntries(entries.map((entry) => (isFile(entry) ? [entry[0], read(String(entry[1]).slice(1))] : entry)));
  return { ...call, args: { named, positional: [] } satisfies RawArgs };
}

function read(path: string): string {
  if (path.startsWith("@")) return path;
  const name = path === "-" ? "What was piped in" : path;
  const bytes = bytesOf(path, name);
  if (bytes.length > mostBytes) throw tooLarge(name);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${name} is no text in UTF-8.`);
  }
}

function bytesOf(path: string, name: string): Buffer {
  try {
    if (path === "-") return readFileSync(stdin);
    // Looked at before it is read: a huge file would fill the memory.
    if (statSync(path).size > mostBytes) throw tooLarge(name);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${name} cannot be read (${codeOf(error)}).`);
  }
}

const tooLarge = (name: string) => new UserError(`${name} is larger than 1 MB.`);

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "unknown reason");
