import { rememberBy } from "../core/remember.ts";

/**
 * When something is. Exactly one form, with the zone of the place it belongs to and, where it helps, the source's own wording.
 * Day precision stays day precision: no form ever gains an hour that nobody stated.
 */
export type When = { zone: string; wording?: string } & (
  | { type: "instant"; at: Temporal.PlainDateTime }
  | { type: "day"; day: Temporal.PlainDate }
  | { type: "days"; from: Temporal.PlainDate; to: Temporal.PlainDate; lastDay: LastDay }
  | { type: "hours"; from: Temporal.PlainDateTime; to: Temporal.PlainDateTime }
  | { type: "month"; month: Temporal.PlainYearMonth }
  | { type: "notBefore"; day: Temporal.PlainDate }
  | { type: "tbd" }
);

/** "October 4 to 7" alone does not say whether the 7th is a strike day. */
export const lastDays = ["included", "excluded", "not stated"] as const;
export type LastDay = (typeof lastDays)[number];

/** A wall-clock time that a clock change skips or repeats is read as `Temporal` does by default ("compatible"). */
const moment = (at: Temporal.PlainDateTime, zone: string): Temporal.Instant => at.toZonedDateTime(zone).toInstant();

export const dayStart = (day: Temporal.PlainDate, zone: string): Temporal.Instant => day.toZonedDateTime(zone).toInstant();

/** The first moment that belongs to it; undefined where none is known. For ordering and windows, never shown. */
export const startOf: (when: When) => Temporal.Instant | undefined = rememberBy((when) => {
  switch (when.type) {
    case "instant":
      return moment(when.at, when.zone);
    case "day":
    case "notBefore":
      return dayStart(when.day, when.zone);
    case "days":
      return dayStart(when.from, when.zone);
    case "hours":
      return moment(when.from, when.zone);
    case "month":
      return dayStart(when.month.toPlainDate({ day: 1 }), when.zone);
    case "tbd":
      return undefined;
    default:
      return when satisfies never;
  }
});

/** The moment from which it lies in the past; undefined where nothing can be said to have passed. */
export const endOf: (when: When) => Temporal.Instant | undefined = rememberBy((when) => {
  switch (when.type) {
    case "instant":
      return moment(when.at, when.zone);
    case "day":
      return dayStart(when.day.add({ days: 1 }), when.zone);
    case "days":
      return dayStart(when.lastDay === "excluded" ? when.to : when.to.add({ days: 1 }), when.zone);
    case "hours":
      return moment(when.to, when.zone);
    case "month":
      return dayStart(when.month.add({ months: 1 }).toPlainDate({ day: 1 }), when.zone);
    case "notBefore":
    case "tbd":
      return undefined;
    default:
      return when satisfies never;
  }
});

/** First calendar day in its own zone; undefined for a month, a bound and the unknown. */
export function firstDay(when: When): Temporal.PlainDate | undefined {
  if (when.type === "day") return when.day;
  if (when.type === "days") return when.from;
  if (when.type === "instant") return when.at.toPlainDate();
  if (when.type === "hours") return when.from.toPlainDate();
  return undefined;
}

function lastDayOf(when: When): Temporal.PlainDate | undefined {
  if (when.type === "days") return when.to;
  if (when.type === "hours") return when.to.toPlainDate();
  return firstDay(when);
}

/** Its identity without the wording: two equal keys tell a reader the same, in whichever order their fields were written. */
export function whenKey(when: When): string {
  const fields = Object.entries(when).filter(([name]) => name !== "wording");
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const sameWhen = (a: When, b: When): boolean => whenKey(a) === whenKey(b);

/**
 * Whether `vague` says nothing against `exact` and less than it: "Oct 4" beside "Oct 4, 6:00", "in November" beside "Nov 1 to 8".
 * A vaguer repetition must not take precision away from what is known.
 */
export function isVaguer(vague: When, exact: When): boolean {
  const first = firstDay(exact);
  if (!first) return false;
  if (vague.type === "month") return vague.month.equals(first.toPlainYearMonth());
  if (vague.type === "notBefore") return Temporal.PlainDate.compare(vague.day, first) <= 0;
  const spoken = firstDay(vague);
  if (!spoken?.equals(first)) return false;
  if (vague.type === "day") return exact.type !== "day";
  if (vague.type === "instant") return exact.type === "hours" && exact.from.equals(vague.at);
  const sameEnd = lastDayOf(vague)?.equals(lastDayOf(exact) ?? first) ?? false;
  return vague.type === "days" && sameEnd && (exact.type === "hours" || (exact.type === "days" && vague.lastDay === "not stated"));
}

export const agree = (a: When, b: When): boolean => sameWhen(a, b) || isVaguer(a, b) || isVaguer(b, a);
