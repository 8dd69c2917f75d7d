import { expect, inject, it } from "vitest";
import { chaos } from "./chaos.ts";

const nothingWrong = {
  ...{ lost: [], unexpected: [], duplicated: [], wronglyAddressed: [], outOfOrder: [], imagined: [], late: [], uncorrected: [] },
  limited: 0,
};

it("killed 20 times in October, with a faulty platform, it sends everything, once", async () => {
  const report = await chaos({
    ...{ engine: "embedded", template: inject("template"), seed: 7, kills: 20, processes: 1, looksBack: true, limit: 500 },
    ...{ subscriptions: 60, workspaces: 6, milestones: 2, edits: 3, killsOnly: true },
  });
  expect(report).toMatchObject(nothingWrong);
  expect(report.troubles.SIGKILL).toBe(20);
  expect(report.expected).toBeGreaterThan(300);
  expect(new Set(report.codes)).toEqual(new Set([0]));
}, 180_000);
