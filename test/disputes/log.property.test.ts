import fc from "fast-check";
import { expect, test } from "vitest";
import { retractedIds } from "../../src/disputes/log.ts";
import type { Report } from "../../src/disputes/report.ts";
import { report } from "../helpers/reports.ts";

const idOf = (n: number): string => `r${n}`;
const numbers = fc.nat({ max: 7 });
const anyRetractions = fc
  .array(fc.uniqueArray(numbers, { maxLength: 3 }), { maxLength: 8 })
  .map((all) => all.map((retracts, n) => report({ id: idOf(n), statedOn: "2023-10-09", retracts: retracts.map(idOf) })));

/** As it is said: retracted by a report that nobody takes back, whoever asks already apart. */
function isRetracted(id: string, log: readonly Report[], asking: readonly string[] = [id]): boolean {
  const by = log.filter((r) => r.retracts.includes(id) && !asking.includes(r.id));
  return by.some((r) => !isRetracted(r.id, log, [...asking, r.id]));
}

const isOneWay = (log: readonly Report[]): boolean => log.every((r, n) => r.retracts.every((id) => Number(id.slice(1)) < n));

test("what is retracted is what a report takes back that is not itself taken back", () => {
  fc.assert(
    fc.property(anyRetractions, (any) => {
      // A report can only take back what was there: in a circle, which no log should have, it is enough that it ends.
      const log = isOneWay(any) ? any : any.map((r, n) => ({ ...r, retracts: r.retracts.filter((id) => Number(id.slice(1)) < n) }));
      expect([...retractedIds(log)].sort()).toEqual(
        [...new Set(log.flatMap((r) => r.retracts))].filter((id) => isRetracted(id, log)).sort(),
      );
      retractedIds(any);
    }),
  );
});

test("a chain may be as long as it likes", () => {
  const chain = Array.from({ length: 50_001 }, (_, n) =>
    report({ id: idOf(n), statedOn: "2023-10-09", retracts: n > 0 ? [idOf(n - 1)] : [] }),
  );
  const gone = retractedIds(chain);
  expect([gone.size, gone.has(idOf(49_999)), gone.has(idOf(49_998))]).toEqual([25_000, true, false]);
});
