import * as z from "zod";
import { checked, Refused, wrong } from "./refusal.ts";
import type { FakeState } from "./state.ts";

// What Discord takes: docs, interactions/application-commands.

const name = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
  .refine((given) => given === given.toLowerCase());
const description = z.string().min(1).max(100);
const locale = z.enum([
  "id",
  "da",
  "de",
  "en-GB",
  "en-US",
  "es-ES",
  "es-419",
  "fr",
  "hr",
  "it",
  "lt",
  "hu",
  "nl",
  "no",
  "pl",
  "pt-BR",
  "ro",
  "fi",
  "sv-SE",
  "vi",
  "tr",
  "cs",
  "el",
  "bg",
  "ru",
  "uk",
  "hi",
  "th",
  "zh-CN",
  "ja",
  "zh-TW",
  "ko",
]);
const localized = <T extends z.ZodType>(of: T) => z.partialRecord(locale, of).nullish();
const described = { name, name_localizations: localized(name), description, description_localizations: localized(description) };
const choice = z.strictObject({
  name: z.string().min(1).max(100),
  name_localizations: localized(z.string().min(1).max(100)),
  value: z.union([z.string().max(100), z.number()]),
});
const value = z
  .strictObject({
    ...described,
    type: z.number().int().min(3).max(11),
    required: z.boolean().optional(),
    choices: z.array(choice).max(25).optional(),
    channel_types: z.array(z.number().int()).optional(),
    min_value: z.number().optional(),
    max_value: z.number().optional(),
    min_length: z.number().int().min(0).max(6_000).optional(),
    max_length: z.number().int().min(1).max(6_000).optional(),
    autocomplete: z.boolean().optional(),
  })
  .refine(({ choices, autocomplete }) => !(autocomplete && choices?.length), {
    params: { code: "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES" },
  })
  .refine(({ type, autocomplete }) => !autocomplete || [3, 4, 10].includes(type), {
    params: { code: "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID" },
  });
const values = z
  .array(value)
  .max(25)
  .refine((all) => all.every((each, n) => !each.required || n === 0 || all[n - 1]?.required), {
    params: { code: "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID" },
    error: "Required options must be placed before non-required options",
  });
const subcommand = z.strictObject({ ...described, type: z.literal(1), options: values.optional() });
const group = z.strictObject({ ...described, type: z.literal(2), options: z.array(subcommand).max(25) });
const command = z.strictObject({
  ...described,
  type: z.literal(1).optional(),
  options: z.union([values, z.array(z.union([subcommand, group])).max(25)]).optional(),
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  nsfw: z.boolean().optional(),
  contexts: z.array(z.union([z.literal(0), z.literal(1), z.literal(2)])).nullish(),
  integration_types: z
    .array(z.union([z.literal(0), z.literal(1)]))
    .min(1)
    .optional(),
});
const commands = z.array(command).max(100);

interface Described {
  name: string;
  name_localizations?: Record<string, string> | null | undefined;
  description: string;
  description_localizations?: Record<string, string> | null | undefined;
  options?: readonly Described[] | undefined;
  choices?: readonly { name: string; name_localizations?: Record<string, string> | null | undefined; value: string | number }[] | undefined;
}

/** Names, descriptions and values of a command, each in its longest language, may have 8,000 characters in all. */
const sizeOf = (each: Described): number =>
  longest(each.name, each.name_localizations) +
  longest(each.description, each.description_localizations) +
  (each.choices ?? []).reduce((sum, of) => sum + longest(of.name, of.name_localizations) + String(of.value).length, 0) +
  (each.options ?? []).reduce((sum, of) => sum + sizeOf(of), 0);

const longest = (text: string, others: Record<string, string> | null | undefined): number =>
  Math.max(text.length, ...Object.values(others ?? {}).map((t) => t.length));

function distinct(all: readonly Described[], path: string): void {
  const twice = (names: readonly (string | undefined)[]): boolean => {
    const said = names.filter((each) => each !== undefined);
    return new Set(said).size < said.length;
  };
  const locales = new Set(all.flatMap((each) => Object.keys(each.name_localizations ?? {})));
  const doubled =
    twice(all.map((each) => each.name)) || [...locales].some((l) => twice(all.map((each) => each.name_localizations?.[l] ?? each.name)));
  if (doubled) throw wrong(path, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique");
  for (const each of all) distinct(each.options ?? [], `${path}.${each.name}`);
}

/** Puts these in place of all that were registered. @throws Refused */
export function registered(state: FakeState, application: string, given: unknown): object[] {
  if (application !== state.application) throw new Refused("unknownApplication");
  const all = checked(commands, given) as (Described & { id?: string })[];
  distinct(all, "commands");
  for (const [n, each] of all.entries())
    if (sizeOf(each) > 8_000) throw wrong(String(n), "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)");
  const known = new Set(state.commands.map((each) => each.name));
  state.commandsCreated += all.filter((each) => !known.has(each.name)).length;
  if (state.commandsCreated > 200) throw new Refused("tooManyCommands");
  state.commands = all.map((each) => ({ ...each, id: state.nextId(), application_id: application, version: state.nextId() }));
  return state.commands;
}
