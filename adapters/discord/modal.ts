import * as z from "zod";
import type { Form, FormField } from "../../src/core/form.ts";
import { customIdOf, type Kept } from "./buttons.ts";

/** Discord's limits of modals: docs, components reference. */
const MODAL = { title: 45, label: 45, fields: 5, choices: 25, choice: 100, text: 4_000, placeholder: 100 } as const;

const clipped = (words: string, most: number): string => (words.length > most ? `${words.slice(0, most - 1)}…` : words);

/**
 * The form as a modal of five fields: what is required, then the most important. The rest can be said with the command's options; what
 * of it was said already goes along.
 * @param choicesOf values of a field that takes no other, and which the form does not name itself
 */
export function modalOf(form: Form, choicesOf: (field: string) => readonly string[], kept: Kept) {
  const shown = form.fields.toSorted((a, b) => Number(b.required) - Number(a.required)).slice(0, MODAL.fields);
  const unseen = form.fields.flatMap(({ name, value }) =>
    value === undefined || shown.some((s) => s.name === name) ? [] : [[name, value]],
  );
  const args = { ...form.given, ...(Object.fromEntries(unseen) as Record<string, string>) };
  return {
    custom_id: customIdOf({ command: form.command, args }, kept),
    title: clipped(form.title, MODAL.title),
    components: form.fields.filter((field) => shown.includes(field)).map((field) => labelled(field, choicesOf(field.name))),
  };
}

function labelled(field: FormField, completed: readonly string[]) {
  // More than can be shown are better typed than chosen from the first.
  const closed =
    field.closed && completed.length < MODAL.choices ? [...new Set([...completed, ...(field.value ? [field.value] : [])])] : [];
  const choices = field.choices.length > 0 ? field.choices : closed.map((value) => ({ value, label: value }));
  const fit = choices.filter(({ value }) => value.length <= MODAL.choice).slice(0, MODAL.choices);
  return { type: 18, label: clipped(field.label, MODAL.label), component: fit.length > 0 ? select(field, fit) : input(field) };
}

function select({ name, type, required, value }: FormField, choices: FormField["choices"]) {
  const chosen = new Set(type === "many" ? value?.split(",") : [value]);
  return {
    ...{ type: 3, custom_id: name, required, min_values: required ? 1 : 0, max_values: type === "many" ? choices.length : 1 },
    options: choices.map((choice) => ({
      ...{ label: clipped(choice.label, MODAL.choice), value: choice.value },
      ...(chosen.has(choice.value) && { default: true }),
    })),
  };
}

const input = ({ name, type, required, value, example }: FormField) => ({
  ...{ type: 4, custom_id: name, style: type === "text" ? 2 : 1, required, max_length: MODAL.text },
  ...(value !== undefined && value.length <= MODAL.text && { value }),
  ...(example !== undefined && { placeholder: clipped(example, MODAL.placeholder) }),
});

const filledField = z.object({
  type: z.literal(18),
  component: z.object({ custom_id: z.string(), value: z.string().optional(), values: z.array(z.string()).optional() }),
});

/** What a modal was filled with, by field; nothing of what was left empty. Undefined where it cannot be read. */
export function filledIn(components: unknown): Record<string, string> | undefined {
  const read = z.array(filledField).safeParse(components);
  if (!read.success) return undefined;
  const pairs = read.data.map(({ component: { custom_id, value, values } }) => [custom_id, value ?? values?.join(",") ?? ""]);
  return Object.fromEntries(pairs.filter(([, given]) => given?.trim() !== ""));
}
