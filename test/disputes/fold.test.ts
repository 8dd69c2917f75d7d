import { expect, test } from "vitest";
import { fold } from "../../src/disputes/fold.ts";
import type { Report } from "../../src/disputes/report.ts";
import { disputeOf, instant, onDay, report, says } from "../helpers/reports.ts";

const scheduled = (id: string, statedOn: string, day: string, rest: Partial<Report> = {}): Report =>
  report({ id, asserts: [says("session", { when: onDay(day), status: "scheduled" })], ...rest, statedOn });

const revisionsOf = (...reports: Report[]) =>
  (fold(disputeOf(reports)).revisions.get("session") ?? []).map(({ number, since, told }) => [
    number,
    since.toString(),
    told?.when.type === "day" ? told.when.day.toString() : (told?.when.type ?? "withdrawn"),
  ]);

test("A, B, A again: two more revisions, and people hear of the third as they did of the second", () => {
  expect(
    revisionsOf(
      scheduled("a", "2023-10-01", "2023-10-12"),
      scheduled("b", "2023-10-03", "2023-10-13"),
      scheduled("c", "2023-10-05", "2023-10-12"),
    ),
  ).toEqual([
    [1, "2023-10-01T07:00:00Z", "2023-10-12"],
    [2, "2023-10-03T07:00:00Z", "2023-10-13"],
    [3, "2023-10-05T07:00:00Z", "2023-10-12"],
  ]);
});

test("another source for the same is no change, nor is its wording or the order of its units", () => {
  const first = says("session", { when: onDay("2023-10-12"), units: ["crew", "clerks"] });
  const again = says("session", { when: { ...onDay("2023-10-12"), wording: "Thursday" }, units: ["clerks", "crew"] });
  expect(
    revisionsOf(
      report({ id: "a", statedOn: "2023-10-01", asserts: [first] }),
      report({ id: "b", statedOn: "2023-10-02", asserts: [again], speaker: "employer" }),
    ),
  ).toHaveLength(1);
});

test("what was stated earlier and found later weighs less than what was stated after it", () => {
  const found = scheduled("found", "2023-10-01", "2023-10-20", { recordedAt: instant("2023-10-09T12:00Z") });
  const state = fold(disputeOf([found, scheduled("known", "2023-10-05", "2023-10-12")])).state(instant("2023-10-10T00:00Z"));
  expect(state.milestones.get("session")).toMatchObject({ when: { day: Temporal.PlainDate.from("2023-10-12") }, revision: 1 });
  expect(state.reports.map((r) => r.id)).toEqual(["found", "known"]);
});

test("a report counts from the later of its recording and the first moment of its first day in the dispute's zone", () => {
  const early = scheduled("early", "2023-10-09", "2023-10-12", { recordedAt: instant("2023-10-01T00:00Z") });
  const history = fold(disputeOf([early]));
  expect(history.state(instant("2023-10-09T06:59:59.999Z")).milestones.size).toBe(0);
  expect(history.state(instant("2023-10-09T07:00:00Z")).milestones.size).toBe(1);
});

test("a milestone of which every report was taken back is withdrawn, and its number goes on when it returns", () => {
  const gone = scheduled("gone", "2023-10-01", "2023-10-12");
  const back = report({ id: "back", statedOn: "2023-10-02", retracts: ["gone"] });
  const again = scheduled("again", "2023-10-03", "2023-10-12");
  expect(revisionsOf(gone, back, again).map(([n, , what]) => [n, what])).toEqual([
    [1, "2023-10-12"],
    [2, "withdrawn"],
    [3, "2023-10-12"],
  ]);
  const state = fold(disputeOf([gone, back, again])).state(instant("2023-10-02T12:00Z"));
  expect([...state.withdrawn.keys()]).toEqual(["session"]);
  expect(state.retracted).toEqual([gone]);
});

test("postponed without a day: no day is known", () => {
  const off = report({ id: "off", statedOn: "2023-10-05", asserts: [says("session", { status: "postponed" })] });
  expect(revisionsOf(scheduled("on", "2023-10-01", "2023-10-12"), off).at(-1)).toEqual([2, "2023-10-05T07:00:00Z", "tbd"]);
});

test("a condition falls with the milestone it depends on, and stands again when that report is taken back", () => {
  const condition = { text: "if no agreement is reached", unless: "deal" };
  const reports = [
    report({
      id: "threat",
      statedOn: "2023-10-01",
      asserts: [says("strike", { when: onDay("2023-11-01"), status: "possible", condition })],
    }),
    report({ id: "deal", statedOn: "2023-10-13", asserts: [says("deal", { when: onDay("2023-10-13"), status: "occurred" })] }),
    report({ id: "no-deal", statedOn: "2023-10-14", retracts: ["deal"] }),
  ];
  const history = fold(disputeOf(reports, ["strike", "deal"]));
  expect(history.revisions.get("strike")?.map((r) => r.told?.status)).toEqual(["possible", "superseded", "possible"]);
  expect(history.state(instant("2023-10-13T12:00Z")).milestones.get("strike")?.voidedBy).toBe("deal");
  expect(history.state(instant("2023-10-14T12:00Z")).milestones.get("strike")?.voidedBy).toBeNull();
});

test("of a retracted report not even the wording stays", () => {
  const worded = (id: string, wording: string, statedOn: string) =>
    report({
      id,
      statedOn,
      asserts: [says("session", { when: { ...onDay("2023-10-12"), wording }, units: id === "gone" ? ["b", "a"] : ["a", "b"] })],
    });
  const reports = [worded("gone", "the day of the rumour", "2023-10-01"), worded("stays", "Thursday", "2023-10-02")];
  const state = fold(disputeOf([...reports, report({ id: "back", statedOn: "2023-10-03", retracts: ["gone"] })])).state(
    instant("2023-10-04T00:00Z"),
  );
  expect(state.milestones.get("session")).toMatchObject({ when: { wording: "Thursday" }, units: ["a", "b"], revision: 1 });
});

test("what a later report supersedes weighs less, though it may have been stated later: an undated page is a range of days", () => {
  const undated = report({
    id: "undated",
    statedOn: { from: "2023-10-09", to: "2023-10-12" },
    asserts: [says("session", { when: onDay("2023-10-12") })],
  });
  const moved = { statedOn: "2023-10-10", asserts: [says("session", { when: onDay("2023-10-13") })] };
  const at = instant("2023-10-10T20:00Z");
  const day_ = (reports: Report[]) => fold(disputeOf(reports)).state(at).milestones.get("session")?.when;
  expect(day_([undated, report({ id: "moved", ...moved })])).toEqual(onDay("2023-10-12"));
  expect(day_([undated, report({ id: "moved", ...moved, supersedes: ["undated"] })])).toEqual(onDay("2023-10-13"));
  const undone = report({ id: "undone", statedOn: "2023-10-10", retracts: ["moved"] });
  expect(day_([undated, report({ id: "moved", ...moved, supersedes: ["undated"] }), undone])).toEqual(onDay("2023-10-12"));
});

test("a long chain of retractions is read in one pass: each takes back the one before", () => {
  const chain = Array.from({ length: 1_501 }, (_, n) =>
    report({
      id: `r${n}`,
      statedOn: "2023-10-09",
      ...(n > 0 ? { retracts: [`r${n - 1}`] } : { asserts: [says("session", { when: onDay("2023-10-12") })] }),
    }),
  );
  expect(fold(disputeOf(chain)).state(instant("2023-10-10T00:00Z")).milestones.has("session")).toBe(true);
  expect(
    fold(disputeOf(chain.slice(0, -1)))
      .state(instant("2023-10-10T00:00Z"))
      .milestones.has("session"),
  ).toBe(false);
});
