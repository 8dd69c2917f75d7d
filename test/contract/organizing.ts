import { beforeEach, describe, expect, it } from "vitest";
import type { Draft, OrganizingStore } from "../../src/disputes/drafts.ts";
import type { Entry, Person } from "../../src/disputes/entered.ts";
import { disputeFile } from "../../src/disputes/schema.ts";

const maya: Person = { platform: "slack", workspace: "T1", user: "U1" };
const noor: Person = { platform: "discord", workspace: "1", user: "2" };
const at = (moment: string): Temporal.Instant => Temporal.Instant.from(moment);

const fragment: Draft["fragment"] = {
  report: {
    ...{ id: "moved", statedOn: "2023-10-10", speaker: "organizer", source: "chat", quote: 'It\'s "moved" — ¡sí!' },
    ...{ asserts: [{ milestone: "session", when: { at: "2023-10-13T10:00" } }], retracts: [], supersedes: [] },
  },
  source: { id: "chat", title: "Chat", publisher: null, url: null, published: null },
};
const draft = (id: string, more: Partial<Draft> = {}): Draft => ({
  ...{ id, dispute: "d", fragment, basis: { session: 1 }, author: maya, approvals: [], rebased: false, state: "open" },
  ...{ createdAt: at("2023-10-10T16:00Z"), expiresAt: at("2023-10-11T16:00Z") },
  ...more,
});
const entry = (report = "moved"): Entry => ({
  ...fragment,
  ...{ report: { ...fragment.report, id: report }, dispute: "d", recordedAt: at("2023-10-10T16:01:00.123Z"), author: maya },
});
const file = disputeFile.parse({
  ...{ id: "own-1", title: "Own", zone: "UTC", owner: { workspace: "slack/T1" }, sources: [], reports: [] },
  parties: { union: { name: "U", short: "U" }, employer: { name: "E", short: "E" } },
});

/** What every engine keeps of organizers' work alike. @param open an empty store. */
export function organizingContract(name: string, open: () => Promise<OrganizingStore>): void {
  describe(name, () => {
    let store: OrganizingStore;
    beforeEach(async () => {
      store = await open();
    });

    it("gives a draft back as it was, and only open ones that are not over, the newest first", async () => {
      await store.keep(draft("a"));
      await store.keep(draft("b", { author: null, createdAt: at("2023-10-10T17:00Z") }));
      await store.keep(draft("c", { dispute: "other" }));
      await store.keep(draft("e", { expiresAt: at("2023-10-10T17:00Z") }));
      expect(await store.draft("a")).toEqual(draft("a"));
      expect(await store.draft("nothing")).toBeUndefined();
      expect((await store.open(["d"], at("2023-10-10T18:00Z"))).map(({ id }) => id)).toEqual(["b", "a"]);
    });

    it("counts each person's approval once; a new basis takes them all back", async () => {
      await store.keep(draft("a"));
      await Promise.all([
        store.approve("a", maya, { session: 1 }),
        store.approve("a", maya, { session: 1 }),
        store.approve("a", noor, { session: 1 }),
      ]);
      expect((await store.draft("a"))?.approvals).toHaveLength(2);
      await store.rebase("a", { session: 2 });
      expect(await store.approve("a", maya, { session: 1 })).toBeUndefined();
      expect(await store.draft("a")).toEqual(draft("a", { basis: { session: 2 }, rebased: true }));
    });

    it("takes no approval of what is sent or discarded", async () => {
      await store.keep(draft("a"));
      expect([await store.discard("a"), await store.discard("a")]).toEqual([true, false]);
      expect(await store.approve("a", maya, { session: 1 })).toBeUndefined();
      expect(await store.enter("a", entry(), 0)).toBe(false);
      expect(await store.since(-1)).toEqual({ version: 0, disputes: [], entries: [] });
    });

    it("enters a report once, whole, and only if nothing came between", async () => {
      for (const id of ["a", "b"]) await store.keep(draft(id));
      const { version } = await store.since(-1);
      expect(await store.enter("a", entry(), version)).toBe(true);
      expect(await store.enter("b", entry("second"), version)).toBe(false);
      expect((await store.draft("b"))?.state).toBe("open");
      expect(await store.since(version)).toEqual({ version: version + 1, disputes: [], entries: [entry()] });
      expect(await store.since(version + 1)).toEqual({ version: version + 1, disputes: [], entries: [] });
      expect(await store.enter("a", entry("third"), version + 1)).toBe(false);
      expect((await store.since(-1)).version).toBe(version + 1);
    });

    it("of many at once, one is entered", async () => {
      const ids = ["a", "b", "c", "e", "f"];
      for (const id of ids) await store.keep(draft(id));
      const entered = await Promise.all(ids.map((id) => store.enter(id, entry(`report-${id}`), 0)));
      expect(entered.filter(Boolean)).toHaveLength(1);
      expect((await store.since(0)).entries).toHaveLength(1);
    });

    it("keeps organizers once each; one that is removed takes what they agreed to along", async () => {
      const when = at("2023-10-10T16:00Z");
      expect(await store.addOrganizer({ ...noor, everyones: false }, when)).toBe(true);
      expect(await store.addOrganizer({ ...noor, everyones: false }, when)).toBe(false);
      expect(await store.addOrganizer({ ...noor, everyones: true }, when)).toBe(true);
      expect(await store.organizers()).toEqual([{ ...noor, everyones: true }]);
      await store.keep(draft("a"));
      await store.approve("a", { ...noor, workspace: "dm:2" }, { session: 1 });
      await store.approve("a", maya, { session: 1 });
      expect([await store.removeOrganizer(noor), await store.removeOrganizer(noor)]).toEqual([true, false]);
      expect((await store.draft("a"))?.approvals).toEqual([maya]);
      expect((await store.since(-1)).version).toBeGreaterThan(0);
    });

    it("tells of a dispute when it is made and when it changes", async () => {
      expect(await store.putDispute(file, 0)).toBe(true);
      const first = await store.since(0);
      expect(first.disputes).toEqual([file]);
      expect(await store.putDispute({ ...file, approvals: 1 }, 0)).toBe(false);
      expect(await store.putDispute({ ...file, approvals: 2 }, first.version)).toBe(true);
      expect((await store.since(first.version)).disputes).toEqual([{ ...file, approvals: 2 }]);
      expect((await store.since(-1)).disputes).toHaveLength(1);
    });
  });
}
