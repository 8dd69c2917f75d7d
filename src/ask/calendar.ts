import { stopWords } from "./vocabulary/stop.ts";

/** Days a question speaks of, both included. */
export interface Days {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  /** How many words of the question said so, and where they begin. */
  at: number;
  length: number;
}

const months: ReadonlyMap<string, number> = new Map(
  [
    "january jan enero ene",
    "february feb febrero",
    "march mar marzo",
    "april apr abril abr",
    "may mayo",
    "june jun junio",
    "july jul julio",
    "august aug agosto ago",
    "september sep sept septiembre setiembre",
    "october oct octubre",
    "november nov noviembre",
    "december dec diciembre dic",
  ].flatMap((names, i) => names.split(" ").map((name): [string, number] => [name, i + 1])),
);

const weekdays: ReadonlyMap<string, number> = new Map(
  [
    "monday lunes",
    "tuesday martes",
    "wednesday miercoles",
    "thursday jueves",
    "friday viernes",
    "saturday sabado",
    "sunday domingo",
  ].flatMap((names, i) => names.split(" ").map((name): [string, number] => [name, i + 1])),
);

/** "mar" is March and "may" is a verb far more often: these months need a day beside them. */
const needsDay: ReadonlySet<string> = new Set(["mar", "may", "jan", "ago", "dic", "ene", "abr"]);

/** The days a question names, in its order: "nov 1", "1 de noviembre", "10/12", "in november", "tomorrow", "friday", "next week". */
export function daysIn(words: readonly string[], today: Temporal.PlainDate): Days[] {
  const found: Days[] = [];
  for (let at = 0; at < words.length; at++) {
    const days = namedDay(words, at, today) ?? relativeDay(words, at, today);
    if (!days) continue;
    found.push({ ...days, at });
    at += days.length - 1;
  }
  return found;
}

type Read = Omit<Days, "at">;
const one = (day: Temporal.PlainDate, length: number): Read => ({ from: day, to: day, length });

function namedDay(words: readonly string[], at: number, today: Temporal.PlainDate): Read | undefined {
  const [first = "", second = "", third = ""] = words.slice(at, at + 3);
  const month = months.get(first);
  if (month !== undefined) {
    const day = dayNumber(second);
    if (day !== undefined) return dated(today, month, day, 2);
    // "31 de abril" is no day, and not all of April either.
    const dayBefore = dayNumber(words[words[at - 1] === "de" ? at - 2 : at - 1] ?? "") !== undefined;
    if (needsDay.has(first) || dayBefore) return undefined;
    const start = nearestYear(today, month, 1);
    return { from: start, to: start.add({ months: 1 }).subtract({ days: 1 }), length: 1 };
  }
  const day = dayNumber(first);
  if (day === undefined) return undefined;
  const after = months.get(second === "de" ? third : second);
  if (after !== undefined) return dated(today, after, day, second === "de" ? 3 : 2);
  // "The 1st session" counts sessions.
  const ordinal = /\d(?:st|nd|rd|th)$/.test(first) && (second === "" || stopWords.has(second));
  const alone = ordinal || (["el", "dia", "del", "al"].includes(words[at - 1] ?? "") && /^\d+$/.test(first) && !counted.has(second));
  return alone ? one(nextSuchDay(today, day), 1) : undefined;
}

/** "Del 3 por ciento" is no day. */
const counted: ReadonlySet<string> = new Set(["por", "dias", "horas", "semanas", "personas", "trabajadores"]);

/** "The 14th": of this month, or of the next one when this month's is long past. */
function nextSuchDay(today: Temporal.PlainDate, day: number): Temporal.PlainDate {
  const here = today.with({ day });
  return today.day - day > 14 ? here.add({ months: 1 }) : here;
}

const dayNumber = (word: string): number | undefined => {
  const match = /^(\d{1,2})(?:st|nd|rd|th|ro|o)?$/.exec(word);
  const day = match?.[1] === undefined ? 0 : Number(match[1]);
  return day >= 1 && day <= 31 ? day : undefined;
};

function dated(today: Temporal.PlainDate, month: number, day: number, length: number): Read | undefined {
  try {
    return one(nearestYear(today, month, day), length);
  } catch {
    return undefined;
  }
}

/** Without a year, the one that brings it nearest to today. @throws RangeError for a day that the month has not. */
function nearestYear(today: Temporal.PlainDate, month: number, day: number): Temporal.PlainDate {
  const years = [-1, 0, 1].map((d) => Temporal.PlainDate.from({ year: today.year + d, month, day: Math.min(day, 28) }));
  const away = (date: Temporal.PlainDate): number => Math.abs(today.until(date, { largestUnit: "days" }).days);
  const { year } = years.reduce((best, each) => (away(each) < away(best) ? each : best));
  return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
}

function relativeDay(words: readonly string[], at: number, today: Temporal.PlainDate): Read | undefined {
  const [first = "", second = ""] = words.slice(at, at + 2);
  if (first === "today" || first === "hoy" || first === "tonight") return one(today, 1);
  // "por la mañana" is the morning.
  if (first === "tomorrow" || (first === "manana" && words[at - 1] !== "la")) return one(today.add({ days: 1 }), 1);
  if (first === "yesterday" || first === "ayer") return one(today.subtract({ days: 1 }), 1);
  const weekday = weekdays.get(first) ?? weekdays.get(first.replace(/s$/, ""));
  if (weekday !== undefined) return one(today.add({ days: (weekday - today.dayOfWeek + 7) % 7 }), 1);
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  if ((first === "this" && second === "week") || (first === "esta" && second === "semana"))
    return { from: monday, to: monday.add({ days: 6 }), length: 2 };
  if (first === "next" && second === "week") return { from: monday.add({ days: 7 }), to: monday.add({ days: 13 }), length: 2 };
  if (first === "next" && second === "month") return monthOf(today.add({ months: 1 }));
  if ((first === "proxima" || first === "proximo") && second === "semana")
    return { from: monday.add({ days: 7 }), to: monday.add({ days: 13 }), length: 2 };
  if ((first === "proxima" || first === "proximo") && second === "mes") return monthOf(today.add({ months: 1 }));
  return undefined;
}

function monthOf(day: Temporal.PlainDate): Read {
  const from = day.with({ day: 1 });
  return { from, to: from.add({ months: 1 }).subtract({ days: 1 }), length: 2 };
}

/** Numbers such as "10/12" or "2023-10-12" as words that `daysIn` reads; the field writes the month first. */
export function spellDates(question: string): string {
  const names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  const name = (month: string): string | undefined => names[Number(month) - 1];
  return question
    .replace(/\b(\d{4})-(\d{2})-(\d{2})\b/g, (all, _year: string, month: string, day: string) =>
      name(month) ? `${name(month)} ${day}` : all,
    )
    .replace(/\b(\d{1,2})\/(\d{1,2})(?:\/\d{2,4})?\b/g, (all, month: string, day: string) => (name(month) ? `${name(month)} ${day}` : all));
}
