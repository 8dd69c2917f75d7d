import type { Clock } from "../../src/core/clock.ts";
import type { Outbox } from "../../src/core/outbox.ts";
import type { Message, Messenger, Platform, PostOutcome, Subscriptions } from "../../src/core/ports.ts";
import type { Reply } from "../../src/core/reply.ts";
import type { History } from "../../src/disputes/fold.ts";
import { guarded } from "../../src/reminders/guarded.ts";
import { createLimiter, type Limiter } from "../../src/reminders/limits.ts";
import { createTicker } from "../../src/reminders/tick.ts";
import { createWorker } from "../../src/reminders/worker.ts";
import { migrate } from "../../src/store/migrations.ts";
import { sqlOutbox } from "../../src/store/outbox.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { freshMemory } from "./database.ts";

/** A clock that stands still until it is set. */
export interface SetClock extends Clock {
  set(moment: string | Temporal.Instant): void;
}

export function setClock(start: string): SetClock {
  let now = Temporal.Instant.from(start);
  return { now: () => now, real: () => now, speed: 1, set: (moment) => (now = Temporal.Instant.from(moment)) };
}

/** A platform that does as told: the outcomes given, one a post, then delivers. `arrives` says whether a failed post came through. */
export interface ScriptedMessenger extends Messenger {
  posted: Message[];
  /** By the id of the message edited or replied under. */
  edits: { messageId: string; text: string; reply: Reply }[];
  replies: { under: string; key: string }[];
  script: ({ outcome: PostOutcome; arrives: boolean } | Error)[];
  /** Outcomes of the next edits; then they succeed. */
  editScript: PostOutcome[];
}

export function scriptedMessenger(): ScriptedMessenger {
  const posted: Message[] = [];
  const edits: ScriptedMessenger["edits"] = [];
  const replies: ScriptedMessenger["replies"] = [];
  const script: ScriptedMessenger["script"] = [];
  const editScript: PostOutcome[] = [];
  const id = (key: string): string | undefined => (posted.some((m) => m.key === key) ? `id of ${key}` : undefined);
  const post = async (message: Message): Promise<PostOutcome> => {
    const step = script.shift();
    if (step instanceof Error) throw step;
    if (!step || step.arrives) posted.push(message);
    return step?.outcome ?? { outcome: "delivered", messageId: id(message.key) ?? "" };
  };
  return {
    platform: "web",
    posted,
    script,
    post,
    find: async (_, key) => id(key),
    edits,
    replies,
    edit: async (_, messageId, reply) => {
      const step = editScript.shift();
      if (step) return step;
      edits.push({ messageId, text: reply.text, reply });
      return { outcome: "delivered", messageId };
    },
    reply: (under, message) => {
      replies.push({ under, key: message.key });
      return post(message);
    },
    editScript,
  };
}

export interface Season {
  db: Database;
  clock: SetClock;
  messenger: ScriptedMessenger;
  limiter: Limiter;
  /** As the worker has it: what is replaced here is replaced there. */
  outbox: Outbox;
  logged: string[];
  /** Whether this process is the one that posts. */
  lead: { leads: boolean };
  /** Set to begin nothing more. */
  stopping: boolean;
  subscriptions: Subscriptions;
  /** Replaced to bring news. */
  histories: History[];
  /** Milliseconds that really went by; unset: as many as the clock says. */
  elapsedMs?: () => number;
  /** Sets the clock and plans; nothing is sent. */
  tick(moment: string): Promise<void>;
  /** Sends what is due. */
  drain(): Promise<void>;
  /** Sets the clock, plans and delivers. */
  at(moment: string): Promise<void>;
  outcomes(): Promise<{ milestone: string; lead: string | null; state: string; late: boolean; reason: string | null }[]>;
}

let shared: Promise<{ db: Database }> | undefined;

/** The whole reminder path on a real database, with a clock and a platform that do as told. */
export async function season(start: string, histories: History[], gatherSeconds = 0): Promise<Season> {
  shared ??= freshMemory();
  const { db: database } = await shared;
  // One engine a test file, emptied for each season: starting one takes longer than a season.
  await database.query("drop schema public cascade; create schema public");
  await migrate(database, migrations);
  const [clock, messenger, outbox] = [setClock(start), scriptedMessenger(), sqlOutbox(database)];
  const all: Season = {
    db: database,
    clock,
    messenger,
    outbox,
    limiter: createLimiter(),
    logged: [],
    stopping: false,
    lead: { leads: true },
    subscriptions: sqlSubscriptions(database),
    histories,
    async tick(moment) {
      clock.set(moment);
      await ticker.tick();
    },
    async drain() {
      await worker.drain();
    },
    async at(moment) {
      clock.set(moment);
      await ticker.tick();
      await worker.drain();
    },
    outcomes: () =>
      database.query(
        `select m.milestone, m.lead, d.state, d.late, d.reason from deliveries d join reminders m on m.key = d.reminder order by m.due_at, d.key`,
      ),
  };
  const log = (message: string): void => void all.logged.push(message);
  const worker = createWorker({
    ...{ outbox, clock, limiter: all.limiter, subscriptions: all.subscriptions, log, random: () => 0.5 },
    historyOf: (id) => all.histories.find((h) => h.dispute.id === id),
    messengerOf: (platform) => guardedBy(platform),
    stopping: () => all.stopping || ticker.doubts(),
    ...{
      lead: { hold: async () => all.lead.leads, held: () => all.lead.leads, close: async () => {} },
      takeOverAfterMs: 0,
      quietMs: 0,
      retryMs: 2_000,
    },
  });
  const guards = new Map<Platform, Messenger>();
  // Waiting for a turn lets time pass, and nothing else does.
  const sleep = async (ms: number): Promise<void> => clock.set(clock.real().add({ milliseconds: Math.ceil(ms) }));
  function guardedBy(platform: Platform): Messenger {
    const guard = guards.get(platform) ?? guarded(messenger, { limiter: all.limiter, clock, sleep, mayCall: () => true });
    guards.set(platform, guard);
    return guard;
  }
  const ticker = createTicker({
    histories: () => all.histories,
    ...{ outbox, clock, log, elapsedMs: () => all.elapsedMs?.() ?? clock.real().epochMilliseconds },
    gather: Temporal.Duration.from({ seconds: gatherSeconds }),
  });
  return all;
}
