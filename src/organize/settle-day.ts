import type { DateSaid, Reading } from "./date-words.ts";

/** A date within these days before today may be meant when its year is not said: "oct 4", reported on October 10. */
const recentDays = 60;

/**
 * The day that was meant. A year or month unsaid is the next such day; the last one is offered too where it is at most 60 days back and
 * nearer than the next, for people report what has just happened as well as what is coming, and seldom what is ten months off.
 */
export function settleDay(said: DateSaid, reading: Reading): Temporal.PlainDate | undefined {
  if (said.day === undefined)
    return said.weekday === undefined || said.month ? undefined : settleWeekday(said.weekday, said.which, reading);
  if (said.year && !said.month) return undefined;
  const days = said.year && said.month ? some(dayOf(said.year, said.month, said.day)) : nearby(said, reading.today);
  const fitting = days.filter((day) => said.weekday === undefined || day.dayOfWeek === said.weekday);
  const [first, ...more] = fitting;
  if (first) return reading.choose("past or coming", [first, ...more]);
  const [off] = days;
  if (!off || said.weekday === undefined || !said.month) return undefined;
  // "Friday, October 12", which is a Thursday: one of the two is wrong, and only the speaker knows which.
  return reading.choose("weekday or number", [off, nearestWeekday(off, said.weekday)]);
}

/** The first day of the month that was meant. */
export function settleMonth(said: DateSaid, { today, choose }: Reading): Temporal.PlainYearMonth | undefined {
  if (said.month === undefined) return undefined;
  const month = { month: said.month };
  if (said.year) return dayOf(said.year, said.month, 1)?.toPlainYearMonth();
  const thisYear = Temporal.PlainYearMonth.from({ year: today.year, ...month });
  const isOver = Temporal.PlainYearMonth.compare(thisYear, today.toPlainYearMonth()) < 0;
  const coming = isOver ? thisYear.add({ years: 1 }) : thisYear;
  const before = coming.subtract({ years: 1 });
  const since = before.toPlainDate({ day: before.daysInMonth }).until(today, { largestUnit: "days" }).days;
  return since <= recentDays ? choose("past or coming", [coming, before]) : coming;
}

export const dayOf = (year: number, month: number, day: number): Temporal.PlainDate | undefined => {
  if (year < 1900 || year > 2199) return undefined;
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
  } catch {
    return undefined;
  }
};

const some = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

/** The next day of that month or number, and the last one where it may be meant. With a weekday, a number alone is of the month in which it falls so. */
function nearby({ month, day = 0, weekday }: DateSaid, today: Temporal.PlainDate): Temporal.PlainDate[] {
  const steps = [-2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8];
  const all = steps
    .map((n) => (month ? { year: today.year + n, month } : today.toPlainYearMonth().add({ months: n })))
    .flatMap((at) => some(dayOf(at.year, at.month, day)))
    .filter((each) => month || weekday === undefined || each.dayOfWeek === weekday);
  const coming = all.find((each) => Temporal.PlainDate.compare(each, today) >= 0);
  const last = all.findLast((each) => Temporal.PlainDate.compare(each, today) < 0);
  const away = (each: Temporal.PlainDate | undefined): number => (each ? Math.abs(today.until(each, { largestUnit: "days" }).days) : 9999);
  return [...some(coming), ...(away(last) <= recentDays && away(last) < away(coming) ? some(last) : [])];
}

function settleWeekday(weekday: number, which: DateSaid["which"], { today, choose }: Reading): Temporal.PlainDate {
  const ahead = (weekday - today.dayOfWeek + 7) % 7;
  if (which === "last") return today.subtract({ days: ((today.dayOfWeek - weekday + 6) % 7) + 1 });
  if (which === "next") {
    const coming = today.add({ days: ahead || 7 });
    // Said on that weekday itself it is the one in a week; on other days people differ.
    return ahead === 0 ? coming : choose("next", [coming, coming.add({ days: 7 })]);
  }
  const coming = today.add({ days: ahead });
  return ahead === 0 && which !== "this" ? choose("today or in a week", [coming, coming.add({ days: 7 })]) : coming;
}

function nearestWeekday(day: Temporal.PlainDate, weekday: number): Temporal.PlainDate {
  const ahead = (weekday - day.dayOfWeek + 7) % 7;
  return day.add({ days: ahead > 3 ? ahead - 7 : ahead });
}
