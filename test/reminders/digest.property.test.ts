import fc from "fast-check";
import { expect, it } from "vitest";
import { leadText, type ReminderRule } from "../../src/core/ports.ts";
import type { When } from "../../src/disputes/when.ts";
import { dueTimes } from "../../src/reminders/leads.ts";
import { anyRule, anyWhen, wallTime } from "./arbitrary.ts";

const rule: ReminderRule = { leads: null, hour: "09:00", zone: "America/Los_Angeles", digest: true };
const told = (when: When, chosen: ReminderRule): string[] =>
  dueTimes(when, chosen).map(({ at, lead, by }) => {
    const local = at.toZonedDateTimeISO(chosen.zone).toString({ smallestUnit: "minute", timeZoneName: "never" });
    return `${local} ${leadText(lead)} ${by}`;
  });
const session = (at: string): When => ({ type: "instant", at: Temporal.PlainDateTime.from(at), zone: "America/Los_Angeles" });

it("announces what falls within the 24 hours from its hour; what is asked for hours before comes by itself", () => {
  expect(told(session("2024-11-05T14:00"), rule)).toEqual([
    "2024-10-29T09:00-07:00 7d digest",
    "2024-11-04T09:00-08:00 1d digest",
    "2024-11-05T13:00-08:00 1h lead",
  ]);
  expect(told(session("2024-03-11T08:30"), rule)).toEqual([
    "2024-03-03T09:00-08:00 7d digest",
    "2024-03-09T09:00-08:00 1d digest",
    "2024-03-11T07:30-07:00 1h lead",
  ]);
});

it("changes nothing for days, which are told at the hour anyway", () => {
  const day: When = { type: "day", day: Temporal.PlainDate.from("2024-11-05"), zone: "America/Los_Angeles" };
  expect(dueTimes(day, rule)).toEqual(dueTimes(day, { ...rule, digest: false }));
});

it("in quiet hours it waits for their end, as its leads would", () => {
  expect(told(session("2024-05-20T14:00"), { ...rule, quiet: { from: "22:00", to: "10:30" }, leads: [{ amount: 1, unit: "d" }] })).toEqual([
    "2024-05-19T10:30-07:00 1d quiet",
  ]);
});

it("of any date and any rule, nothing comes later than without it and nothing more than a day and its quiet hours earlier", () => {
  fc.assert(
    fc.property(anyWhen, anyRule, (when, each) => {
      const single = dueTimes(when, { ...each, digest: false });
      for (const { at, edge, lead } of dueTimes(when, { ...each, digest: true })) {
        const alone = single.find((d) => d.edge === edge && leadText(d.lead) === leadText(lead));
        if (!alone) continue;
        const earlier = at.until(alone.at).total("hours");
        expect(earlier).toBeGreaterThanOrEqual(0);
        expect(earlier).toBeLessThanOrEqual(each.quiet ? 50 : 25);
      }
    }),
    { numRuns: 1_000 },
  );
});

it("without quiet hours, every lead in days comes at the rule's hour, but where clocks skip it", () => {
  fc.assert(
    fc.property(anyWhen, anyRule, (when, each) => {
      for (const { at, lead } of dueTimes(when, { ...each, quiet: null, digest: true })) {
        if (lead.unit !== "d" || wallTime(at, each.zone) === each.hour) continue;
        const zoned = at.toZonedDateTimeISO(each.zone);
        expect(zoned.subtract({ hours: 2 }).offset).not.toBe(zoned.offset);
      }
    }),
    { numRuns: 500 },
  );
});
