import { beforeAll, describe, expect, it } from "vitest";
import type { ReminderRule } from "../../src/core/ports.ts";
import type { History } from "../../src/disputes/fold.ts";
import { createLibrary, noLedger } from "../../src/disputes/library.ts";
import { nextEvent, plan } from "../../src/reminders/plan.ts";
import { quickDispute } from "../helpers/dispute.ts";

const rule = (zone: string): ReminderRule => ({ leads: null, hour: "09:00", zone });

let kaiser: History;
beforeAll(async () => {
  const library = createLibrary("data/disputes", noLedger);
  await library.load(Temporal.Instant.from("2026-01-01T00:00Z"));
  const loaded = library.get("kaiser-2023");
  if (!loaded) throw new Error("The Kaiser file is missing");
  kaiser = loaded;
});

/** Steps through in even strides and writes down what fell due: when in the zone, what, and which lead. */
function stepped(history: History, zone: string, from: string, to: string, minutes = 30, chosen = rule(zone)): string[] {
  const lines: string[] = [];
  const end = Temporal.Instant.from(to);
  for (let after = Temporal.Instant.from(from); Temporal.Instant.compare(after, end) < 0; ) {
    const upTo = after.add({ minutes });
    for (const { reminder: r } of plan({ after, upTo }, [history], [chosen])) {
      const at = r.dueAt.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
      lines.push(`${at} ${r.milestone} ${r.edge} ${r.lead}`);
    }
    after = upTo;
  }
  return lines;
}

describe("October 2023, written down by hand from the reports", () => {
  it("in Los Angeles, over the clock change of November 5", () => {
    expect(stepped(kaiser, "America/Los_Angeles", "2023-10-06T00:00-07:00", "2023-11-12T00:00-08:00")).toEqual([
      // Known from October 6: the strike that ends in the morning of the 7th, the sessions of the 12th and 13th.
      "2023-10-06T09:00 session-2023-10-13 start 7d",
      "2023-10-06T09:00 strike-coalition-october end 0d",
      "2023-10-11T09:00 session-2023-10-12 start 1d",
      "2023-10-12T09:00 session-2023-10-12 start 0d",
      "2023-10-12T09:00 session-2023-10-13 start 1d",
      "2023-10-13T09:00 session-2023-10-13 start 0d",
      // Known from October 13: IFPTE's ballot, October 23 at noon to November 1 at 5 p.m.
      "2023-10-16T12:00 ratification-vote-ifpte-20 start 7d",
      "2023-10-22T12:00 ratification-vote-ifpte-20 start 1d",
      "2023-10-23T11:00 ratification-vote-ifpte-20 start 1h",
      // Known from October 9: Seattle's contract and strike; the strike is called off on October 30.
      "2023-10-24T09:00 contract-expiration-seattle start 7d",
      "2023-10-25T09:00 strike-seattle start 7d",
      "2023-10-30T09:00 contract-expiration-seattle start 1d",
      "2023-10-31T09:00 contract-expiration-seattle start 0d",
      "2023-10-31T09:00 ratification-vote-seattle start 1d",
      "2023-10-31T17:00 ratification-vote-ifpte-20 end 1d",
      "2023-11-01T09:00 ratification-vote-ifpte-20 end 0d",
      "2023-11-01T09:00 ratification-vote-seattle start 0d",
      // After the clocks went back the hour is still nine.
      "2023-11-07T09:00 ratification-vote-seattle end 1d",
      "2023-11-08T09:00 ratification-vote-seattle end 0d",
    ]);
  });

  it("in Manila: a day at the subscriber's own nine o'clock, a moment at the moment", () => {
    expect(stepped(kaiser, "Asia/Manila", "2023-10-10T00:00Z", "2023-11-02T00:00Z")).toEqual([
      "2023-10-11T09:00 session-2023-10-12 start 1d",
      "2023-10-12T09:00 session-2023-10-12 start 0d",
      "2023-10-12T09:00 session-2023-10-13 start 1d",
      "2023-10-13T09:00 session-2023-10-13 start 0d",
      "2023-10-17T03:00 ratification-vote-ifpte-20 start 7d",
      "2023-10-23T03:00 ratification-vote-ifpte-20 start 1d",
      "2023-10-24T02:00 ratification-vote-ifpte-20 start 1h",
      "2023-10-24T09:00 contract-expiration-seattle start 7d",
      "2023-10-25T09:00 strike-seattle start 7d",
      "2023-10-30T09:00 contract-expiration-seattle start 1d",
      "2023-10-31T09:00 contract-expiration-seattle start 0d",
      "2023-11-01T08:00 ratification-vote-ifpte-20 end 1d",
      "2023-11-01T09:00 ratification-vote-seattle start 0d",
    ]);
  });

  it("is the same however long the strides are, as long as nothing changes within one", () => {
    const by = (minutes: number) => stepped(kaiser, "America/Los_Angeles", "2023-10-06T00:00-07:00", "2023-10-12T00:00-07:00", minutes);
    expect(by(1)).toEqual(by(60));
    expect(by(1_440)).toEqual(by(60));
  });
});

const september = (asserts: object[]) => quickDispute([{ id: "first", statedOn: "2023-09-01", asserts }]);
const leadsOf = (history: History, chosen: ReminderRule) =>
  plan({ after: Temporal.Instant.from("2023-09-01T07:00Z"), upTo: Temporal.Instant.from("2025-01-01T00:00Z") }, [history], [chosen]).map(
    ({ reminder: r }) =>
      `${r.dueAt.toZonedDateTimeISO(chosen.zone).toString({ smallestUnit: "minute", timeZoneName: "never" })} ${r.edge} ${r.lead}`,
  );

describe("clock changes", () => {
  const losAngeles = rule("America/Los_Angeles");

  it("keeps the wall clock for days and the elapsed time for hours when clocks go back", () => {
    const history = september([{ milestone: "session-a", status: "scheduled", when: { at: "2023-11-05T08:00" } }]);
    expect(leadsOf(history, losAngeles)).toEqual([
      "2023-10-29T08:00-07:00 start 7d",
      "2023-11-04T08:00-07:00 start 1d",
      "2023-11-05T07:00-08:00 start 1h",
    ]);
    expect(leadsOf(history, { ...losAngeles, leads: [{ amount: 24, unit: "h" }] })).toEqual(["2023-11-04T09:00-07:00 start 24h"]);
  });

  it("reads an hour that clocks skip as the hour after, and one they repeat as the first", () => {
    const skipped = september([{ milestone: "session-a", status: "scheduled", when: { at: "2024-03-11T02:30" } }]);
    expect(leadsOf(skipped, { ...losAngeles, leads: [{ amount: 1, unit: "d" }] })).toEqual(["2024-03-10T03:30-07:00 start 1d"]);
    const repeated = september([{ milestone: "session-a", status: "scheduled", when: { at: "2023-11-05T01:30" } }]);
    expect(leadsOf(repeated, { ...losAngeles, leads: [{ amount: 30, unit: "m" }] })).toEqual(["2023-11-05T01:00-07:00 start 30m"]);
  });
});

describe("what is not reminded of", () => {
  const losAngeles = rule("America/Los_Angeles");

  it.each([
    ["a month", { when: { month: "2023-11" }, status: "scheduled" }],
    ["no date", { when: { tbd: true }, status: "scheduled" }],
    ["a bound", { when: { notBefore: "2023-10-17" }, status: "possible" }],
    ["what was called off", { when: "2023-11-01", status: "cancelled" }],
    ["what is postponed without a new date", { when: "2023-11-01", status: "postponed" }],
  ])("%s", (name, assertion) => {
    const postponed = name.startsWith("what is postponed")
      ? [{ id: "later", statedOn: "2023-09-02", asserts: [{ milestone: "strike-a", status: "postponed" }] }]
      : [];
    const history = quickDispute([
      { id: "first", statedOn: "2023-09-01", asserts: [{ milestone: "strike-a", ...assertion }] },
      ...postponed,
    ]);
    expect(leadsOf(history, losAngeles)).toEqual([]);
  });

  it("a lead that lies before the change which made it: people were told of the change itself", () => {
    const history = quickDispute([
      { id: "first", statedOn: "2023-09-01", asserts: [{ milestone: "session-a", status: "scheduled", when: "2023-10-20" }] },
      {
        id: "moved",
        statedOn: "2023-10-10",
        recordedAt: "2023-10-10T10:00-07:00",
        asserts: [{ milestone: "session-a", when: "2023-10-11" }],
      },
    ]);
    const day = { after: Temporal.Instant.from("2023-10-10T00:00-07:00"), upTo: Temporal.Instant.from("2023-10-11T00:00-07:00") };
    expect(plan(day, [history], [losAngeles])).toEqual([]);
    expect(leadsOf(history, losAngeles)).toEqual(["2023-10-11T09:00-07:00 start 0d"]);
  });

  it("hours before a day, except that whoever asked for hours alone is told on the day", () => {
    const history = september([{ milestone: "session-a", status: "scheduled", when: "2023-10-20" }]);
    expect(
      leadsOf(history, {
        ...losAngeles,
        leads: [
          { amount: 2, unit: "h" },
          { amount: 1, unit: "d" },
        ],
      }),
    ).toEqual(["2023-10-19T09:00-07:00 start 1d"]);
    expect(leadsOf(history, { ...losAngeles, leads: [{ amount: 2, unit: "h" }] })).toEqual(["2023-10-20T09:00-07:00 start 0d"]);
  });
});

it("the next event is the first thing that is due or becomes known, and nothing once all is over", () => {
  const at = (moment: string) => nextEvent(Temporal.Instant.from(moment), [kaiser], [rule("America/Los_Angeles")])?.toString();
  expect(at("2023-10-08T18:00-07:00")).toBe("2023-10-09T07:00:00Z");
  expect(at("2023-10-10T12:00-07:00")).toBe("2023-10-11T16:00:00Z");
  expect(at("2028-01-01T00:00Z")).toBeUndefined();
});
