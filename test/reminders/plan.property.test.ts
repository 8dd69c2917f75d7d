import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReminderRule } from "../../src/core/ports.ts";
import { type Due, plan } from "../../src/reminders/plan.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { isQuiet, wallTime } from "./arbitrary.ts";

const zones = ["America/Los_Angeles", "Asia/Manila", "Australia/Lord_Howe", "UTC"];
const [from, to] = [Temporal.Instant.from("2022-12-15T00:00Z"), Temporal.Instant.from("2027-01-15T00:00Z")];
const night = { from: "22:00", to: "07:00" };
const rules: Partial<ReminderRule>[] = [
  {},
  { quiet: night },
  { digest: true },
  { quiet: night, digest: true, hour: "06:30" },
  {
    leads: [
      { amount: 30, unit: "d" },
      { amount: 2, unit: "d" },
      { amount: 90, unit: "m" },
    ],
  },
];
const ruleIn = (zone: string, changes: Partial<ReminderRule> = {}): ReminderRule => ({ leads: null, hour: "09:00", zone, ...changes });

/** One of each form every 19 days of four years, and the nights on which clocks change. */
function fourYears(zone: string) {
  const changes = ["2023-03-12", "2023-11-05", "2024-04-07", "2024-10-06", "2025-03-09", "2025-11-02", "2026-04-05", "2026-10-04"];
  const nights = changes.flatMap((day, i) => [
    { milestone: `session-night-${i}`, when: { at: `${day}T02:15` } },
    { milestone: `session-dawn-${i}`, when: { at: `${day}T05:00` } },
    { milestone: `strike-change-${i}`, when: day },
  ]);
  const even = Array.from({ length: 76 }, (_, i) => {
    const day = Temporal.PlainDate.from("2023-01-09").add({ days: i * 19 });
    const when = [
      { at: `${day}T14:30` },
      day.toString(),
      { from: day.toString(), to: day.add({ days: 3 }).toString(), lastDay: "included" },
      { from: `${day}T06:00`, to: `${day.add({ days: 2 })}T05:59` },
      { month: day.toPlainYearMonth().toString() },
      { tbd: true },
    ][i % 6];
    return { milestone: `${i % 2 ? "strike" : "contract"}-${i}`, when };
  });
  const asserts = [...nights, ...even].map((each) => ({ ...each, status: "scheduled" }));
  return quickDispute([{ id: "all", statedOn: "2022-12-01", asserts }], "years", zone);
}

const histories = new Map(zones.map((zone) => [zone, fourYears(zone)]));
function planned(zone: string, rule: ReminderRule, after: Temporal.Instant, upTo: Temporal.Instant): Due[] {
  const history = histories.get(zone);
  if (!history) throw new Error(`Nothing happens in ${zone}`);
  return plan({ after, upTo }, [history], [rule]);
}

function stepped(zone: string, rule: ReminderRule, cuts: readonly Temporal.Instant[]): Due[] {
  const edges = [from, ...[...cuts].sort(Temporal.Instant.compare), to];
  return edges.slice(1).flatMap((upTo, i) => planned(zone, rule, edges[i] ?? from, upTo));
}

const keys = (all: readonly Due[]): string[] => all.map(({ reminder }) => `${reminder.dueAt} ${reminder.key}`).sort();
const anyCut = fc
  .integer({ min: from.epochMilliseconds, max: to.epochMilliseconds })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
const anyRule = fc.tuple(fc.constantFrom(...zones), fc.constantFrom(...rules)).map(([zone, changes]) => ruleIn(zone, changes));

describe("four years of instants, days, ranges, months and unknown dates, in four zones", () => {
  it("however the time is cut into windows, together they plan the same, and each reminder once", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyRule, fc.array(anyCut, { maxLength: 12 }), fc.nat(1_000), (zone, rule, cuts, pick) => {
        const whole = planned(zone, rule, from, to);
        // A cut on the very moment of a reminder is the hardest.
        const at = whole[pick % whole.length]?.reminder.dueAt ?? from;
        const parts = keys(stepped(zone, rule, [...cuts, at, at, at.subtract({ nanoseconds: 1 })]));
        expect(parts).toEqual(keys(whole));
        expect(new Set(whole.map(({ reminder }) => reminder.key)).size).toBe(whole.length);
      }),
      { numRuns: 60 },
    );
  });

  it.each(zones.flatMap((zone) => zones.map((own) => [zone, own] as const)))(
    "stepping by fifteen days through %s, reminded in %s",
    (zone, own) => {
      const cuts: Temporal.Instant[] = [];
      for (let at = from; Temporal.Instant.compare(at, to) < 0; at = at.add({ hours: 24 * 15 })) cuts.push(at);
      const rule = ruleIn(own);
      const all = stepped(zone, rule, cuts);
      expect(keys(all)).toEqual(keys(planned(zone, rule, from, to)));
      expect(all.length).toBeGreaterThan(100);
    },
  );

  it.each(zones)("in %s, what has no hour comes at nine on the wall on both sides of every clock change", (zone) => {
    const days = planned(zone, ruleIn(zone), from, to).filter(({ reminder: { milestone } }) => milestone.startsWith("strike-change"));
    expect(days).toHaveLength(8 * 3);
    expect(new Set(days.map(({ reminder }) => wallTime(reminder.dueAt, zone)))).toEqual(new Set(["09:00"]));
    const offsets = new Set(days.map(({ reminder }) => reminder.dueAt.toZonedDateTimeISO(zone).offset));
    expect(offsets.size).toBe(zone === "UTC" || zone === "Asia/Manila" ? 1 : 2);
  });

  it("months and unknown dates are never reminded of", () => {
    const planless = planned("UTC", ruleIn("UTC"), from, to).filter(({ reminder }) => Number(reminder.milestone.split("-")[1]) % 6 > 3);
    expect(planless).toEqual([]);
  });

  it.each(zones)("in %s, quiet hours and a digest lose nothing but what coincides", (zone) => {
    const ids = (changes: Partial<ReminderRule>): Set<string> =>
      new Set(planned(zone, ruleIn(zone, changes), from, to).map(({ reminder: r }) => `${r.milestone} ${r.edge} ${r.lead}`));
    const quiet = planned(zone, ruleIn(zone, { quiet: night }), from, to);
    for (const { reminder } of quiet) expect(isQuiet(reminder.dueAt, night, zone)).toBe(false);
    expect(ids({ digest: true })).toEqual(ids({}));
    expect(ids({ quiet: night })).toEqual(ids({}));
  });
});
