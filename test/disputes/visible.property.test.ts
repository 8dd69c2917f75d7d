import fc from "fast-check";
import { expect, test } from "vitest";
import type { History } from "../../src/disputes/fold.ts";
import { maySee } from "../../src/disputes/owner.ts";
import { visibility } from "../../src/disputes/visible.ts";
import { quickDispute } from "../helpers/dispute.ts";

const plain = quickDispute([]);
const workspaces = ["T1", "T2", "T3"];
const owner = fc.oneof(
  fc.constant("everyone" as const),
  fc.record({ workspace: fc.constantFrom(...workspaces.map((id) => `slack/${id}`)), shared: fc.boolean() }),
);

test("every workspace sees what it may see, and nothing else, in the order it was given", () => {
  fc.assert(
    fc.property(fc.array(owner), (owners) => {
      const all = owners.map((owner): History => ({ ...plain, dispute: { ...plain.dispute, owner } }));
      const visibleTo = visibility(all);
      for (const workspace of [...workspaces, "T9"]) {
        const by = { platform: "slack", workspace } as const;
        const seen = visibleTo(by);
        expect(seen.map((each) => all.indexOf(each))).toEqual([...all.keys()].filter((n) => maySee(all[n]?.dispute ?? plain.dispute, by)));
      }
    }),
  );
});
