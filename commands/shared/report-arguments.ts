import * as z from "zod";
import { arg } from "../../src/core/args.ts";
import { clip } from "../../src/core/dispatch.ts";
import { UserError } from "../../src/core/errors.ts";
import { actions, inlineText, paragraph, type Reply, reply, text } from "../../src/core/reply.ts";
import { speakers } from "../../src/core/words.ts";
import type { History } from "../../src/disputes/fold.ts";
import { whenOf } from "../../src/disputes/resolve.ts";
import type { WhenInput } from "../../src/disputes/schema.ts";
import { composeReport, fieldOf, type Said } from "../../src/organize/compose-report.ts";
import { readWhen } from "../../src/organize/read-when.ts";
import { whenInlines } from "../../src/text/dates.ts";
import { disputeArg } from "./arguments.ts";
import type { Context } from "./context.ts";
import { originOf, proposed } from "./organize.ts";

const line = (most: number) => z.string().trim().min(1).max(most);

export const milestoneArg = arg(line(200), {
  en: "Which date",
  es: "Qué fecha",
  completes: true,
  closed: true,
  example: "session-2023-10-12",
});

export const whenWords = arg(line(200), {
  ...{ en: "When it is now, in words", es: "Cuándo es ahora, en palabras" },
  ...{ rest: true, format: "date", example: "fri 10am" },
});

/** Who says so, where and in which words: of every report. */
export const sourceArgs = {
  source: arg(line(500).optional(), {
    en: "Address of the page that says so",
    es: "Dirección de la página que lo dice",
    named: true,
    example: "https://example.org/notice",
  }),
  quote: arg(line(1_000).optional(), {
    en: "One sentence of it, word for word",
    es: "Una frase de ella, palabra por palabra",
    named: true,
    long: true,
  }),
  speaker: arg(z.enum(speakers).optional(), { en: "Who says so; you, if unsaid", es: "Quién lo dice; usted, si no se dice", named: true }),
  ...disputeArg,
};

export type SourceGiven = z.output<z.ZodObject<typeof sourceArgs>>;

/** @throws UserError for words that are no date. Of several possible dates, one must be chosen: `ask` shows them. */
export function whenOfWords(
  words: string,
  { dispute }: History,
  { now, lang, m }: Context,
): WhenInput | { readings: readonly WhenInput[] } {
  const read = readWhen(words, { now, zone: dispute.zone, lang });
  if (read.read === "when") return read.when;
  if (read.read === "ambiguous") return { readings: read.readings };
  throw new UserError(m.organize.unreadable(clip(words)), "when");
}

/** One button for each reading; it asks the same again with that date. */
export function whichWhen(
  words: string,
  readings: readonly WhenInput[],
  again: { command: string; args: Record<string, string> },
  { dispute }: History,
  { lang, m }: Context,
): Reply {
  return reply(
    paragraph(text(m.organize.ambiguous(clip(words)))),
    actions(
      ...readings.map((reading) => ({
        label: inlineText([...whenInlines(whenOf(reading, dispute.zone), lang)]),
        command: again.command,
        args: { ...again.args, when: isoOf(reading) },
      })),
    ),
  );
}

/** A date as it can be typed and is read back as itself. */
function isoOf(when: WhenInput): string {
  if (typeof when === "string") return when;
  return when.zone === undefined ? wordsOf(when) : `${wordsOf(when)} ${when.zone}`;
}

function wordsOf(when: Exclude<WhenInput, string>): string {
  if ("day" in when) return when.day;
  if ("at" in when) return when.at;
  if ("from" in when) return `${when.from} to ${when.to}`;
  if ("month" in when) return when.month;
  return "notBefore" in when ? `not before ${when.notBefore}` : "tbd";
}

/** The report as it was said, kept as a draft and shown. @throws UserError naming what must be put right. */
export function proposedReport(
  said: Omit<Said, "speaker" | "url" | "quote">,
  given: SourceGiven,
  history: History,
  context: Context,
): Promise<Reply> {
  const { source: url, quote, speaker = "organizer" } = given;
  const composed = composeReport({ ...said, url, quote, speaker }, originOf(history, context));
  if (composed.ok) return proposed(history, composed.fragment, context);
  throw new UserError(context.m.organize.problems[composed.problem], fieldOf[composed.problem]);
}

/** What was given, for asking the same again. */
export const saidAgain = (given: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));

export const isOne = (when: WhenInput | { readings: readonly WhenInput[] }): when is WhenInput =>
  typeof when === "string" || !("readings" in when);
