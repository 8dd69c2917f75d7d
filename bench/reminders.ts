import { rm } from "node:fs/promises";
import { consoleTarget } from "../adapters/web/parts.ts";
import type { Clock } from "../src/core/clock.ts";
import type { Messenger } from "../src/core/ports.ts";
import { createLibrary, noLedger } from "../src/disputes/library.ts";
import { startHeartbeat } from "../src/heartbeat.ts";
import { createLimiter } from "../src/reminders/limits.ts";
import type { Publisher } from "../src/reminders/publish.ts";
import { createTicker } from "../src/reminders/tick.ts";
import { createWorker, type Worker, type WorkerParts } from "../src/reminders/worker.ts";
import { aloneLead } from "../src/store/alone-lead.ts";
import { sqlOutbox } from "../src/store/outbox.ts";
import type { Database } from "../src/store/sql.ts";
import { sqlSubscriptions } from "../src/store/subscriptions.ts";
import { closeServer, type Engine, engines } from "./reminders-database.ts";
import { quantile, tail, timed } from "./statistics.ts";
import type { Row, Suite } from "./suite.ts";

/** Nothing of the dispute is due at noon; at nine, the reminder of the day before. */
const noon = Temporal.Instant.from("2023-10-10T12:00-07:00");
const due = Temporal.Instant.from("2023-10-11T09:00-07:00");
/** By then a dozen milestones have news, one of them reminded of before: for each conversation one edit, and one reply that says it all. */
const changed = Temporal.Instant.from("2023-10-14T12:00-07:00");
const corrected = 10_000;
const ticks = 600;
const fanOut = 100_000;
const few = 1_000;
const latencies = 8;

/** From the tick to the recorded outcome, by engine, with as many subscriptions as each is for. */
export const reminderSuite: Suite = {
  name: "reminders",
  async run() {
    try {
      const rows: Row[] = [];
      for (const engine of engines) rows.push(...(await quietTicks(engine)), ...(await fanningOut(engine)), ...(await correcting(engine)));
      return [...rows, ...(await latency())];
    } finally {
      await closeServer();
    }
  },
};

interface Parts extends WorkerParts {
  worker: Worker;
  db: Database;
  /** Sets the time people live in. */
  at(moment: Temporal.Instant): void;
  ticker: ReturnType<typeof createTicker>;
}

/** The whole path on an engine, with a platform that takes anything at once. */
async function withParts<T>(engine: Engine, subscriptions: number, work: (parts: Parts) => Promise<T>): Promise<T> {
  const { db, folder } = await engine.open();
  try {
    const library = createLibrary("data/disputes", noLedger);
    await library.load(noon);
    await subscribe(db, subscriptions, library.all()[0]?.dispute.id ?? "");
    let now = noon;
    const clock: Clock = { now: () => now, real: () => Temporal.Now.instant(), speed: 1 };
    const outbox = sqlOutbox(db);
    const log = (message: string, details: object): never => {
      throw new Error(message, { cause: details });
    };
    // The clock that people live in jumps here; the real one does not.
    const ticker = createTicker({ histories: library.all, outbox, clock, gather: Temporal.Duration.from({ seconds: 0 }), log });
    await ticker.tick();
    const common = {
      outbox,
      clock,
      historyOf: library.get,
      messengerOf: () => instant,
      subscriptions: sqlSubscriptions(db),
      limiter: createLimiter(),
      random: Math.random,
      ...{ lead: aloneLead, takeOverAfterMs: 0, quietMs: 0, retryMs: 2_000 },
      log,
    };
    return await work({ ...common, db, ticker, worker: createWorker(common), at: (moment) => (now = moment) });
  } finally {
    await db.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  }
}

async function subscribe(db: Database, count: number, dispute: string): Promise<void> {
  await db.query("insert into rules (key, hour, zone) values ('usual@09:00[America/Los_Angeles]', '09:00', 'America/Los_Angeles')");
  await db.query(
    `insert into subscriptions (platform, workspace, conversation, dispute, kinds, units, lang, rule, created_by, created_at)
     select 'web', 'workspace ' || i % 1000, 'conversation ' || i, $1, '{}', '{}', 'en', 'usual@09:00[America/Los_Angeles]', 'bench', $2::timestamptz
     from generate_series(1, $3::int) i`,
    [dispute, noon, count],
  );
  await db.query("analyze");
}

const instant: Messenger = {
  platform: consoleTarget.platform,
  post: async ({ key }) => ({ outcome: "delivered", messageId: key }),
  find: async () => undefined,
  edit: async (_, messageId) => ({ outcome: "delivered", messageId }),
  reply: async (_, { key }) => ({ outcome: "delivered", messageId: key }),
};

/** The same with few and with many: planning reads rules, and what is due, never all subscriptions. */
async function quietTicks(engine: Engine): Promise<Row[]> {
  const [small, large] = [await quietTimes(engine, few), await quietTimes(engine, engine.many)];
  const middle = quantile(small, 0.5);
  const ratio = (quantile(large, 0.5) / middle).toFixed(2);
  const name = (count: number): string => `${engine.name}, tick with nothing due, ${count} subscriptions`;
  return [
    { name: name(few), unit: "ms", figures: tail(small) },
    { name: `${name(engine.many)}: ${ratio} times that`, unit: "ms", figures: tail(large), aim: { figure: "p50", below: 1.3 * middle } },
  ];
}

const quietTimes = (engine: Engine, count: number): Promise<number[]> =>
  withParts(engine, count, async (parts) => {
    const all: number[] = [];
    for (let i = -100; i < ticks; i++) {
      parts.at(noon.add({ seconds: i + 101 }));
      const { ms } = await timed(() => parts.ticker.tick().then(() => parts.worker.drain()));
      if (i >= 0) all.push(ms);
    }
    return all;
  });

/** One reminder to 100,000 conversations: all deliveries written, then each claimed, posted and recorded. */
async function fanningOut(engine: Engine): Promise<Row[]> {
  return withParts(engine, fanOut, async (parts) => {
    const memory = watchMemory();
    parts.at(due);
    const { ms: written } = await timed(() => parts.ticker.tick());
    const { ms: delivered } = await timed(() => parts.worker.drain());
    const { before, most } = memory.stop();
    const [row] = await parts.db.query<{ count: number }>("select count(*) as count from deliveries where state = 'delivered'");
    if ((row?.count ?? 0) < fanOut) throw new Error(`${row?.count} of ${fanOut} were delivered`);
    const what = `${engine.name}, one reminder to ${fanOut}`;
    const aim = engine.name === "server" ? { aim: { figure: "both", below: 60 } } : {};
    const seconds = { written: written / 1_000, delivered: delivered / 1_000, both: (written + delivered) / 1_000 };
    return [
      { name: what, unit: "s", figures: seconds, ...aim },
      { name: `${what}, resident memory`, unit: "MB", figures: { before, most } },
    ];
  });
}

/** What was reminded of changes: every delivery must find what its conversation was told before. */
async function correcting(engine: Engine): Promise<Row[]> {
  return withParts(engine, corrected, async (parts) => {
    const all = (): Promise<number> => parts.ticker.tick().then(() => parts.worker.drain());
    parts.at(due);
    await all();
    parts.at(changed);
    const { ms } = await timed(all);
    const [row] = await parts.db.query<{ messages: number }>("select count(distinct message_id) as messages from deliveries");
    if (row?.messages !== 2 * corrected) throw new Error(`${row?.messages} messages after the change`);
    return [{ name: `${engine.name}, changes to ${corrected} who were told otherwise`, unit: "s", figures: { both: ms / 1_000 } }];
  });
}

/** In MB of 2^20 bytes. The embedded engine is in this process, a server is not. */
function watchMemory(): { stop(): { before: number; most: number } } {
  globalThis.gc?.();
  const resident = (): number => process.memoryUsage.rss() / 2 ** 20;
  const before = resident();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, resident());
  }, 100);
  return {
    stop() {
      clearInterval(timer);
      return { before, most };
    },
  };
}

/** From the moment it fell due to the first post, with the tick that comes every second. */
async function latency(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const engine of engines) {
    const times: number[] = [];
    for (let i = 0; i < latencies; i++) times.push(await withParts(engine, few, (parts) => firstPost(parts, (i / latencies) * 1_000)));
    const figures = { median: quantile(times, 0.5), most: Math.max(...times) };
    rows.push({ name: `${engine.name}, idle: due to first post`, unit: "s", figures, aim: { figure: "most", below: 1.5 } });
  }
  return rows;
}

const noPublisher: Publisher = { pump: async () => {}, stop: async () => {} };

/** @param offset of the due moment in the tick's second, in ms. */
async function firstPost(parts: Parts, offset: number): Promise<number> {
  const posted = Promise.withResolvers<number>();
  const post: Messenger["post"] = (message) => {
    posted.resolve(performance.now());
    return instant.post(message);
  };
  const heartbeat = startHeartbeat(parts.ticker, { ...parts, messengerOf: () => ({ ...instant, post }) }, noPublisher);
  await new Promise((resolve) => setTimeout(resolve, 2_000 - (Date.now() % 1_000) + offset));
  parts.at(due);
  const start = performance.now();
  const end = await posted.promise;
  await heartbeat.stop();
  return (end - start) / 1_000;
}
