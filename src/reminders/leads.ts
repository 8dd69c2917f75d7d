import type { Lead, QuietHours, ReminderRule } from "../core/ports.ts";
import type { When } from "../disputes/when.ts";

/** One moment at which a rule asks to be reminded of one edge of a milestone. */
export interface DueTime {
  edge: "start" | "end";
  lead: Lead;
  at: Temporal.Instant;
  /** What chose the moment: the lead itself, the daily digest it is gathered in, or the quiet hours it was moved out of. */
  by: "lead" | "digest" | "quiet";
}

/** What is announced: a moment, or a day that must not gain an hour. */
export type Edge = { name: "start" | "end" } & ({ at: Temporal.PlainDateTime; zone: string } | { day: Temporal.PlainDate; zone: string });

export function edgesOf(when: When): Edge[] {
  const { zone } = when;
  switch (when.type) {
    case "instant":
      return [{ name: "start", at: when.at, zone }];
    case "day":
      return [{ name: "start", day: when.day, zone }];
    case "hours":
      return [
        { name: "start", at: when.from, zone },
        { name: "end", at: when.to, zone },
      ];
    case "days": {
      const start: Edge = { name: "start", day: when.from, zone };
      const last = when.lastDay === "excluded" ? when.to.subtract({ days: 1 }) : when.to;
      return Temporal.PlainDate.compare(when.from, last) < 0 ? [start, { name: "end", day: last, zone }] : [start];
    }
    case "month":
    case "notBefore":
    case "tbd":
      return [];
    default:
      return when satisfies never;
  }
}

/** From when on a reminder of this edge is of no use: the moment itself, or the end of the day. */
export function edgeOver(edge: Edge): Temporal.Instant {
  const over = "at" in edge ? edge.at.toZonedDateTime(edge.zone) : edge.day.add({ days: 1 }).toZonedDateTime(edge.zone);
  return over.toInstant();
}

const days = (amount: number): Lead => ({ amount, unit: "d" });
const usual = {
  instant: [days(7), days(1), { amount: 1, unit: "h" }],
  day: [days(7), days(1), days(0)],
  end: [days(1), days(0)],
} as const satisfies Record<string, readonly Lead[]>;

/**
 * All moments at which this rule reminds of this `When`, ascending; never two at once, none in quiet hours and none after what it
 * announces. Where two coincide, the start's is kept: `counts` says beforehand which edges matter.
 */
export function dueTimes(when: When, rule: ReminderRule, counts: (edge: Edge["name"]) => boolean = () => true): DueTime[] {
  const all = edgesOf(when).flatMap((edge) => {
    const over = edgeOver(edge);
    return (counts(edge.name) ? leadsFor(edge, rule) : []).flatMap((lead): DueTime[] => {
      const own = momentBefore(edge, lead, rule);
      const useful = Temporal.Instant.compare(own, over) < 0;
      return useful ? [{ edge: edge.name, lead, ...moved(own, lead, over, rule) }] : [];
    });
  });
  const sorted = all.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  return sorted.filter((due, i) => !sorted[i - 1]?.at.equals(due.at));
}

function leadsFor(edge: Edge, { leads }: ReminderRule): readonly Lead[] {
  const precise = "at" in edge;
  if (leads === null) return edge.name === "end" ? usual.end : precise ? usual.instant : usual.day;
  const near = edge.name === "end" ? leads.filter((l) => l.unit !== "d" || l.amount <= 1) : leads;
  if (precise) return near;
  // Hours before a day mean nothing; whoever asked for hours alone is told on the day.
  const whole = near.filter((l) => l.unit === "d");
  return whole.length > 0 || near.length === 0 ? whole : [days(0)];
}

/** Days go by the calendar and keep the hour on the wall, across clock changes ("compatible"); hours are exact. */
function momentBefore(edge: Edge, { amount, unit }: Lead, { hour, zone }: ReminderRule): Temporal.Instant {
  if (!("at" in edge)) return atHour(edge.day.subtract({ days: amount }), hour, zone);
  if (unit === "d" && amount === 0) return atHour(edge.at.toZonedDateTime(edge.zone).withTimeZone(zone).toPlainDate(), hour, zone);
  if (unit === "d") return edge.at.subtract({ days: amount }).toZonedDateTime(edge.zone).toInstant();
  const exact = edge.at.toZonedDateTime(edge.zone).toInstant();
  return exact.subtract(unit === "h" ? { hours: amount } : { minutes: amount });
}

const atHour = (day: Temporal.PlainDate, hour: string, zone: string): Temporal.Instant =>
  day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(hour) }).toInstant();

/**
 * First into the digest, then out of the quiet hours. Leads in hours and minutes are not gathered: whoever chose them wants to be
 * told when it is close. Only quiet hours make a reminder later than its own lead, and never later than it would be without digest.
 */
function moved(own: Temporal.Instant, { unit }: Lead, over: Temporal.Instant, rule: ReminderRule): Pick<DueTime, "at" | "by"> {
  const gathered = rule.digest && unit === "d" ? digestBefore(own, rule) : own;
  const at = rule.quiet ? outsideQuiet(gathered, over, rule.quiet, rule.zone) : gathered;
  return { at, by: !at.equals(gathered) ? "quiet" : gathered.equals(own) ? "lead" : "digest" };
}

/** The digest at the rule's hour announces what falls within the 24 hours from then: the last one that is not after `at`. */
function digestBefore(at: Temporal.Instant, { hour, zone }: ReminderRule): Temporal.Instant {
  for (let day = at.toZonedDateTimeISO(zone).toPlainDate(); ; day = day.subtract({ days: 1 })) {
    const digest = atHour(day, hour, zone);
    if (Temporal.Instant.compare(digest, at) <= 0) return digest;
  }
}

/** Where quiet hours end, or, if what is announced would be over by then, a minute before they begin: never lost, never too late. */
function outsideQuiet(at: Temporal.Instant, over: Temporal.Instant, quiet: QuietHours, zone: string): Temporal.Instant {
  if (!isQuiet(at, quiet, zone)) return at;
  const end = nearestAudible(at, Temporal.PlainTime.from(quiet.to), 1, quiet, zone);
  if (Temporal.Instant.compare(end, over) < 0) return end;
  return nearestAudible(at, Temporal.PlainTime.from(quiet.from).subtract({ minutes: 1 }), -1, quiet, zone);
}

function isQuiet(at: Temporal.Instant, quiet: QuietHours, zone: string): boolean {
  const time = at.toZonedDateTimeISO(zone).toPlainTime();
  const begun = Temporal.PlainTime.compare(time, quiet.from) >= 0;
  const ended = Temporal.PlainTime.compare(time, quiet.to) >= 0;
  return Temporal.PlainTime.compare(quiet.from, quiet.to) < 0 ? begun && !ended : begun || !ended;
}

/** The nearest moment after (1) or before (-1) at which clocks show this time and it is not quiet. What they skip or repeat has two readings. */
function nearestAudible(at: Temporal.Instant, time: Temporal.PlainTime, side: 1 | -1, quiet: QuietHours, zone: string): Temporal.Instant {
  for (let day = at.toZonedDateTimeISO(zone).toPlainDate(); ; day = day.add({ days: side })) {
    const wall = day.toPlainDateTime(time);
    const readings = (["earlier", "later"] as const).map((disambiguation) => wall.toZonedDateTime(zone, { disambiguation }).toInstant());
    const found = readings
      .sort((a, b) => side * Temporal.Instant.compare(a, b))
      .find((each) => Temporal.Instant.compare(each, at) === side && !isQuiet(each, quiet, zone));
    if (found) return found;
  }
}
