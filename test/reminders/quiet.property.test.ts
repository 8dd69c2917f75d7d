import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leadText, type QuietHours, type ReminderRule } from "../../src/core/ports.ts";
import type { When } from "../../src/disputes/when.ts";
import { dueTimes, edgeOver, edgesOf } from "../../src/reminders/leads.ts";
import { anyQuiet, anyRule, anyWhen, isQuiet } from "./arbitrary.ts";

const night: QuietHours = { from: "22:00", to: "07:00" };
const rule = (changes: Partial<ReminderRule> = {}): ReminderRule => ({
  leads: [{ amount: 1, unit: "h" }],
  hour: "09:00",
  zone: "America/Los_Angeles",
  quiet: night,
  ...changes,
});
const session = (at: string, zone = "America/Los_Angeles"): When => ({ type: "instant", at: Temporal.PlainDateTime.from(at), zone });
const told = (when: When, chosen: ReminderRule): string[] =>
  dueTimes(when, chosen).map(({ at, edge, lead, by }) => {
    const local = at.toZonedDateTimeISO(chosen.zone).toString({ smallestUnit: "minute", timeZoneName: "never" });
    return `${local} ${edge} ${leadText(lead)} ${by}`;
  });

describe("by hand", () => {
  it.each<[string, When, Partial<ReminderRule>, string[]]>([
    ["to the end of the quiet hours", session("2024-05-10T07:30"), {}, ["2024-05-10T07:00-07:00 start 1h quiet"]],
    ["before them, when it would have begun at their end", session("2024-05-10T07:00"), {}, ["2024-05-09T21:59-07:00 start 1h quiet"]],
    ["the last quiet minute and the first audible one", session("2024-05-10T08:00"), {}, ["2024-05-10T07:00-07:00 start 1h lead"]],
    ["over midnight, from the evening", session("2024-05-10T23:30"), {}, ["2024-05-10T21:59-07:00 start 1h quiet"]],
    ["within one day", session("2024-05-10T14:30"), { quiet: { from: "13:00", to: "14:00" } }, ["2024-05-10T14:00-07:00 start 1h quiet"]],
    [
      "what ends within them, of a day too",
      { type: "days", from: day("2024-05-08"), to: day("2024-05-10"), lastDay: "included", zone: "America/Los_Angeles" },
      { leads: null, hour: "06:00" },
      [
        "2024-05-01T07:00-07:00 start 7d quiet",
        "2024-05-07T07:00-07:00 start 1d quiet",
        "2024-05-08T07:00-07:00 start 0d quiet",
        "2024-05-09T07:00-07:00 end 1d quiet",
        "2024-05-10T07:00-07:00 end 0d quiet",
      ],
    ],
    [
      "clocks forward: their end keeps its hour",
      session("2024-03-10T07:30"),
      { leads: [{ amount: 5, unit: "h" }] },
      ["2024-03-10T07:00-07:00 start 5h quiet"],
    ],
    [
      "clocks back: their end keeps its hour",
      session("2024-11-03T07:30"),
      { leads: [{ amount: 5, unit: "h" }] },
      ["2024-11-03T07:00-08:00 start 5h quiet"],
    ],
    [
      "an end that clocks skip is the hour after",
      session("2024-03-10T09:00"),
      { leads: [{ amount: 7, unit: "h" }], quiet: { from: "22:00", to: "02:30" } },
      ["2024-03-10T03:30-07:00 start 7h quiet"],
    ],
    [
      "what clocks repeat is quiet twice",
      session("2024-11-03T02:30"),
      { leads: [{ amount: 75, unit: "m" }], quiet: { from: "22:00", to: "01:30" } },
      ["2024-11-03T01:30-08:00 start 75m quiet"],
    ],
    [
      "half an hour's change, on Lord Howe",
      session("2024-04-07T08:00", "Australia/Lord_Howe"),
      { zone: "Australia/Lord_Howe", leads: [{ amount: 3, unit: "h" }] },
      ["2024-04-07T07:00+10:30 start 3h quiet"],
    ],
  ])("%s", (_, when, changes, expected) => {
    expect(told(when, rule(changes))).toEqual(expected);
  });

  it("two that come to the same moment are one", () => {
    const twice = rule({
      leads: [
        { amount: 2, unit: "h" },
        { amount: 1, unit: "h" },
      ],
    });
    expect(told(session("2024-05-10T06:00"), twice)).toEqual(["2024-05-09T21:59-07:00 start 2h quiet"]);
  });
});

describe("of any date and any rule", () => {
  const quietRule = fc.tuple(anyRule, anyQuiet).map(([each, quiet]) => ({ ...each, quiet }));

  it("no reminder lies in quiet hours", () => {
    fc.assert(
      fc.property(anyWhen, quietRule, (when, each) => {
        for (const { at } of dueTimes(when, each)) expect(isQuiet(at, each.quiet, each.zone)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("none is lost: each is there, or another stands at the very moment that it was moved to", () => {
    fc.assert(
      fc.property(anyWhen, quietRule, (when, each) => {
        const quiet = dueTimes(when, each);
        for (const { edge, lead } of dueTimes(when, { ...each, quiet: null })) {
          if (quiet.some((d) => d.edge === edge && leadText(d.lead) === leadText(lead))) continue;
          const only = { ...each, leads: [lead] };
          const [alone] = dueTimes(when, only, (name) => name === edge);
          expect(quiet.map(({ at }) => at.toString())).toContain(alone?.at.toString());
        }
      }),
      { numRuns: 500 },
    );
  });

  it("one that was audible stays where it was", () => {
    fc.assert(
      fc.property(anyWhen, quietRule, (when, each) => {
        const own = dueTimes(when, { ...each, quiet: null });
        for (const { at, edge, lead } of dueTimes(when, each)) {
          const before = own.find((d) => d.edge === edge && leadText(d.lead) === leadText(lead));
          if (before && !isQuiet(before.at, each.quiet, each.zone)) expect(at).toEqual(before.at);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("one that was not comes at the first audible minute, or, where none is left before its event, at the last one before (by counting minutes)", () => {
    const steady = fc.tuple(quietRule, fc.constantFrom("Asia/Manila", "UTC")).map(([each, zone]) => ({ ...each, zone, digest: false }));
    fc.assert(
      fc.property(anyWhen, steady, (when, each) => {
        const over = new Map(edgesOf(when).map((edge) => [edge.name, edgeOver(edge)]));
        const own = dueTimes(when, { ...each, quiet: null });
        for (const { at, edge, lead } of dueTimes(when, each)) {
          const before = own.find((d) => d.edge === edge && leadText(d.lead) === leadText(lead));
          const end = over.get(edge);
          if (before && end) expect(at.toString()).toBe(counted(before.at, end, each.quiet, each.zone).toString());
        }
      }),
      { numRuns: 60 },
    );
  });
});

function counted(from: Temporal.Instant, over: Temporal.Instant, quiet: QuietHours, zone: string): Temporal.Instant {
  const step = (at: Temporal.Instant, minutes: number): Temporal.Instant => {
    let next = at;
    while (isQuiet(next, quiet, zone)) next = next.add({ minutes });
    return next;
  };
  const later = step(from, 1);
  return Temporal.Instant.compare(later, over) < 0 ? later : step(from, -1);
}

function day(value: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(value);
}
