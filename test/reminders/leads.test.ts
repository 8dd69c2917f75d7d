import fc from "fast-check";
import { expect, it } from "vitest";
import { leadText, type ReminderRule, ruleKey } from "../../src/core/ports.ts";
import { dueTimes, edgeOver, edgesOf } from "../../src/reminders/leads.ts";
import { anyRule, anyWhen, wallTime } from "./arbitrary.ts";

it("the rule's text is what it was before where neither quiet hours nor a digest is set", () => {
  const rule: ReminderRule = { leads: [{ amount: 7, unit: "d" }], hour: "09:00", zone: "UTC" };
  expect(ruleKey(rule)).toBe("7d@09:00[UTC]");
  expect(ruleKey({ ...rule, quiet: null, digest: false })).toBe("7d@09:00[UTC]");
  expect(ruleKey({ ...rule, quiet: { from: "22:00", to: "07:00" } })).toBe("7d@09:00[UTC];quiet=22:00-07:00");
  expect(ruleKey({ ...rule, quiet: { from: "22:00", to: "07:00" }, digest: true })).toBe("7d@09:00[UTC];quiet=22:00-07:00;daily");
});

it("of any date and any rule: in order, never two at once, none after what it announces, each lead of an edge once", () => {
  fc.assert(
    fc.property(anyWhen, anyRule, (when, rule) => {
      const due = dueTimes(when, rule);
      const over = new Map(edgesOf(when).map((edge) => [edge.name, edgeOver(edge)]));
      for (const [i, { edge, at }] of due.entries()) {
        const [end, earlier] = [over.get(edge), due[i - 1]];
        if (!end) throw new Error("A reminder of nothing");
        expect(Temporal.Instant.compare(at, end)).toBe(-1);
        if (earlier) expect(Temporal.Instant.compare(earlier.at, at)).toBe(-1);
      }
      expect(new Set(due.map(({ edge, lead }) => `${edge} ${leadText(lead)}`)).size).toBe(due.length);
    }),
  );
});

it("a day's lead comes at the subscriber's hour on the wall all year round, or where clocks skip it, after the gap", () => {
  fc.assert(
    fc.property(anyWhen, anyRule, (when, rule) => {
      for (const { at, lead } of dueTimes(when, { ...rule, quiet: null, digest: false })) {
        if (when.type !== "day" || lead.unit !== "d") continue;
        const skipped = wallTime(at, rule.zone) !== rule.hour;
        if (skipped)
          expect(at.toZonedDateTimeISO(rule.zone).subtract({ hours: 2 }).offset).not.toBe(at.toZonedDateTimeISO(rule.zone).offset);
      }
    }),
  );
});

it("where a start and an end are due at one moment, the start is kept, unless it is not to be announced any more", () => {
  const strike = { type: "days", from: day("2023-10-04"), to: day("2023-10-05"), lastDay: "included", zone: "UTC" } as const;
  const rule: ReminderRule = { leads: null, hour: "09:00", zone: "UTC" };
  const on = (due: ReturnType<typeof dueTimes>) => due.filter(({ at }) => at.toString() === "2023-10-04T09:00:00Z").map((d) => d.edge);
  expect(on(dueTimes(strike, rule))).toEqual(["start"]);
  expect(on(dueTimes(strike, rule, (edge) => edge === "end"))).toEqual(["end"]);
});

const day = (value: string): Temporal.PlainDate => Temporal.PlainDate.from(value);
