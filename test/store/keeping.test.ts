import { beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../src/core/outbox.ts";
import { startHousekeeping } from "../../src/housekeeping.ts";
import { sqlInbox } from "../../src/store/inbox.ts";
import { sweep } from "../../src/store/keeping.ts";
import { openKeyv } from "../../src/store/keyv.ts";
import { migrate } from "../../src/store/migrations.ts";
import { sqlOutbox } from "../../src/store/outbox.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { channel, lead, subscription, t0 } from "../contract/outbox.ts";
import { freshMemory, freshServer } from "../helpers/database.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { setClock } from "../helpers/season.ts";

const minute = Temporal.Duration.from({ minutes: 1 });
const inDays = (days: number): Temporal.Instant => t0.add({ minutes: Math.round(24 * 60 * days) });
const delivered: Outcome = { state: "delivered", messageId: "m", late: false, uncertain: false };
const skipped: Outcome = { state: "skipped", reason: "over" };
const retrying: Outcome = { state: "retrying", reason: "later", nextAt: t0.add({ minutes: 5 }), uncertain: false };

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

describe.each([
  ["embedded", once(freshMemory)],
  ["server", once(freshServer)],
])("keeping, %s", (_, open) => {
  let db: Database;
  beforeEach(async () => {
    ({ db } = await open());
    await db.query("drop schema public cascade; create schema public");
    await migrate(db, migrations);
  });

  /** One reminder of a milestone to so many channels, each settled as said. */
  async function sent(milestone: string, outcomes: readonly Outcome[]): Promise<void> {
    const outbox = sqlOutbox(db);
    for (let i = 0; i < outcomes.length; i++) await sqlSubscriptions(db).put(subscription(channel(`c${i}`)));
    await outbox.record(t0, [lead(milestone)], new Map());
    while (await outbox.fanOut(t0, 1_000, Temporal.Duration.from({ seconds: 0 })));
    const batches = await outbox.claim(t0, minute, () => 1_000);
    for (const [i, batch] of batches.entries()) {
      await outbox.settle(new Map(batch.deliveries.map((d) => [d.key, outcomes[i] as Outcome])), t0);
    }
  }
  const end: Record<string, Temporal.Instant> = { "session-a": inDays(1) };
  const sweepAt = (days: number, signal = new AbortController().signal): Promise<void> =>
    sweep(db, { now: inDays(days), real: inDays(days), days: 90, endOf: (_, milestone) => end[milestone], signal });
  const states = async () => (await db.query<{ state: string }>("select state from deliveries order by state")).map((row) => row.state);
  const counts = () => db.query("select dispute, milestone, state, count from delivery_counts order by state");
  const reminders = async () => (await db.query("select from reminders")).length;

  it("keeps deliveries until their milestone's end lies that far back, then only their number", async () => {
    await sent("session-a", [delivered, delivered, skipped]);
    await sweepAt(90.9);
    expect([await states(), await reminders()]).toEqual([["delivered", "delivered", "skipped"], 1]);
    await sweepAt(91);
    expect([await states(), await reminders()]).toEqual([[], 0]);
    const counted = [
      { dispute: "d", milestone: "session-a", state: "delivered", count: 2 },
      { dispute: "d", milestone: "session-a", state: "skipped", count: 1 },
    ];
    expect(await counts()).toEqual(counted);
    await sweepAt(92);
    expect(await counts()).toEqual(counted);
  });

  it("keeps what was told of a milestone that is still to get its date, for as long as that takes", async () => {
    await sent("session-open", [delivered]);
    const open = { id: "r", statedOn: "2023-10-01", asserts: [{ milestone: "session-open", status: "postponed", when: "2023-10-20" }] };
    const over = { id: "s", statedOn: "2024-06-01", asserts: [{ milestone: "session-open", status: "cancelled" }] };
    const clock = setClock("2024-08-01T12:00-07:00");
    const keep = async (...reports: Parameters<typeof quickDispute>[0]): Promise<void> => {
      const historyOf = () => quickDispute(reports, "d");
      const housekeeping = startHousekeeping({ ...{ db, clock, retentionDays: 90, historyOf }, log: () => {} });
      await housekeeping.run();
      await housekeeping.stop();
    };
    await keep(open);
    expect(await states()).toEqual(["delivered"]);
    await keep(open, over);
    expect(await states()).toEqual([]);
  });

  it("counts from settling where the milestone has no end", async () => {
    await sent("session-tbd", [delivered]);
    await sweepAt(89.9);
    expect(await states()).toEqual(["delivered"]);
    await sweepAt(90);
    expect(await states()).toEqual([]);
  });

  it("keeps what was settled lately, however long ago its milestone was", async () => {
    end["session-old"] = inDays(-200);
    await sent("session-old", [delivered]);
    await sweepAt(80);
    expect(await states()).toEqual(["delivered"]);
  });

  it("never takes what is not settled, nor what is not fanned out", async () => {
    await sent("session-a", [delivered, retrying]);
    await sqlOutbox(db).record(t0, [lead("session-b")], new Map());
    await sweepAt(1_000);
    expect([await states(), await reminders()]).toEqual([["retrying"], 2]);
  });

  it("adds to the counts, and does more than a page of deliveries", async () => {
    await sent("session-a", [delivered]);
    await db.query(
      `insert into deliveries (key, reminder, subscription, platform, workspace, conversation, state, next_at, settled_at)
       select 'more ' || i, r.key, i, 'web', 'local', 'more', 'delivered', $1::timestamptz, $1::timestamptz
       from reminders r, generate_series(1, 2500) i`,
      [t0],
    );
    await Promise.all([sweepAt(91), sweepAt(91)]);
    expect(await counts()).toEqual([{ dispute: "d", milestone: "session-a", state: "delivered", count: 2_501 }]);
    await sent("session-a", [skipped]);
    await sweepAt(91);
    expect((await counts()).map((row) => [row.state, row.count])).toEqual([
      ["delivered", 2_501],
      ["skipped", 1],
    ]);
  });

  it("breaks off when it is told to, and goes on the next time", async () => {
    await sent("session-a", [delivered]);
    await sweepAt(91, AbortSignal.abort());
    expect(await states()).toEqual(["delivered"]);
    await sweepAt(91);
    expect(await states()).toEqual([]);
  });

  it("takes old console messages, values that expired and rules that nobody uses", async () => {
    const [inbox, keyv] = [sqlInbox(db), openKeyv<string>(db, "cache")];
    await inbox.add("old", "console", { blocks: [], text: "" } as never, null, t0);
    await inbox.add("young", "console", { blocks: [], text: "" } as never, null, inDays(50));
    await keyv.set("short", "x", 1);
    await keyv.set("long", "x");
    const subscriptions = sqlSubscriptions(db);
    await subscriptions.put(subscription(channel("c")));
    await subscriptions.put(subscription(channel("c"), { rule: { leads: null, hour: "10:00", zone: "UTC" } }));
    await sweep(db, {
      ...{ now: inDays(90), real: Temporal.Now.instant().add({ hours: 1 }), days: 90 },
      ...{ endOf: () => undefined, signal: new AbortController().signal },
    });
    expect([await inbox.find("old"), await inbox.find("young")]).toEqual([undefined, expect.any(String)]);
    expect(await db.query("select key from keyv")).toHaveLength(1);
    expect(await db.query("select hour from rules")).toEqual([{ hour: "10:00" }]);
  });

  it("someone who subscribes with a rule as it is removed is subscribed", async () => {
    const subscriptions = sqlSubscriptions(db);
    for (let round = 0; round < 20; round++) {
      await subscriptions.put(subscription(channel("c"), { rule: { leads: null, hour: "10:00", zone: "UTC" } }));
      await subscriptions.end(channel("c"));
      const again = subscription(channel("c"), { rule: { leads: null, hour: "10:00", zone: "UTC" } });
      await Promise.all([sweepAt(0), subscriptions.put(again)]);
      expect(await subscriptions.list(channel("c"))).toHaveLength(1);
    }
  });

  it("the nightly run takes milestones' ends from the disputes, and leaves the database tidy", async () => {
    await sent("session-a", [delivered]);
    const report = { id: "r", statedOn: "2023-10-01", asserts: [{ milestone: "session-a", status: "scheduled", when: "2023-10-20" }] };
    const clock = setClock("2024-01-18T22:59-08:00");
    const problems: unknown[] = [];
    const housekeeping = startHousekeeping({
      ...{ db, clock, retentionDays: 90, historyOf: (id) => (id === "d" ? quickDispute([report], "d") : undefined) },
      log: (message) => problems.push(message),
    });
    await housekeeping.run();
    expect(await states()).toEqual(["delivered"]);
    clock.set("2024-01-18T23:01-08:00");
    await housekeeping.run();
    expect([await states(), problems]).toEqual([[], []]);
    await housekeeping.stop();
  });
});
