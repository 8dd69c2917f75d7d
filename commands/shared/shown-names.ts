import type { Registered } from "../../src/core/command.ts";
import type { Platform } from "../../src/core/ports.ts";
import type { Lang } from "../../src/core/words.ts";
import { argumentName, commandName } from "../../src/text/names.ts";
import type { Context } from "./context.ts";

/** Platforms that show names in the reader's language; elsewhere people type what is declared. */
const translates = (platform: Platform): boolean => platform === "discord";

/** What the reader sees commands called. */
export const shownName =
  (platform: Platform, lang: Lang) =>
  (name: string): string =>
    translates(platform) ? commandName(name, lang) : name;

export const shownNames = (one: Registered<Context>, platform: Platform, lang: Lang): Registered<Context> =>
  translates(platform)
    ? { ...one, name: commandName(one.name, lang), specs: one.specs.map((s) => ({ ...s, name: argumentName(s.name, lang) })) }
    : one;
