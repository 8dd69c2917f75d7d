import fc from "fast-check";
import { statuses } from "../../src/core/words.ts";
import type { Condition, MilestoneAssertion, Report } from "../../src/disputes/report.ts";
import type { State } from "../../src/disputes/state.ts";
import { lastDays, type When } from "../../src/disputes/when.ts";
import { day, report, zone } from "../helpers/reports.ts";

export const milestoneIds = ["one", "two", "three", "four"];
const firstDay = day("2023-10-20");
const zones = [zone, "America/New_York"];

// Few days, so that reports meet, repeat and contradict each other. November 5 is a clock change.
const days = fc.integer({ min: 0, max: 24 }).map((n) => firstDay.add({ days: n }));
const minutes = fc.constantFrom("00:00", "01:30", "06:00", "23:59").map((t) => Temporal.PlainTime.from(t));
const wallTimes = fc.tuple(days, minutes).map(([d, t]) => d.toPlainDateTime(t));
const said = fc.record({ zone: fc.constantFrom(...zones), wording: fc.constantFrom("next week", "soon") }, { requiredKeys: ["zone"] });
const inOrder = <T extends Temporal.PlainDate | Temporal.PlainDateTime>(a: T, b: T): { from: T; to: T } =>
  a.toString() <= b.toString() ? { from: a, to: b } : { from: b, to: a };

export const whens: fc.Arbitrary<When> = fc.oneof(
  fc.tuple(said, wallTimes).map(([s, at]): When => ({ ...s, type: "instant", at })),
  fc.tuple(said, days).map(([s, d]): When => ({ ...s, type: "day", day: d })),
  fc
    .tuple(said, days, days, fc.constantFrom(...lastDays))
    .map(([s, a, b, lastDay]): When => ({ ...s, type: "days", ...inOrder(a, b), lastDay })),
  fc.tuple(said, wallTimes, wallTimes).map(([s, a, b]): When => ({ ...s, type: "hours", ...inOrder(a, b) })),
  fc
    .tuple(said, fc.constantFrom("2023-10", "2023-11"))
    .map(([s, m]): When => ({ ...s, type: "month", month: Temporal.PlainYearMonth.from(m) })),
  fc.tuple(said, days).map(([s, d]): When => ({ ...s, type: "notBefore", day: d })),
  said.map((s): When => ({ ...s, type: "tbd" })),
);

const conditions: fc.Arbitrary<Condition | null> = fc.option(
  fc.record({
    text: fc.constantFrom("if no agreement is reached", "if a notice is given"),
    unless: fc.option(fc.constantFrom(...milestoneIds)),
  }),
);
const subset = (of: string[]) => fc.uniqueArray(fc.constantFrom(...of), { maxLength: of.length });

const assertions: fc.Arbitrary<MilestoneAssertion> = fc.record(
  {
    type: fc.constant("milestone" as const),
    milestone: fc.constantFrom(...milestoneIds),
    when: whens,
    status: fc.constantFrom(...statuses),
    condition: conditions,
    units: subset(["crew", "clerks"]),
    places: subset(["pier", "island"]),
  },
  { requiredKeys: ["type", "milestone"] },
);

const drafts = fc.record({
  from: days,
  lasting: fc.constantFrom(0, 0, 0, 3),
  recordedAfterHours: fc.option(fc.integer({ min: -48, max: 240 }), { freq: 2 }),
  speaker: fc.constantFrom("union" as const, "employer" as const, "reporter" as const),
  asserts: fc.array(assertions, { maxLength: 3 }),
  retracts: fc.option(fc.nat(), { freq: 2 }),
  supersedes: fc.option(fc.nat(), { freq: 4 }),
});

/** Valid logs: a report retracts and supersedes only those drawn before it, so nothing takes itself back; ids have no order in time. */
export function logs(prefix = "r", after = firstDay): fc.Arbitrary<Report[]> {
  return fc
    .array(drafts, { minLength: 1, maxLength: 10 })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })))
    .map(([all, names]) => {
      const id = (i: number): string => `${prefix}${names[i]}`;
      const earlier = (pick: number | null, i: number): string[] => (pick === null || i === 0 ? [] : [id(pick % i)]);
      return all.map((draft, i) => {
        const from = draft.from.add(firstDay.until(after));
        const start = from.toZonedDateTime(zone).toInstant();
        return report({
          id: id(i),
          statedOn: { from: from.toString(), to: from.add({ days: draft.lasting }).toString() },
          recordedAt: start.add({ hours: draft.recordedAfterHours ?? 0 }),
          speaker: draft.speaker,
          asserts: draft.asserts,
          retracts: earlier(draft.retracts, i),
          supersedes: earlier(draft.supersedes, i),
        });
      });
    });
}

export const moments: fc.Arbitrary<Temporal.Instant> = fc
  .integer({ min: -48, max: 24 * 45 })
  .map((hours) => firstDay.toZonedDateTime(zone).toInstant().add({ hours }));

/** A state as plain data, without the dispute it belongs to. */
export function plain({ dispute: _, milestones, withdrawn, ...rest }: State): unknown {
  return JSON.parse(JSON.stringify({ ...rest, milestones: sorted(milestones), withdrawn: sorted(withdrawn) }));
}

const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
