import { clip } from "../../src/core/dispatch.ts";
import type { Form, FormField } from "../../src/core/form.ts";
import type { Messages } from "../../src/text/messages.ts";

/** One who types. `question` rejects when they leave. */
export interface Typist {
  say(words: string): void;
  question(prompt: string): Promise<string>;
}

export type PromptWords = Messages["prompts"];

/** Asks for every field, the most important first. */
export async function fillIn(form: Form, typist: Typist, words: PromptWords): Promise<Record<string, string>> {
  typist.say(`${form.title}\n${words.leave}\n`);
  const filled: Record<string, string> = {};
  for (const field of form.fields) {
    const value = await askField(field, typist, words);
    if (value !== "") filled[field.name] = value;
  }
  return filled;
}

/** Until there is an answer that the field can take; empty where it was skipped. */
export async function askField(field: FormField, typist: Typist, words: PromptWords): Promise<string> {
  typist.say([heading(field, words), ...field.choices.map(({ label }, n) => `  ${n + 1}. ${label}`)].join("\n"));
  for (;;) {
    const typed = field.type === "text" ? await severalLines(typist) : (await typist.question("> ")).trim();
    const value = readAs(field, typed);
    if (value === undefined) typist.say(words.noChoice(clip(typed)));
    else if (value === "" && field.required) typist.say(words.needed);
    else return value;
  }
}

function heading({ label, required, value, example, type }: FormField, words: PromptWords): string {
  const hints = [
    type === "many" ? words.severalNumbers : type === "one" ? words.number : type === "text" ? words.severalLines : "",
    value !== undefined ? words.keeps(clip(value)) : required ? words.required : words.skips,
    example === undefined ? "" : words.example(example),
  ];
  return `${label} (${hints.filter(Boolean).join("; ")})`;
}

/** What was typed, `-` for nothing, what stood there for an empty line; undefined where it is none of the choices. */
function readAs({ type, choices, value = "", required }: FormField, typed: string): string | undefined {
  if (typed === "") return value;
  if (typed === "-" && !required) return "";
  if (type === "line" || type === "text") return typed;
  const parts = type === "one" ? [typed] : typed.split(/[\s,]+/u).filter(Boolean);
  const chosen = parts.map((part) => choices[Number(part) - 1]?.value ?? choices.find((c) => [c.value, c.label].includes(part))?.value);
  return chosen.every((each) => each !== undefined) ? chosen.join(",") : undefined;
}

/** An empty line ends it. */
async function severalLines(typist: Typist): Promise<string> {
  const lines: string[] = [];
  for (;;) {
    const line = await typist.question("> ");
    if (line.trim() === "") return lines.join("\n").trim();
    lines.push(line);
  }
}
