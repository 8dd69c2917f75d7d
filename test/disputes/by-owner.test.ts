import fc from "fast-check";
import { expect, test } from "vitest";
import { byOwner } from "../../src/disputes/by-owner.ts";
import type { History } from "../../src/disputes/fold.ts";
import { isNear, maySee, type Workspace } from "../../src/disputes/owner.ts";
import type { Dispute } from "../../src/disputes/report.ts";

const workspaces: fc.Arbitrary<Workspace> = fc.record({
  platform: fc.constantFrom("slack" as const, "discord" as const, "web" as const),
  workspace: fc.constantFrom("T1", "t1", "T", "local", "__proto__"),
});
const owners: fc.Arbitrary<Dispute["owner"]> = fc.oneof(
  fc.constant("everyone" as const),
  fc.record({ workspace: workspaces.map(({ platform, workspace }) => `${platform}/${workspace}`), shared: fc.boolean() }),
);
const historyOf = (owner: Dispute["owner"]): History => ({ dispute: { owner } }) as History;

test("the same disputes in the same order as looking through all of them", () => {
  fc.assert(
    fc.property(fc.array(owners, { maxLength: 30 }), workspaces, workspaces, (all, by, also) => {
      const histories = all.map(historyOf);
      const index = byOwner(histories);
      const indexesOf = (found: readonly History[]): number[] => found.map((each) => histories.indexOf(each));
      expect(indexesOf(index.visibleTo(by))).toEqual(indexesOf(histories.filter(({ dispute }) => maySee(dispute, by))));
      expect(indexesOf(index.nearTo(by))).toEqual(indexesOf(histories.filter(({ dispute }) => isNear(dispute, by))));
      const nearBoth = histories.filter(({ dispute }) => isNear(dispute, by) || isNear(dispute, also));
      expect(indexesOf(index.nearTo(by, also))).toEqual(indexesOf(nearBoth));
    }),
    { numRuns: 1000 },
  );
});

test("what strangers keep is not looked at again", () => {
  let looks = 0;
  const strangers = Array.from({ length: 100 }, (_, n) => ({
    get dispute(): Dispute {
      looks++;
      return historyOf({ workspace: `slack/S${n}`, shared: false }).dispute;
    },
  })) as unknown as History[];
  const own = historyOf({ workspace: "slack/T1", shared: false });
  const index = byOwner([...strangers, own]);
  looks = 0;
  expect(index.visibleTo({ platform: "slack", workspace: "T1" })).toEqual([own]);
  expect(index.nearTo({ platform: "slack", workspace: "T2" })).toEqual([]);
  expect(looks).toBe(0);
});
