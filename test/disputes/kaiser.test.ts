import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { statusAt } from "../../src/disputes/query.ts";
import type { Report, Words } from "../../src/disputes/report.ts";
import type { Claim, Milestone } from "../../src/disputes/state.ts";
import { folderWith, kaiser, loaded } from "../helpers/asking.ts";
import { day, instant } from "../helpers/reports.ts";

const history = (await loaded(await folderWith([kaiser]))).get("kaiser-2023");
if (!history) throw new Error("no Kaiser file");
const { dispute } = history;
const reports = new Map(dispute.reports.map((r) => [r.id, r]));
const facts: { fact: string; report: string; match: string }[] = JSON.parse(
  await readFile(new URL("../fixtures/facts.json", import.meta.url), "utf8"),
);

const at = (moment: string) => history.state(instant(moment));
const oct7 = "2023-10-07T12:00-07:00";
const oct11 = "2023-10-11T12:00-07:00";
const oct14 = "2023-10-14T09:00-07:00";

function milestone(id: string, moment: string): Milestone {
  const found = at(moment).milestones.get(id);
  if (!found) throw new Error(`no ${id} at ${moment}`);
  return found;
}
const claims = (topic: string, moment: string): Claim[] => at(moment).claims.filter((c) => c.topic === topic);
const english = (words: Words | null): string => (typeof words === "string" ? words : (words?.en ?? ""));

test("all 47 facts of the inventory have their report", () => {
  expect(facts.map((f) => f.fact)).toEqual(Array.from({ length: 47 }, (_, i) => `F${i + 1}`));
});

test.each(facts)("$fact stands in $report", ({ report, match }) => {
  expect(JSON.stringify(reports.get(report))).toMatch(new RegExp(match));
});

test("every quote is one sentence", () => {
  const quotes = dispute.reports.flatMap((r) => r.quote ?? []);
  expect(quotes.length).toBeGreaterThan(5);
  for (const quote of quotes) expect(quote).not.toMatch(/[.!?]\s+[A-Z]/);
});

test("C1: the second strike was possible from October 17 at the earliest, then from November 1; never ten days", () => {
  expect(milestone("strike-coalition-second", oct7)).toMatchObject({
    status: "possible",
    when: { type: "notBefore", day: day("2023-10-17") },
  });
  expect(milestone("strike-coalition-second", oct11)).toMatchObject({ status: "possible", when: { type: "day", day: day("2023-11-01") } });
  const tenDays = claims("strike-length", oct11).filter((c) => /10-day strike/.test(english(c.text)));
  expect(tenDays.map((c) => c.superseded)).toEqual([true]);
  expect(english(tenDays[0]?.caution ?? null)).toMatch(/notice/);
});

test("C2: October's strike is three days at day precision, then its hours; never four days", () => {
  expect(milestone("strike-coalition-october", oct11).when).toMatchObject({
    from: day("2023-10-04"),
    to: day("2023-10-07"),
    lastDay: "excluded",
  });
  expect(milestone("strike-coalition-october", oct14).when).toMatchObject({
    type: "hours",
    from: Temporal.PlainDateTime.from("2023-10-04T06:00"),
    to: Temporal.PlainDateTime.from("2023-10-07T06:00"),
  });
});

test("C3, C7: represented is not struck; who says the largest", () => {
  expect(milestone("strike-coalition-october", oct11).places).toHaveLength(6);
  expect(claims("represented", oct11).some((c) => /seven states/.test(english(c.text)))).toBe(true);
  expect(claims("struck", oct11).every((c) => !/seven states/.test(english(c.text)))).toBe(true);
  const largest = claims("largest", oct11);
  expect(largest.map((c) => [c.report.speaker, c.party])).toEqual([
    ["reporter", null],
    ["union", "union"],
  ]);
  expect(largest.every((c) => c.caution !== null)).toBe(true);
});

test("C4: no figure adds Seattle's 3,000 to the others", () => {
  const figures = at(oct14).claims.flatMap((c) => c.figure?.amount ?? []);
  expect(figures).toEqual(expect.arrayContaining([75_000, 85_000, 3_000]));
  expect(figures.filter((n) => n === 88_000 || n === 78_000)).toEqual([]);
});

test("C5: both sessions are scheduled days without an hour; the employer named the first alone", () => {
  for (const id of ["session-2023-10-12", "session-2023-10-13"]) {
    const session = milestone(id, oct11);
    expect(session).toMatchObject({ status: "scheduled", when: { type: "day" }, places: [] });
    expect(session.statements.some((s) => s.report.speaker === "employer")).toBe(id === "session-2023-10-12");
  }
});

test("C6: notice was given on a day that nobody stated, and the strike stayed conditional", () => {
  expect(at(oct7).milestones.has("strike-notice-second")).toBe(false);
  expect(milestone("strike-notice-second", oct11)).toMatchObject({ status: "occurred", when: { type: "tbd" } });
  expect(milestone("strike-coalition-second", oct11).condition?.unless).toBe("tentative-agreement-coalition");
});

test("C8: two contracts, of two units, on two days", () => {
  const contracts = [...at(oct11).milestones.values()].filter((m) => m.kind === "contract-expiration");
  expect(contracts.map((m) => [m.units.join(), m.when.type === "day" && m.when.day.toString()])).toEqual(
    expect.arrayContaining([
      ["coalition", "2023-09-30"],
      ["seattle", "2023-10-31"],
    ]),
  );
  expect(contracts).toHaveLength(2);
});

test("C9: Seattle lies in Washington and was not on strike in October", () => {
  expect(dispute.places.get("seattle")?.within).toBe("washington");
  expect(dispute.units.get("coalition")?.places).not.toContain("washington");
  expect(milestone("strike-coalition-october", oct14).units).toEqual(["coalition"]);
});

test("C10: nurses on strike are the coalition's word, with a caution", () => {
  const nurses = claims("occupations", oct11);
  expect(nurses.map((c) => [c.party, c.caution === null])).toEqual([["union", false]]);
});

test("C11: an undated article has no date, and was stated on a range of days", () => {
  const kiplinger = dispute.reports.filter((r) => r.source.id === "kiplinger");
  expect(kiplinger.every((r) => r.source.published === null)).toBe(true);
  expect(reports.get("oct9-12-sessions")?.statedOn).toEqual({ from: day("2023-10-09"), to: day("2023-10-12") });
  const thisWeek = claims("who-staffs", oct11).find((c) => /this week/.test(english(c.text)));
  expect(english(thisWeek?.caution ?? null)).toMatch(/undated/);
});

test("C12: what lies outside the two articles was known from October 13 on; D.C. had an end of its own", () => {
  const outside = (r: Report) => r.source.id !== "article-oct-6" && r.source.id !== "kiplinger";
  expect(at("2023-10-13T06:59Z").reports.filter(outside)).toEqual([]);
  expect(milestone("strike-virginia-dc-october", oct14).when).toMatchObject({
    zone: "America/New_York",
    to: Temporal.PlainDateTime.from("2023-10-05T06:00"),
  });
  expect(milestone("contract-expiration-mid-atlantic", oct14).when).toMatchObject({ day: day("2023-12-15") });
});

test("October 14: the sessions have passed without an outcome, the agreement voided the second strike, Seattle's stands", () => {
  expect(statusAt(milestone("session-2023-10-13", oct14), instant(oct14))).toBe("passed");
  expect(milestone("tentative-agreement-coalition", oct14).status).toBe("occurred");
  expect(milestone("strike-coalition-second", oct14)).toMatchObject({ status: "superseded", voidedBy: "tentative-agreement-coalition" });
  expect(milestone("strike-seattle", oct14).status).toBe("possible");
  expect(milestone("strike-seattle", "2023-10-31T12:00Z").status).toBe("cancelled");
});
