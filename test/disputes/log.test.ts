import fc from "fast-check";
import { expect, test } from "vitest";
import { retractedIds } from "../../src/disputes/log.ts";
import type { Report } from "../../src/disputes/report.ts";
import { report } from "../helpers/reports.ts";

/** Said plainly: what a report takes back that is not itself taken back. */
function plainly(visible: readonly Report[]): Set<string> {
  const isRetracted = (id: string): boolean => visible.some((by) => by.retracts.includes(id) && !isRetracted(by.id));
  return new Set(visible.flatMap((each) => each.retracts).filter(isRetracted));
}

const retracting = (id: string, retracts: readonly string[]): Report => report({ id, statedOn: "2023-10-01", retracts });

/** In any order, some of them not visible. @param reach how many reports, counted from the first, the nth may take back */
const logs = (reach: (n: number, of: number) => number): fc.Arbitrary<Report[]> =>
  fc
    .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
    .map((all) =>
      all.map((picks, n) => {
        const within = reach(n, all.length);
        return retracting(`r${n}`, within === 0 ? [] : picks.map((pick) => `r${pick % within}`));
      }),
    )
    .chain((all) => fc.shuffledSubarray(all));

test("what a standing report takes back is retracted", () => {
  fc.assert(
    fc.property(
      logs((n) => n),
      (visible) => {
        expect([...retractedIds(visible)].sort()).toEqual([...plainly(visible)].sort());
      },
    ),
    { numRuns: 2000 },
  );
});

test("what goes in a circle, which no file may, ends", () => {
  fc.assert(
    fc.property(
      logs((_, of) => of),
      (visible) => {
        const taken = new Set(visible.flatMap((each) => each.retracts));
        expect([...retractedIds(visible)].filter((id) => !taken.has(id))).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
  expect(retractedIds([retracting("self", ["self"])])).toEqual(new Set());
});

const many = 50_000;

test("a chain of any length: each takes back the one before", () => {
  const chain = Array.from({ length: many + 1 }, (_, n) => retracting(`r${n}`, n === 0 ? [] : [`r${n - 1}`]));
  expect(retractedIds(chain)).toEqual(new Set(Array.from({ length: many / 2 }, (_, n) => `r${2 * n + 1}`)));
  expect(retractedIds(chain.slice(0, -1)).has("r0")).toBe(true);
});

test("one report, taken back by very many", () => {
  const all = Array.from({ length: many }, (_, n) => retracting(`r${n}`, n === 0 ? [] : ["r0"]));
  expect(retractedIds(all)).toEqual(new Set(["r0"]));
});
