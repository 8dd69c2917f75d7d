import { beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../src/core/outbox.ts";
import { type Forgetting, type Person, type Preferences, type Target, targetKey } from "../../src/core/ports.ts";
import { sqlForgetting } from "../../src/store/forget.ts";
import { openKeyv } from "../../src/store/keyv.ts";
import { sqlOrganizing } from "../../src/store/organizing.ts";
import { sqlOutbox } from "../../src/store/outbox.ts";
import { sqlPreferences } from "../../src/store/preferences.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { sqlTold } from "../../src/store/told.ts";
import { lead, subscription, t0 } from "./outbox.ts";

const slack = (conversation: string, workspace = "T1"): Target => ({ platform: "slack", workspace, conversation });
const [dm, channel] = [slack("D1"), slack("C1")];
const ana: Person = { platform: "slack", workspace: "T1", user: "U1" };
const none = {
  ...{ subscriptions: 0, messages: 0, preferences: 0, questions: 0 },
  ...{ roles: 0, anonymised: 0, reports: 0, drafts: 0 },
};
const delivered: Outcome = { state: "delivered", messageId: "m1", late: false, uncertain: false };
const gather = Temporal.Duration.from({ seconds: 0 });
const lease = Temporal.Duration.from({ seconds: 60 });

/** Everybody else: another person's direct message, the same ids in another workspace and on another platform, a channel of others. */
const others: [Target, string, "plain" | "discreet" | null][] = [
  [slack("D2"), "U2", "discreet"],
  [slack("D1", "T2"), "U1", "plain"],
  [{ ...dm, platform: "discord" }, "U1", "plain"],
  [slack("C2"), "U2", null],
  [slack("C3", "T2"), "U1", null],
];

/** What `forget-me` does, and to nobody else. */
export function forgetContract(name: string, open: () => Promise<Database>): void {
  describe(`forgetting on ${name}`, () => {
    let db: Database;
    let forgetting: Forgetting;
    let dropped: string[];
    beforeEach(async () => {
      db = await open();
      dropped = [];
      forgetting = sqlForgetting(db, (keys) => void dropped.push(...keys));
    });

    const outbox = () => sqlOutbox(db);
    const record = (...milestones: string[]) =>
      outbox().record(
        t0,
        milestones.map((each) => lead(each)),
        new Map(),
      );
    const fanOut = async () => {
      while (await outbox().fanOut(t0, 100, gather));
    };
    const claim = () => outbox().claim(t0, lease, () => 50);
    async function sendAll(): Promise<string[]> {
      const batches = await claim();
      for (const { deliveries } of batches) await outbox().settle(new Map(deliveries.map((d) => [d.key, delivered])), t0);
      return batches.filter((b) => b.deliveries.some((d) => d.subscription)).map((b) => targetKey(b.target));
    }
    const subscribe = (target: Target, createdBy: string, direct: "plain" | "discreet" | null = null) =>
      sqlSubscriptions(db).put(subscription(target, { createdBy, direct }));

    /** Every row that names a conversation or a person, as text. */
    async function all(): Promise<string[]> {
      const rows = await Promise.all(
        ["subscriptions", "deliveries", "keyv"].map((t) => db.query<{ row: string }>(`select to_jsonb(t)::text as row from ${t} t`)),
      );
      return rows.flat().map(({ row }) => row);
    }

    async function keepAll(): Promise<void> {
      await subscribe(dm, "U1", "discreet");
      await subscribe(channel, "U1");
      for (const [target, by, direct] of others) await subscribe(target, by, direct);
      const preferences = sqlPreferences(db);
      for (const target of [dm, channel, ...others.map(([target]) => target)]) await preferences.set(target, { lang: "es" });
      for (const who of ["slack/T1/U1", "slack/T1/U2", "slack/T2/U1", "discord/T1/U1", "slack/T1/U12", "slack/T1/xU1"])
        await sqlTold(db).add(`passed/d/session-a > ${who}`, t0);
      await record("session-a", "session-b");
      await fanOut();
      await sendAll();
    }

    it("deletes what is one person's, takes their name off what is not, and touches nobody else's", async () => {
      await keepAll();
      const before = await all();
      const kept = { ...none, subscriptions: 1, messages: 2, preferences: 1, questions: 1, anonymised: 1 };
      expect(await forgetting.look(ana)).toEqual(kept);
      expect(await all()).toEqual(before);
      expect(await forgetting.forget(ana)).toEqual(kept);
      const gone = before.filter((row) => /"slack".*"T1"|slack\/T1\//.test(row) && /"D1"|\/D1"|"U1"|\/U1"/.test(row));
      expect(gone).toHaveLength(6);
      const after = await all();
      expect(after.filter((row) => !before.includes(row))).toEqual([
        expect.stringMatching(/"C1".*"created_by": null|"created_by": null.*"C1"/),
      ]);
      expect(before.filter((row) => !after.includes(row)).toSorted()).toEqual(gone.toSorted());
      expect(dropped).toEqual(["slack/T1/D1"]);
      expect(await forgetting.look(ana)).toEqual(none);
      expect(await forgetting.forget(ana)).toEqual(none);
    });

    it("knows a direct message without a subscription where it is asked there", async () => {
      await subscribe(dm, "U1", "plain");
      await sqlPreferences(db).set(dm, { lang: "es" });
      await record("session-a");
      await fanOut();
      await sendAll();
      await sqlSubscriptions(db).end(dm);
      expect(await forgetting.look(ana)).toEqual(none);
      expect(await forgetting.forget(ana, "D1")).toEqual({ ...none, messages: 1, preferences: 1 });
      expect(await all()).toEqual([]);
    });

    it("what falls due or waits for them is not sent any more, and what a worker had just taken leaves no trace", async () => {
      await subscribe(dm, "U1", "plain");
      await subscribe(slack("D2"), "U2", "plain");
      // Taken, waiting, and not yet fanned out.
      await record("session-a");
      await fanOut();
      const taken = await claim();
      await record("session-b");
      await fanOut();
      await record("session-c");
      expect(await forgetting.forget(ana)).toMatchObject({ subscriptions: 1, messages: 2 });
      await fanOut();
      expect(await sendAll()).toEqual(["slack/T1/D2"]);
      // The worker that had taken it writes what came of it: nothing of them is there again.
      for (const { deliveries } of taken) await outbox().settle(new Map(deliveries.map((d) => [d.key, delivered])), t0);
      expect((await all()).filter((row) => row.includes("D1") || row.includes("U1"))).toEqual([]);
    });

    it("while deliveries are written, none to them is left over", async () => {
      for (let round = 0; round < 25; round++) {
        await subscribe(dm, "U1", "plain");
        await record(`session-${round}`);
        await Promise.all([fanOut(), forgetting.forget(ana), outbox().claim(t0, lease, () => 50)]);
        await fanOut();
        expect(await db.query("select key from deliveries where conversation = 'D1'")).toEqual([]);
      }
    });

    it("whoever is told to go on with a channel's reminders is known again", async () => {
      await subscribe(channel, "U1");
      await forgetting.forget(ana);
      expect(await sqlSubscriptions(db).list(channel)).toMatchObject([{ createdBy: null }]);
      await subscribe(channel, "U2");
      expect(await sqlSubscriptions(db).list(channel)).toMatchObject([{ createdBy: "U2" }]);
    });

    it("what they entered stays without them, in every process, and a role that somebody gave them goes", async () => {
      const store = sqlOrganizing(db);
      const bob: Person = { ...ana, user: "U2" };
      const elsewhere: Person = { ...ana, workspace: "T2" };
      const source = { id: "paper", title: "The paper", publisher: null, url: null, published: null };
      const nothing = { asserts: [], retracts: [], supersedes: [] };
      const report = (id: string) => ({ id, statedOn: "2023-10-01", speaker: "union" as const, source: "paper", ...nothing });
      for (const [n, author] of [ana, bob, elsewhere].entries()) {
        const fragment = { report: report(`r${n}`), source };
        const draft = {
          dispute: "d",
          fragment,
          basis: {},
          author,
          state: "open",
          createdAt: t0,
          expiresAt: t0.add({ hours: 24 }),
        } as const;
        for (const id of [`sent-${n}`, `open-${n}`]) await store.keep({ ...draft, id, approvals: [], rebased: false });
        for (const by of [ana, bob]) await store.approve(`open-${n}`, by, {});
        const { version } = await store.since(-1);
        expect(await store.enter(`sent-${n}`, { ...fragment, dispute: "d", recordedAt: t0, author }, version)).toBe(true);
        await store.addOrganizer({ ...author, everyones: false }, t0);
      }
      const { version } = await store.since(-1);
      const kept = { ...none, roles: 1, reports: 1, drafts: 4 };
      expect(await forgetting.look(ana)).toEqual(kept);
      expect(await forgetting.forget(ana)).toEqual(kept);
      // Whoever looked before learns it by looking again.
      expect((await store.since(version)).entries).toMatchObject([{ report: { id: "r0" }, author: null, recordedAt: t0 }]);
      expect((await store.since(-1)).entries.map((e) => e.author)).toEqual(expect.arrayContaining([null, bob, elsewhere]));
      expect(await store.organizers()).toEqual([elsewhere, bob].map((one) => ({ ...one, everyones: false })));
      const open = await Promise.all([0, 1, 2].map((n) => store.draft(`open-${n}`)));
      expect(open.map((d) => [d?.author, d?.approvals])).toEqual([
        [null, [bob]],
        [bob, [bob]],
        [elsewhere, [bob]],
      ]);
      expect(await forgetting.look(ana)).toEqual(none);
    });

    it("a correction that was put off for their direct message goes too", async () => {
      await subscribe(dm, "U1", "plain");
      for (const conversation of ["D1", "C1"])
        await db.query(
          `insert into publications (platform, workspace, conversation, message_id, kind, reply, created_at, next_at)
           values ('slack', 'T1', $1, 'm', 'edit', '{"text":"Thursday"}', now(), now())`,
          [conversation],
        );
      await forgetting.forget(ana);
      expect(await db.query("select conversation from publications")).toEqual([{ conversation: "C1" }]);
    });

    it("all of it or nothing", async () => {
      await keepAll();
      const before = await all();
      await db.query("alter table keyv rename to keyv_away");
      await expect(forgetting.forget(ana)).rejects.toMatchObject({ code: "42P01" });
      await db.query("alter table keyv_away rename to keyv");
      expect(await all()).toEqual(before);
    });

    it("what memory has of their choices goes with them", async () => {
      const preferences = sqlPreferences(db);
      await preferences.load();
      await preferences.set(dm, { lang: "es" });
      await sqlForgetting(db, preferences.drop).forget(ana, "D1");
      expect(await preferences.get(dm)).toEqual({});
      expect(await openKeyv<Preferences>(db, "preferences").get(targetKey(dm))).toBeUndefined();
    });
  });
}
