import type { WhenInput } from "../disputes/schema.ts";
import { type Clock, hourSaid, minutesOf } from "./clock-words.ts";
import type { Reading } from "./date-words.ts";
import { type Point, pointSaid } from "./point-words.ts";
import { settleDay, settleMonth } from "./settle-day.ts";

/** Words that speak of one moment, day or month. */
export function readPoint(text: string, reading: Reading): WhenInput | undefined {
  const said = pointSaid(text, reading);
  return said && whenOfPoint(withHour(said), reading);
}

export function whenOfPoint({ date, clock }: Point, reading: Reading): WhenInput | undefined {
  const day = date ? settleDay(date, reading) : clock && todayOrTomorrow(clock, reading);
  if (clock) return day && { at: wallTime(day, minutesOf(clock, reading.choose, "start")) };
  if (day) return { day: day.toString() };
  const month = date && !date.weekday && date.day === undefined ? settleMonth(date, reading) : undefined;
  return month && { month: month.toString() };
}

/** "10" alone can only be an hour; which day's, and which half of it, nobody said. */
function withHour(point: Point): Point {
  if (point.bare === undefined || point.bare < 1 || point.bare > 12) return point;
  const clock = hourSaid(String(point.bare), undefined, undefined);
  return clock ? { clock } : point;
}

/** A time without a day is of today or of tomorrow, and which is not for us to say. */
export function todayOrTomorrow(clock: Clock, { today, time, choose }: Reading): Temporal.PlainDate {
  const tomorrow = today.add({ days: 1 });
  const passed = minutesOf(clock, choose, "start") <= time.hour * 60 + time.minute;
  return choose("today or tomorrow", passed ? [tomorrow, today] : [today, tomorrow]);
}

/** @param minutes after the start of the day */
export const wallTime = (day: Temporal.PlainDate, minutes: number): string =>
  day.toPlainDateTime().add({ minutes }).toString({ smallestUnit: "minute" });
