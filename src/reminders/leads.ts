import type { Lead, ReminderRule } from "../core/ports.ts";
import { leadText } from "../core/ports.ts";
import type { When } from "../disputes/when.ts";

/** One moment at which a rule asks to be reminded of one edge of a milestone. */
export interface DueTime {
  edge: "start" | "end";
  lead: string;
  at: Temporal.Instant;
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

/** All moments at which this rule reminds of this `When`, ascending; never two at once and none after what it announces. */
export function dueTimes(when: When, rule: ReminderRule): DueTime[] {
  const all = edgesOf(when).flatMap((edge) => {
    const over = edgeOver(edge);
    return leadsFor(edge, rule)
      .map((lead): DueTime => ({ edge: edge.name, lead: leadText(lead), at: momentBefore(edge, lead, rule) }))
      .filter(({ at }) => Temporal.Instant.compare(at, over) < 0);
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
