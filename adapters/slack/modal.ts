import type { types } from "@slack/bolt";
import * as z from "zod";
import type { Form, FormField } from "../../src/core/form.ts";
import { jsonOf } from "./buttons.ts";
import { LIMITS } from "./limits.ts";
import { wordsFor } from "./words.ts";

/** What a form's answers come with, so that they can be answered where it was asked for. */
export interface Asked {
  command: string;
  /** Said before, and not asked. */
  given: Readonly<Record<string, string>>;
  conversation: string;
  /** Answers to the question that opened it; used up after half an hour. */
  responseUrl: string;
}

export const callbackId = "form";
/** Of every field; its block has the argument's name. */
export const fieldId = "form:field";

const stored = z.object({ c: z.string().max(100), g: z.record(z.string(), z.string()), w: z.string().max(64), u: z.string().max(2_000) });

/** The form as a modal; undefined where what it must come back with does not fit. */
export function modalOf(form: Form, asked: Pick<Asked, "conversation" | "responseUrl">, locale: string | undefined) {
  const words = wordsFor(locale);
  const { conversation: w, responseUrl: u } = asked;
  const metadata = JSON.stringify({ c: form.command, g: form.given, w, u } satisfies z.input<typeof stored>);
  if (metadata.length > LIMITS.metadata) return undefined;
  const header = { type: "header", text: plain(form.title, LIMITS.header) } as const;
  return {
    type: "modal",
    callback_id: callbackId,
    private_metadata: metadata,
    ...{ title: plain("Picketline", LIMITS.modalTitle), submit: plain(words.submit, LIMITS.modalTitle) },
    close: plain(words.cancel, LIMITS.modalTitle),
    blocks: [header, ...form.fields.map(inputOf)],
  } satisfies types.ModalView;
}

/** Undefined where it is none of ours. */
export function askedOf(metadata: string): Asked | undefined {
  const parsed = stored.safeParse(jsonOf(metadata));
  if (!parsed.success) return undefined;
  const { c: command, g: given, w: conversation, u: responseUrl } = parsed.data;
  return { command, given, conversation, responseUrl };
}

const inputOf = (field: FormField): types.InputBlock => ({
  ...{ type: "input", block_id: field.name, optional: !field.required },
  ...{ label: plain(field.label, LIMITS.inputLabel), element: elementOf(field) },
});

function elementOf(field: FormField): types.InputBlock["element"] {
  const { type, value = "", closed, choices, example } = field;
  const placeholder = example === undefined ? {} : { placeholder: plain(example, LIMITS.placeholder) };
  const chosen = new Set(type === "many" ? value.split(",").map((each) => each.trim()) : [value]);
  const options = choices.slice(0, LIMITS.options).map(({ value: each, label }) => option(each, label));
  const initial = options.filter((each) => chosen.has(each.value ?? ""));
  const [first] = initial;
  if (options.length > 0 && type === "many")
    return { type: "multi_static_select", action_id: fieldId, options, ...(first && { initial_options: initial }) };
  if (options.length > 0) return { type: "static_select", action_id: fieldId, options, ...(first && { initial_option: first }) };
  if (closed) {
    const known = value !== "" && value.length <= LIMITS.optionValue && { initial_option: option(value) };
    return { type: "external_select", action_id: fieldId, min_query_length: 0, ...placeholder, ...known };
  }
  return {
    ...{ type: "plain_text_input", action_id: fieldId, multiline: type === "text", max_length: LIMITS.inputText },
    ...{ ...placeholder, ...(value !== "" && { initial_value: value.slice(0, LIMITS.inputText) }) },
  };
}

export const option = (value: string, label = value): types.PlainTextOption => ({ text: plain(label, LIMITS.optionText), value });

const plain = (text: string, most: number): types.PlainTextElement => ({
  ...{ type: "plain_text", emoji: false },
  text: text.length > most ? `${text.slice(0, most - 1)}…` : text,
});
