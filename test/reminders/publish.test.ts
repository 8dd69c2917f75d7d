import { beforeEach, expect, it } from "vitest";
import type { Publications } from "../../src/core/outbox.ts";
import type { PostOutcome, Subscriptions, Target } from "../../src/core/ports.ts";
import { text as inline, paragraph, type Reply, reply } from "../../src/core/reply.ts";
import { createPublisher, type Publisher } from "../../src/reminders/publish.ts";
import { migrate } from "../../src/store/migrations.ts";
import { sqlOutbox } from "../../src/store/outbox.ts";
import { sqlPublications, sweepPublications } from "../../src/store/publications.ts";
import { migrations } from "../../src/store/schema.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { channel, lead, subscription, t0 } from "../contract/outbox.ts";
import { freshMemory } from "../helpers/database.ts";
import { type ScriptedMessenger, type SetClock, scriptedMessenger, setClock } from "../helpers/season.ts";

const { db } = await freshMemory();
const outbox = sqlOutbox(db);
let publications: Publications;
let subscriptions: Subscriptions;
let clock: SetClock;
let messenger: ScriptedMessenger;
let published: string[];
let script: PostOutcome[];
let logged: string[];
let leads: boolean;
let publisher: Publisher;

beforeEach(async () => {
  await db.query("drop schema public cascade; create schema public");
  await migrate(db, migrations);
  [publications, subscriptions, clock, messenger] = [
    sqlPublications(db),
    sqlSubscriptions(db),
    setClock(t0.toString()),
    scriptedMessenger(),
  ];
  [published, script, logged, leads] = [[], [], [], true];
  publisher = start();
});

/** As a process that begins anew has it. */
const start = (): Publisher =>
  createPublisher({
    ...{ publications, clock, lead: { held: () => leads }, log: (message) => void logged.push(message) },
    messengerOf: () => ({
      ...messenger,
      async publish({ conversation }, messageId) {
        const outcome = script.shift() ?? { outcome: "delivered", messageId };
        if (outcome.outcome === "delivered") published.push(`${conversation} ${messageId}`);
        return outcome;
      },
    }),
  });

/** So many messages are delivered to a channel, as the worker records them. */
async function delivered(target: Target, count: number, first = 0): Promise<void> {
  const all = Array.from({ length: count }, (_, n) => lead(`session-${target.conversation}-${first + n}`));
  await outbox.record(t0, all, new Map());
  while (await outbox.fanOut(clock.real(), 100, Temporal.Duration.from({ seconds: 0 })));
  const keys = await db.query<{ key: string }>("select key from deliveries where conversation = $1 and state = 'due' order by key", [
    target.conversation,
  ]);
  for (const [n, { key }] of keys.entries())
    await outbox.settle(new Map([[key, { state: "delivered", messageId: `m${first + n}`, late: false, uncertain: false }]]), clock.real());
}
const follows = (target: Target, publish = true) => subscriptions.put(subscription(target, { publish }));
const later = async (span: Temporal.DurationLike): Promise<void> => {
  clock.set(clock.real().add(span));
  await publisher.pump();
};
const [news, other] = [channel("news"), channel("other")];

it("what was delivered is published once where its subscription wants it, and nowhere else", async () => {
  await follows(news);
  await follows(other, false);
  await delivered(news, 2);
  await delivered(other, 0);
  await publisher.pump();
  await later({ minutes: 1 });
  expect(published).toEqual(["news m0", "news m1"]);
  expect(await db.query("select from deliveries where conversation = 'other' and state = 'delivered'")).toHaveLength(2);
  expect(await db.query("select from publications where conversation = 'other'")).toEqual([]);
});

it("ten of a channel in an hour, however often the process begins anew; the rest wait, and keep nobody else", async () => {
  await follows(news);
  await delivered(news, 23);
  await publisher.pump();
  expect(published).toHaveLength(10);
  await follows(other);
  await delivered(other, 1, 30);
  publisher = start();
  await later({ minutes: 59 });
  expect(published.slice(10)).toEqual(["other m30"]);
  await later({ minutes: 3 });
  expect(published).toHaveLength(21);
  await later({ minutes: 62 });
  expect(new Set(published).size).toBe(24);
});

it("a limit that the platform names is waited for by all of its channel, and one that is not answered is tried again", async () => {
  await follows(news);
  await delivered(news, 2);
  script.push({ outcome: "retry", reason: "429", afterSeconds: 1_800 });
  await publisher.pump();
  expect(published).toEqual([]);
  await later({ minutes: 29 });
  expect(published).toEqual([]);
  script.push({ outcome: "uncertain", reason: "500" });
  await later({ minutes: 2 });
  await later({ seconds: 10 });
  expect(published).toHaveLength(2);
});

it("what can never be published is dropped and logged; what is a day old is no news any more", async () => {
  await follows(news);
  await delivered(news, 2);
  script.push({ outcome: "failed", reason: "50024" }, { outcome: "retry", reason: "429", afterSeconds: 86_400 });
  await publisher.pump();
  expect(logged).toEqual(["A message could not be published, or its edit not be made"]);
  await later({ hours: 25 });
  expect(published).toEqual([]);
  await sweepPublications(db, clock.real());
  expect(await db.query("select from publications")).toEqual([]);
});

it("waits where the subscription ended, is paused, or wants it no more; and in a process that does not post", async () => {
  await follows(news);
  await delivered(news, 1);
  leads = false;
  await publisher.pump();
  leads = true;
  await follows(news, false);
  await publisher.pump();
  await follows(news);
  await subscriptions.pause(news, "no", clock.real());
  await publisher.pump();
  expect(published).toEqual([]);
  await subscriptions.end(news);
  await publisher.pump();
  expect(published).toEqual([]);
});

it("an edit that was put off is made when its time has come, as it reads last, and not where a later one was made", async () => {
  const words = (value: string): Reply => reply(paragraph(inline(value)));
  const edit = (value: string) => ({ messageId: "m1", key: "k", reply: words(value) });
  await outbox.postpone(news, edit("Thursday"), clock.real().add({ minutes: 5 }));
  await outbox.postpone(news, edit("Friday"), clock.real().add({ minutes: 10 }));
  await later({ minutes: 6 });
  expect(messenger.edits).toEqual([]);
  await later({ minutes: 5 });
  expect(messenger.edits).toMatchObject([{ messageId: "m1", text: "Friday" }]);
  await outbox.postpone(news, edit("Saturday"), clock.real());
  await outbox.edited(news, "m1");
  await later({ minutes: 1 });
  expect(messenger.edits).toHaveLength(1);
});

it("a database that is away is the caller's to try again, and nothing is forgotten", async () => {
  await follows(news);
  await delivered(news, 1);
  const away: Publications = { ...publications, due: () => Promise.reject(new Error("away")) };
  const there = publications;
  publications = away;
  await expect(start().pump()).rejects.toThrow("away");
  publications = there;
  await start().pump();
  expect(published).toEqual(["news m0"]);
});
