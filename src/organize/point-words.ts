import { type Clock, clockIn, hourSaid } from "./clock-words.ts";
import { type DateSaid, dateSaid, type Reading } from "./date-words.ts";
import { settleDay } from "./settle-day.ts";

/** One end of what was said: a date, a time of day, both, or a number that only the other end explains. */
export interface Point {
  date?: DateSaid;
  clock?: Clock;
  bare?: number;
  /** "11am oct 12" and not "oct 12 11am": a bare number before it is an hour. */
  clockFirst?: boolean;
}

export function pointSaid(text: string, reading: Reading): Point | undefined {
  const clocked = clockIn(text);
  if (!clocked) return undefined;
  const { rest, clock, half } = clocked;
  const timed = clock ? { clock, clockFirst: text.endsWith(rest) } : {};
  if (rest === "") return clock && timed;
  if (/^\d{1,2}$/.test(rest)) return bareNumber(rest, clocked);
  const last = /^(.+) (\d{1,2})$/.exec(rest);
  const head = last?.[1] === undefined ? undefined : dateSaid(last[1], reading);
  const number = last?.[2];
  if (head && number !== undefined && isDay(head)) {
    const options = [...asDayOfMonth(head, Number(number), reading), ...(clock ? [] : asHour(head, number, half))];
    const [first, ...more] = options;
    return first && { ...reading.choose(`hour or day after ${last?.[1]}`, [first, ...more]), ...timed };
  }
  const date = dateSaid(rest, reading);
  return date && { date, ...timed };
}

const isDay = (said: DateSaid): boolean => said.day !== undefined || (said.weekday !== undefined && !said.month);

function bareNumber(number: string, { clock, half }: { clock?: Clock; half?: "am" | "pm" }): Point | undefined {
  if (clock) return { date: { day: Number(number) }, clock };
  if (!half) return { bare: Number(number) };
  const hour = hourSaid(number, undefined, half);
  return hour && { clock: hour };
}

function asHour(date: DateSaid, number: string, half: "am" | "pm" | undefined): Point[] {
  const clock = Number(number) >= 1 && Number(number) <= 12 ? hourSaid(number, undefined, half) : undefined;
  return clock ? [{ date, clock }] : [];
}

/** "Fri 13" is a day of the month where that one is a Friday soon; "fri 6", which may be an hour, only where the coming Friday is the sixth. */
function asDayOfMonth(said: DateSaid, number: number, reading: Reading): Point[] {
  if (said.day !== undefined || said.which) return [];
  const date = { ...said, day: number };
  const day = settleDay(date, { ...reading, choose: (_, [first]) => first });
  if (!day) return [];
  const ahead = reading.today.until(day, { largestUnit: "days" }).days;
  return (number > 12 && Math.abs(ahead) <= 62) || (ahead >= 0 && ahead < 7) ? [{ date }] : [];
}
