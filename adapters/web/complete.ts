import type { ArgSpec } from "../../src/core/args.ts";
import type { Role } from "../../src/core/command.ts";
import { maxInput } from "../../src/core/dispatch.ts";
import { parseWords } from "../../src/core/parse-words.ts";
import type { Lang } from "../../src/core/words.ts";
import { invocationBy } from "./ask.ts";
import { quoted } from "./lines.ts";
import type { WebCommand, WebParts } from "./parts.ts";

/** One suggestion: the whole line it makes, and what is shown of it. */
export interface Option {
  line: string;
  label: string;
  hint: string;
}

const most = 12;

type Completing = Pick<WebParts, "commands" | "complete" | "lang">;
type Complete = (command: string, arg: string, typed: string) => Promise<readonly string[]>;

/** What could come next on a line, worked out from the declarations: a command, then its arguments and their values. */
export async function completeLine(line: string, role: Role, parts: Completing): Promise<Option[]> {
  if (line.length > maxInput) return [];
  const [, prefix = "", name = "", gap = "", rest = ""] = /^(\s*(?:\/?strike(?:-organize)?\s+|\/)?)(\S*)(\s*)([\s\S]*)$/i.exec(line) ?? [];
  if (gap === "") return commandOptions(prefix, name, parts.commands, parts.lang);
  const command = parts.commands.find((c) => c.name === name.toLowerCase());
  if (!command) return [];
  const [, before = "", last = ""] = /^((?:[^\s"“]*(?:"[^"]*"|“[^”]*”|\s))*)([\s\S]*)$/.exec(rest) ?? [];
  const complete: Complete = (name, arg, typed) =>
    parts.complete({ command: name, args: "", ...invocationBy(role, parts.lang) }, arg, typed);
  const options = await argOptions(command, before, last, { complete, lang: parts.lang });
  return options.slice(0, most).map(({ word, ...shown }) => ({ ...shown, line: `${prefix}${name}${gap}${before}${word}` }));
}

function commandOptions(prefix: string, typed: string, commands: readonly WebCommand[], lang: Lang): Option[] {
  return ranked(typed, commands, (c) => c.name).map((c) => ({
    line: `${prefix}${c.name}${c.specs.length > 0 ? " " : ""}`,
    label: c.name,
    hint: c.description[lang],
  }));
}

type Word = Omit<Option, "line"> & { word: string };

async function argOptions(command: WebCommand, before: string, last: string, parts: { complete: Complete; lang: Lang }): Promise<Word[]> {
  const [, named, typed = ""] = /^([a-z][a-z-]*)[:=]["“]?(.*)$/is.exec(last) ?? [];
  const spec = command.specs.find((s) => s.name === named?.toLowerCase());
  const values = (s: ArgSpec, start: string) => valuesOf(command, s, start, parts.complete);
  if (spec)
    return (await values(spec, typed)).map((value) => ({
      word: `${spec.name}:${quoted(value)} `,
      label: value,
      hint: spec.description[parts.lang],
    }));

  const parsed = parseWords(before, command.specs);
  if (!parsed.ok) return [];
  const open = command.specs.filter((s) => !(s.name in parsed.values));
  const next = open.find((s) => !s.named);
  const here = next
    ? (await values(next, last.replace(/^["“]/, ""))).map((value) => ({
        word: `${quoted(value)} `,
        label: value,
        hint: next.description[parts.lang],
      }))
    : [];
  const byName = here.length > 0 ? open.filter((s) => s !== next) : open;
  const names = ranked(last, byName, (s) => s.name).map((s) => ({
    word: `${s.name}:`,
    label: `${s.name}:`,
    hint: s.description[parts.lang],
  }));
  return [...here, ...names];
}

async function valuesOf(command: WebCommand, spec: ArgSpec, typed: string, complete: Complete): Promise<readonly string[]> {
  if (spec.completes) return complete(command.name, spec.name, typed);
  return ranked(typed, spec.choices ?? (spec.type === "boolean" ? ["true", "false"] : []), (value) => value);
}

/** Those that begin with what was typed, then those that contain it. */
function ranked<T>(typed: string, all: readonly T[], nameOf: (one: T) => string): T[] {
  const wanted = typed.toLowerCase();
  const at = (one: T) => nameOf(one).toLowerCase().indexOf(wanted);
  return [...all.filter((one) => at(one) === 0), ...all.filter((one) => at(one) > 0)];
}
