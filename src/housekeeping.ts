import { schedule } from "node-cron";
import type { Clock } from "./core/clock.ts";
import type { Status } from "./core/words.ts";
import type { History } from "./disputes/fold.ts";
import { endOf } from "./disputes/when.ts";
import { sweep, vacuum } from "./store/keeping.ts";
import type { Database } from "./store/sql.ts";

export interface HousekeepingParts {
  db: Database;
  clock: Clock;
  historyOf(dispute: string): History | undefined;
  retentionDays: number;
  log(message: string, details: object): void;
}

export interface Housekeeping {
  /** Does it now; when it runs already, waits for that. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

/** Every night at 03:30 by this computer's own time, what is kept too long goes. */
export function startHousekeeping({ db, clock, historyOf, retentionDays, log }: HousekeepingParts): Housekeeping {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function once(): Promise<void> {
    const now = clock.now();
    await sweep(db, {
      now,
      real: clock.real(),
      days: retentionDays,
      endOf: (dispute, milestone) => endOfMilestone(historyOf(dispute), milestone, now),
      signal: stopping.signal,
    });
    if (db.engine === "embedded") await vacuum(db, stopping.signal);
  }
  const run = (): Promise<void> => {
    running ??= once().finally(() => {
      running = undefined;
    });
    return running;
  };
  const task = schedule(
    "30 3 * * *",
    () => run().catch((error: unknown) => log("Nightly housekeeping failed; it is tried again tomorrow", { error })),
    {
      suppressMissedWarning: true,
      logger: { info() {}, warn() {}, error() {}, debug() {} },
    },
  );

  return {
    run,
    async stop() {
      stopping.abort();
      await task.destroy();
      await running?.catch(() => undefined);
    },
  };
}

const closed: ReadonlySet<Status> = new Set(["occurred", "cancelled", "superseded"]);

function endOfMilestone(history: History | undefined, id: string, now: Temporal.Instant): Temporal.Instant | "open" | undefined {
  const milestone = history?.state(now).milestones.get(id);
  if (!milestone) return undefined;
  // The date of what was postponed is the one that it does not have any more.
  if (milestone.status === "postponed") return "open";
  return endOf(milestone.when) ?? (closed.has(milestone.status) ? undefined : "open");
}
