import { expect, it } from "vitest";
import { staleFacts } from "../../src/reminders/stale.ts";
import { quickDispute } from "../helpers/dispute.ts";

const at = (moment: string) => Temporal.Instant.from(moment);
const first = { id: "first", statedOn: "2023-10-10", asserts: [{ milestone: "session-a", status: "scheduled", when: "2023-10-12" }] };
const keys = (reports: Parameters<typeof quickDispute>[0], moment: string) =>
  staleFacts(quickDispute(reports, "d"), at(moment)).map((s) => s.key);

it("asks what came of a date once it has passed and nobody said, within two weeks", () => {
  expect(keys([first], "2023-10-12T20:00-07:00")).toEqual([]);
  expect(keys([first], "2023-10-13T11:59-07:00")).toEqual([]);
  expect(keys([first], "2023-10-13T12:00-07:00")).toEqual(["stale/d/session-a/r1"]);
  expect(keys([first], "2023-10-26T12:00-07:00")).toEqual(["stale/d/session-a/r1"]);
  expect(keys([first], "2023-10-28T12:00-07:00")).toEqual([]);
});

it("does not ask where a report came since, whatever it says", () => {
  const since = { id: "since", statedOn: "2023-10-13", asserts: [{ milestone: "session-a", status: "occurred" }] };
  expect(keys([first, since], "2023-10-14T12:00-07:00")).toEqual([]);
});

it("asks when dates are ahead and nothing was reported for seven days, and not when none is", () => {
  const ahead = { id: "first", statedOn: "2023-10-10", asserts: [{ milestone: "strike-a", status: "possible", when: "2023-11-01" }] };
  expect(keys([ahead], "2023-10-16T23:59-07:00")).toEqual([]);
  expect(keys([ahead], "2023-10-17T00:00-07:00")).toEqual(["silent/d/2023-10-10T07:00:00Z"]);
  expect(keys([first], "2023-10-20T00:00-07:00")).toEqual(["stale/d/session-a/r1"]);
});
