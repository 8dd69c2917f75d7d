import * as english from "chrono-node/en";
import * as spanish from "chrono-node/es";
import type { Lang } from "../core/words.ts";
import type { Choose } from "./readings.ts";
import { squeeze } from "./tidy.ts";

/** What was said of a day, and nothing that was not: a month alone is a month, a weekday (1 is Monday) the one that comes. */
export interface DateSaid {
  year?: number;
  month?: number;
  day?: number;
  weekday?: number;
  which?: "this" | "next" | "last";
}

/** From where it is read: the day and hour it is in the dispute's zone. */
export interface Reading {
  today: Temporal.PlainDate;
  time: Temporal.PlainTime;
  lang: Lang;
  choose: Choose;
}

const which: readonly [RegExp, NonNullable<DateSaid["which"]>][] = [
  [/\b(?:this coming|this|este|esta)\b/, "this"],
  [/(?<!\S)(?:next|pr[oó]xim[oa])\b|\bque viene\b/, "next"],
  [/\b(?:last|pasad[oa])\b/, "last"],
];
const fillers = /(?<!\S)(?:on|the|of|from|at|date|el|la|los|del|de|desde|d[ií]a|a)(?!\S)|(?<!\S)(?:in|en)(?! (?:\d|an? ))(?!\S)|[,()]/g;
const spanishMonths = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre";

/** Reads words that are a date as a whole; undefined where anything else is among them. */
export function dateSaid(text: string, reading: Reading): DateSaid | undefined {
  const ordinal = /^(?:(?<article>the|el|del|d[ií]a|el d[ií]a) )?(?<day>\d{1,2})(?<th>st|nd|rd|th|º|ro|er|ero)?$/.exec(text)?.groups;
  if (ordinal?.day) return ordinal.article || ordinal.th ? { day: Number(ordinal.day) } : undefined;
  const plain = squeeze(text.replace(fillers, " "));
  const ofYear = /^(\d{1,2}) (\d{4})$/.exec(plain);
  if (ofYear) return { day: Number(ofYear[1]), year: Number(ofYear[2]) };
  return numbered(plain, reading) ?? modified(plain, reading) ?? byChrono(plain, reading) ?? leapDay(plain, reading);
}

/** Chrono takes February 29 for no date while the year it fills in has none; ours is looked for in the years to come. */
function leapDay(text: string, reading: Reading): DateSaid | undefined {
  const said = /\d{4}/.test(text) ? undefined : byChrono(`${text} 2024`, reading);
  return said?.month === 2 && said.day === 29 ? { month: 2, day: 29 } : undefined;
}

function numbered(text: string, reading: Reading): DateSaid | undefined {
  const iso = /^(?:(.+) )?(\d{4})\/(\d\d?)(?:\/(\d\d?))?$/.exec(text);
  if (iso) return withWeekday(iso[1], { year: Number(iso[2]), month: Number(iso[3]), ...(iso[4] && { day: Number(iso[4]) }) }, reading);
  const slashed = /^(?:(.+) )?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/.exec(text);
  if (!slashed) return undefined;
  const [first, second] = [Number(slashed[2]), Number(slashed[3])];
  const orders: ["month" | "day", "month" | "day"] = reading.lang === "es" ? ["day", "month"] : ["month", "day"];
  const order = first === second ? "month" : reading.choose("order", orders);
  if ((order === "month" ? first : second) > 12) return undefined;
  const year = slashed[4] === undefined ? {} : { year: Number(slashed[4]) + (slashed[4].length === 2 ? 2000 : 0) };
  return withWeekday(
    slashed[1],
    { ...year, ...(order === "month" ? { month: first, day: second } : { month: second, day: first }) },
    reading,
  );
}

function withWeekday(words: string | undefined, date: DateSaid, reading: Reading): DateSaid | undefined {
  if (words === undefined) return date;
  const said = byChrono(words, reading);
  return said?.weekday && !said.day && !said.month ? { ...date, weekday: said.weekday } : undefined;
}

/** "Next Friday" is one of two, and so nothing to leave to chrono; "Friday the 13th" it reads as any Friday. */
function modified(text: string, reading: Reading): DateSaid | undefined {
  const numberedWeekday = /^(\S+) (\d{1,2})(?:st|nd|rd|th|º)$/.exec(text);
  if (numberedWeekday) {
    const said = byChrono(numberedWeekday[1] ?? "", reading);
    if (said?.weekday && !said.day) return { weekday: said.weekday, day: Number(numberedWeekday[2]) };
  }
  for (const [pattern, name] of which) {
    if (!pattern.test(text)) continue;
    const rest = squeeze(text.replace(pattern, " "));
    const said = byChrono(rest, reading);
    if (said?.weekday && !said.day && !said.month) return { ...said, which: name };
    if (/^(?:mes|month)$/.test(rest)) return monthFrom(reading.today.add({ months: { this: 0, next: 1, last: -1 }[name] }));
  }
  return undefined;
}

const monthFrom = ({ year, month }: Temporal.PlainDate): DateSaid => ({ year, month });

function byChrono(text: string, { today, lang }: Reading): DateSaid | undefined {
  // Dates in numbers are read above, in an order that is said or asked, and not guessed. "Next week" is no day; "in a week" is.
  if (/\d[/.-]\d/.test(text)) return undefined;
  if (/\b(?:week|semana)/.test(text) && !/^(?:in|en|dentro) | ago$/.test(text)) return undefined;
  const dayFirst = text.replace(new RegExp(`^((?:\\S+ )?)(${spanishMonths}) (\\d{1,2})(?!\\d)`), "$1$3 $2");
  // UTC in and out, at noon: what is read of days hangs neither on this machine's zone nor on a clock change.
  const reference = { instant: new Date(`${today.toString()}T12:00:00Z`), timezone: 0 };
  const parsers = lang === "es" ? [spanish, english] : [english, spanish];
  for (const { casual } of parsers) {
    const [result, ...more] = casual.parse(dayFirst, reference);
    if (!result || more.length > 0 || result.end || result.text !== dayFirst || result.start.isCertain("hour")) continue;
    // "Oct 12 10" is no year 2010.
    if (result.start.isCertain("year") && /(?<!\d)\d{2}$/.test(text) && !/\d{4}/.test(text)) continue;
    const said = known(result.start);
    if (said.day || said.weekday || said.month) return said;
  }
  return undefined;
}

/** Only what chrono read; what it fills in, noon first of all, was said by nobody. */
function known(parts: {
  isCertain(part: "year" | "month" | "day" | "weekday"): boolean;
  get(part: "year" | "month" | "day" | "weekday"): number | null;
}): DateSaid {
  const said: DateSaid = {};
  for (const part of ["year", "month", "day"] as const) {
    const value = parts.isCertain(part) ? parts.get(part) : null;
    if (value !== null) said[part] = value;
  }
  const weekday = parts.isCertain("weekday") ? parts.get("weekday") : null;
  if (weekday !== null) said.weekday = weekday === 0 ? 7 : weekday;
  return said;
}
