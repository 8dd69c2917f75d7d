import type { ArgSpec } from "./args.ts";
import type { Registered } from "./command.ts";
import { type Lang, type Subject, subjects } from "./words.ts";

/** What a command wants to know, for a platform to ask in its own way: a modal, a page, prompts. */
export interface Form {
  command: string;
  title: string;
  /** The most important first: a platform that shows fewer leaves out the last. */
  fields: readonly FormField[];
  /** What was said already and is not asked: sent back with the answers. */
  given: Readonly<Record<string, string>>;
}

export interface FormField {
  name: string;
  label: string;
  /** A line, a text of several lines, one of the choices, several of them (joined by commas). */
  type: "line" | "text" | "one" | "many";
  required: boolean;
  choices: readonly { value: string; label: string }[];
  /** The command completes what is typed. */
  completes: boolean;
  /** To be chosen from those. */
  closed: boolean;
  value?: string;
  example?: string;
}

/** @param given what was said, and what the command knows beforehand. @param nameOf of a choice, in the reader's language. */
export function formOf<C>(
  command: Registered<C>,
  given: Readonly<Record<string, string>>,
  lang: Lang,
  nameOf: (choice: string) => string,
): Form {
  const asked = (command.form?.fields ?? []).flatMap((name) => command.specs.filter((spec) => spec.name === name));
  const names = new Set(asked.map((spec) => spec.name));
  return {
    command: command.name,
    title: command.description[lang],
    fields: asked.map((spec) => fieldOf(spec, given[spec.name], lang, nameOf)),
    given: Object.fromEntries(Object.entries(given).filter(([name]) => !names.has(name))),
  };
}

function fieldOf(spec: ArgSpec, value: string | undefined, lang: Lang, nameOf: (choice: string) => string): FormField {
  const choices = spec.format === "subjects" ? (Object.keys(subjects) as Subject[]) : (spec.choices ?? []);
  return {
    name: spec.name,
    label: spec.description[lang],
    type: spec.format === "subjects" ? "many" : choices.length > 0 ? "one" : spec.long ? "text" : "line",
    required: spec.required,
    choices: choices.map((choice) => ({ value: choice, label: nameOf(choice) })),
    completes: spec.completes,
    closed: spec.closed === true,
    ...(value !== undefined && { value }),
    ...(spec.example !== undefined && { example: spec.example }),
  };
}
