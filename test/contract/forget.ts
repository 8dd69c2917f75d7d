import { beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../src/core/outbox.ts";
import { type Forgetting, type Person, type Preferences, type Target, targetKey } from "../../src/core/ports.ts";
import { sqlForgetting } from "../../src/store/forget.ts";
import { openKeyv } from "../../src/store/keyv.ts";
import { sqlOutbox } from "../../src/store/outbox.ts";
import { sqlPreferences } from "../../src/store/preferences.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { sqlTold } from "../../src/store/told.ts";
import { lead, subscription, t0 } from "./outbox.ts";

const slack = (conversation: string, workspace = "T1"): Target => ({ platform: "slack", workspace, conversation });
const [dm, channel] = [slack("D1"), slack("C1")];
const ana: Person = { platform: "slack", workspace: "T1", user: "U1" };
const none = { subscriptions: 0, messages: 0, preferences: 0, questions: 0, anonymised: 0 };
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
      const kept = { subscriptions: 1, messages: 2, preferences: 1, questions: 1, anonymised: 1 };
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
      expect(await forgetting.forget({ ...ana, direct: "D1" })).toEqual({ ...none, messages: 1, preferences: 1 });
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
      for (let round = 0; round < 10; round++) {
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
      await sqlForgetting(db, preferences.drop).forget({ ...ana, direct: "D1" });
      expect(await preferences.get(dm)).toEqual({});
      expect(await openKeyv<Preferences>(db, "preferences").get(targetKey(dm))).toBeUndefined();
    });
  });
}
