import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { readConfig } from "../../src/config.ts";
import type { NewSubscription, Platform } from "../../src/core/ports.ts";
import { chatPlatforms, type StartPlatform } from "../../src/platforms.ts";
import { LIMITS } from "../../src/reminders/limits.ts";
import { nextEvent } from "../../src/reminders/plan.ts";
import { type ReplayClock, writeOrigin } from "../../src/replay.ts";
import { startServer, stopOnSignal } from "../../src/server.ts";
import { sqlOutbox } from "../../src/store/outbox.ts";
import { fakeMessenger } from "../fakes/platform/messenger.ts";
import { stampRequests } from "../helpers/stamp-requests.ts";
import type { Answer, Question, Status } from "./protocol.ts";

// The real program, beside what lets the harness steer time, the disk and the questions it asks. Forked by processes.ts.

const { CHAOS_URL: url, CHAOS_LOOKS_BACK: looksBack, CHAOS_LIMIT: limit = "50" } = process.env;
if (url === undefined) stampRequests();
/** As in earnest but for the waiting: milliseconds in which a call on the loopback is long over. */
const callMs = 800;
const tuning = { callMs, takeOverAfterMs: callMs, retryMs: 200, quietMs: Number(limit) > 100 ? 0 : 1_100 };

let clockAheadMs = 0;
const systemNow = Temporal.Now.instant.bind(Temporal.Now);
Object.defineProperty(Temporal.Now, "instant", { value: () => systemNow().add({ milliseconds: clockAheadMs }) });

const { fdatasyncSync } = fs;
let diskFull = false;
fs.fdatasyncSync = (fd) => {
  if (diskFull) throw Object.assign(new Error("no space left on device, fdatasync"), { code: "ENOSPC", errno: -28 });
  fdatasyncSync(fd);
};
syncBuiltinESMExports();

const fake: StartPlatform = async () => ({
  messenger: fakeMessenger({ url: url ?? "", platform: "discord", looksBack: looksBack === "yes", timeoutMs: callMs - 300 }),
  paths: new Map(),
  problems: () => [],
  stop: async () => {},
});
const more = (own: (typeof LIMITS)[Platform]) => own.map((each) => ({ ...each, most: Number(limit) }));
const limits = { ...LIMITS, discord: more(LIMITS.discord), slack: more(LIMITS.slack) };
const running = await startServer(readConfig(), url === undefined ? chatPlatforms : [fake], { ...tuning, limits });
stopOnSignal(running.stop);
const { db, library, subscriptions, heartbeat } = running;
const clock = running.clock as ReplayClock;

const answers: { [Q in keyof Question]: (given: Question[Q]) => Promise<Answer[Q]> } = {
  async subscribe(all) {
    for (const each of all) await subscriptions.put({ ...each, createdAt: clock.now() } as NewSubscription);
    return clock.now().toString();
  },
  next: async () => nextEvent(clock.now(), library.all(), await sqlOutbox(db).rules())?.toString(),
  async jump(to) {
    await writeOrigin(db, clock.jump(Temporal.Instant.from(to)));
    return undefined;
  },
  async status(): Promise<Status> {
    await heartbeat.beat();
    const [row] = await db.query<Omit<Status, "now" | "reports">>(
      `select (select count(*) from deliveries where state in ('due', 'retrying', 'uncertain'))
         + (select count(*) from publications where kind = 'edit' and done_at is null) as open,
         (select count(*) from reminders where not fanned_out) as spreading,
         (select value from meta where key = 'last_tick') as ticked`,
    );
    const reports = library.all().reduce((sum, { dispute }) => sum + dispute.reports.length, 0);
    return { open: row?.open ?? 0, spreading: row?.spreading ?? 0, ticked: row?.ticked ?? "", now: clock.now().toString(), reports };
  },
  async clock(aheadMs) {
    clockAheadMs = aheadMs;
    return undefined;
  },
  async disk(full) {
    diskFull = full;
    return undefined;
  },
};

process.on("message", async ({ id, ask, given }: { id: number; ask: keyof Question; given: never }) => {
  try {
    process.send?.({ id, answer: await answers[ask](given) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: running.url });
