import type { WhenInput } from "../disputes/schema.ts";
import { type Clock, halvesOf, hourSaid, isOpen, minutesOf } from "./clock-words.ts";
import type { DateSaid, Reading } from "./date-words.ts";
import type { Joined } from "./join-words.ts";
import { type Point, pointSaid } from "./point-words.ts";
import { todayOrTomorrow, wallTime, whenOfPoint } from "./read-point.ts";
import { dayOf, settleDay } from "./settle-day.ts";

/** A range of days or of hours, or days in a row; other lists are a choice between their parts. */
export function readJoined(joined: Joined, reading: Reading): WhenInput | undefined {
  const points = joined.parts.map((part) => pointSaid(part, reading));
  if (!points.every((point) => point !== undefined)) return undefined;
  const said = explained(points);
  if (joined.how === "and") return readList(said, reading);
  const [from, to] = said;
  if (!from || !to) return undefined;
  if (from.clock && to.clock) return hours(from, to, from.clock, to.clock, reading);
  const days = from.clock || to.clock ? undefined : daysOf(said, reading);
  const [first, last] = days ?? [];
  return first && last && { from: first.toString(), to: last.toString(), lastDay: joined.lastDay };
}

/** A bare number is what its neighbour is: an hour beside an hour, a day beside a day; a month or year said once goes for all. */
function explained(points: readonly Point[]): Point[] {
  return points.map((point, i) => {
    const before = points[i - 1];
    const after = points.slice(i + 1).find((each) => each.date?.month || each.date?.year);
    if (point.bare !== undefined) {
      const beside = before ?? points[i + 1];
      if (before ? beside?.clock : beside?.clockFirst) return asHour(point.bare);
      return before?.date?.day !== undefined || before?.bare !== undefined || after
        ? { date: withMonth({ day: point.bare }, after?.date) }
        : point;
    }
    return point.date && after ? { ...point, date: withMonth(point.date, after.date) } : point;
  });
}

function asHour(bare: number): Point {
  const clock = hourSaid(String(bare), undefined, undefined);
  return clock ? { clock } : { bare };
}

function withMonth(said: DateSaid, other: DateSaid | undefined): DateSaid {
  if (said.day === undefined || !other) return said;
  const month = said.month ?? other.month;
  // "Dec 30 to Jan 2, 2024" begins the year before.
  const wraps = month && other.month && month - other.month > 6;
  const year = said.year ?? (other.year && other.year - (wraps ? 1 : 0));
  return { ...said, ...(month && { month }), ...(year && { year }) };
}

function readList(points: readonly Point[], reading: Reading): WhenInput | undefined {
  const [first, ...more] = points;
  if (!first) return undefined;
  if (points.every((p) => p.clock)) return whenOfPoint(withDate(reading.choose("which", [first, ...more]), first), reading);
  // "Oct 12 and 13 at 10am": an hour said once, at the end, goes for all.
  const hour = more.at(-1)?.clock;
  const days = [first, ...more.slice(0, -1)].some((p) => p.clock) ? undefined : daysOf(points, reading);
  const [from, ...later] = days ?? [];
  const to = later.at(-1);
  if (!from || !to) return undefined;
  if (hour) return { at: wallTime(reading.choose("which", [from, ...later]), minutesOf(hour, reading.choose, "start")) };
  const inARow = later.every((day, i) => day.equals(from.add({ days: i + 1 })));
  if (inARow) return { from: from.toString(), to: to.toString(), lastDay: "included" };
  return { day: reading.choose("which", [from, ...later]).toString() };
}

const withDate = (point: Point, other: Point): Point => (point.date || !other.date ? point : { ...point, date: other.date });

function daysOf([first, ...later]: readonly Point[], reading: Reading): Temporal.PlainDate[] | undefined {
  const days: Temporal.PlainDate[] = [];
  const start = first?.date && settleDay(first.date, reading);
  if (!start) return undefined;
  days.push(start);
  for (const { date } of later) {
    const next = date && following(date, days.at(-1) ?? start);
    if (!next) return undefined;
    days.push(next);
  }
  return days;
}

/** A later day, its month and year taken from the one before. One that is earlier all the same is left as it was said. */
function following(said: DateSaid, start: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (said.day === undefined)
    return said.weekday === undefined || said.month ? undefined : start.add({ days: (said.weekday - start.dayOfWeek + 7) % 7 || 7 });
  const day = dayOf(said.year ?? start.year, said.month ?? start.month, said.day);
  const wraps = day && !said.year && said.month && day.until(start, { largestUnit: "days" }).days > 182;
  const meant = wraps ? dayOf(start.year + 1, day.month, day.day) : day;
  return said.weekday === undefined || meant?.dayOfWeek === said.weekday ? meant : undefined;
}

function hours(from: Point, to: Point, start: Clock, end: Clock, reading: Reading): WhenInput | undefined {
  const date = from.date ?? to.date;
  const first = date ? settleDay(date, reading) : todayOrTomorrow(start, reading);
  if (!first) return undefined;
  if (!from.date || !to.date) {
    const [begins, ends] = withinADay(start, end, reading);
    return { from: wallTime(first, begins), to: wallTime(first, ends) };
  }
  const last = following(to.date, first);
  const { choose } = reading;
  return last && { from: wallTime(first, minutesOf(start, choose, "start")), to: wallTime(last, minutesOf(end, choose, "end")) };
}

/** "10-2pm" begins at ten in the morning and "10pm-2" ends the next day: of two halves the one that makes it shorter. */
function withinADay(start: Clock, end: Clock, { choose }: Reading): [number, number] {
  if (isOpen(start) && !isOpen(end)) {
    const ends = end.said === "midnight" ? 1440 : minutesOf(end, choose, "end");
    return [halvesOf(start).findLast((each) => each < ends) ?? minutesOf(start, choose, "start"), ends];
  }
  const begins = start.said === "midnight" ? 0 : minutesOf(start, choose, "start");
  if (isOpen(end)) return [begins, [...halvesOf(end), ...halvesOf(end).map((each) => each + 1440)].find((each) => each > begins) ?? begins];
  const ends = end.said === "midnight" ? 1440 : minutesOf(end, choose, "end");
  return [begins, begins - ends >= 720 ? ends + 1440 : ends];
}
