import { rememberByBoth } from "../core/remember.ts";
import { type Inline, type TimeInline, text } from "../core/reply.ts";
import type { Lang } from "../core/words.ts";
import { firstDay, type When } from "../disputes/when.ts";
import { messages } from "./messages.ts";

const locales: Record<Lang, string> = { en: "en-US", es: "es-US" };

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making an Intl formatter costs more than a whole answer, so each is made once. */
function formatter(lang: Lang, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang}|${zone}|${Object.values(options).join()}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locales[lang], { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}

const dayOptions = { weekday: "short", year: "numeric", month: "short", day: "numeric" } as const;
const plainDayOptions = { year: "numeric", month: "short", day: "numeric" } as const;
const instantOptions = { ...dayOptions, hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;

/** Noon is inside the day in UTC; it is never shown. */
const anHourOf = (day: Temporal.PlainDate): number => Date.UTC(day.year, day.month - 1, day.day, 12);

// Some ICU versions put a narrow space before "AM"; a plain one can be searched and typed.
const plain = (formatted: string): string => formatted.replace(/[\u00a0\u2009\u202f]/g, " ");

export const dayText = (day: Temporal.PlainDate, lang: Lang): string => plain(formatter(lang, "UTC", dayOptions).format(anHourOf(day)));

export const instantText = (at: Temporal.Instant, zone: string, lang: Lang): string =>
  plain(formatter(lang, zone, instantOptions).format(at.epochMilliseconds));

/** A day as a date of a source: no weekday. */
const plainDay = (day: Temporal.PlainDate, lang: Lang): string => plain(formatter(lang, "UTC", plainDayOptions).format(anHourOf(day)));

export function monthText(month: Temporal.PlainYearMonth, lang: Lang): string {
  return plain(formatter(lang, "UTC", { year: "numeric", month: "long" }).format(anHourOf(month.toPlainDate({ day: 15 }))));
}

/** A range of days as one phrase, the shared parts said once, each end a time of its own: "Oct 9 – 12, 2023". */
export function rangeInlines(from: Temporal.PlainDate, to: Temporal.PlainDate, zone: string, lang: Lang): Inline[] {
  if (from.equals(to)) return [{ ...dayInline(from, zone, lang), text: plainDay(from, lang) }];
  const parts = formatter(lang, "UTC", plainDayOptions).formatRangeToParts(anHourOf(from), anHourOf(to));
  const words = (some: Intl.DateTimeRangeFormatPart[]): string => plain(some.map((p) => p.value).join(""));
  const starts = parts.findLastIndex((p) => p.source === "startRange") + 1;
  const ends = parts.findIndex((p) => p.source === "endRange");
  return [
    { ...dayInline(from, zone, lang), text: words(parts.slice(0, starts)) },
    text(words(parts.slice(starts, ends))),
    { ...dayInline(to, zone, lang), text: words(parts.slice(ends)) },
  ];
}

export const dayInline = (day: Temporal.PlainDate, zone: string, lang: Lang): TimeInline => ({ ...dayIn(day, lang), zone });

const dayIn = rememberByBoth((day: Temporal.PlainDate, lang: Lang) => ({
  type: "time" as const,
  text: dayText(day, lang),
  value: day.toString(),
  precision: "day" as const,
}));

export const instantInline = (at: Temporal.PlainDateTime, zone: string, lang: Lang): TimeInline => {
  const instant = at.toZonedDateTime(zone).toInstant();
  return { type: "time", text: instantText(instant, zone, lang), value: instant.toString(), precision: "instant", zone };
};

/** When something is, in words and time inlines, at the precision that was stated and no other. */
export const whenInlines: (when: When, lang: Lang) => readonly Inline[] = rememberByBoth((when, lang) => {
  const m = messages(lang).dates;
  switch (when.type) {
    case "instant":
      return [instantInline(when.at, when.zone, lang)];
    case "day":
      return [dayInline(when.day, when.zone, lang)];
    case "days": {
      const ends = [dayInline(when.from, when.zone, lang), text(m.to), dayInline(when.to, when.zone, lang)];
      return when.lastDay === "included" ? ends : [...ends, text(when.lastDay === "excluded" ? m.lastDayExcluded : m.lastDayNotStated)];
    }
    case "hours":
      return [instantInline(when.from, when.zone, lang), text(m.to), instantInline(when.to, when.zone, lang)];
    case "month":
      return [text(monthText(when.month, lang))];
    case "notBefore":
      return [text(m.notBefore), dayInline(when.day, when.zone, lang)];
    case "tbd":
      return [text(m.tbd)];
    default:
      return when satisfies never;
  }
});

/** Days from the day of `now` to the first day, both in the date's own zone; undefined where there is no first day. */
export function daysUntil(when: When, now: Temporal.Instant): number | undefined {
  const first = firstDay(when);
  return first && dayOf(now, when.zone).until(first, { largestUnit: "days" }).days;
}

/** The calendar day of a moment somewhere: one answer asks for it again and again. */
export const dayOf: (now: Temporal.Instant, zone: string) => Temporal.PlainDate = rememberByBoth((now, zone) =>
  now.toZonedDateTimeISO(zone).toPlainDate(),
);

const relative = new Map<Lang, Intl.RelativeTimeFormat>();

/** "today", "tomorrow", "in 3 days", "2 days ago". */
export function relativeDays(days: number, lang: Lang): string {
  const known = relative.get(lang) ?? new Intl.RelativeTimeFormat(locales[lang], { numeric: "auto" });
  relative.set(lang, known);
  return known.format(days, "day");
}

const numbers = new Map<Lang, Intl.NumberFormat>();

export function numberText(value: number, lang: Lang): string {
  const known = numbers.get(lang) ?? new Intl.NumberFormat(locales[lang]);
  numbers.set(lang, known);
  return known.format(value);
}
