import type { Clock } from "../core/clock.ts";
import type { Announced, Outbox } from "../core/outbox.ts";
import type { History } from "../disputes/fold.ts";
import { createClockWatch } from "./clock-watch.ts";
import { news, plan } from "./plan.ts";

/** Rows of one fan-out transaction at most. */
const page = 1_000;
/** How long the tick's own moment may stay unwritten when nothing is due, in real seconds: after a crash that much is planned again, under the same keys. */
const unwritten = 60;
/** How far behind the last tick the clock must be before it was set back; less is waited out. */
const setBack = 60;

export interface Ticker {
  /** Plans, records and fans out what fell due since the last tick. Never overlaps itself. */
  tick(): Promise<void>;
  /** Whether the clock has jumped ahead and is not believed yet: nothing should be judged by it meanwhile. */
  doubts(): boolean;
  /** Real moment of the last tick that ended well. */
  lastTick(): Temporal.Instant | undefined;
}

export interface TickerParts {
  histories(): readonly History[];
  outbox: Outbox;
  clock: Clock;
  /** How long an update waits for others to join it, in real time. */
  gather: Temporal.Duration;
  log(message: string, details: object): void;
  /** Milliseconds that never jump, against which the clock is checked; unset where it jumps on purpose, in a replay. */
  elapsedMs?(): number;
}

export function createTicker({ outbox, clock, histories, gather, log, elapsedMs }: TickerParts): Ticker {
  const aheadBy = elapsedMs ? createClockWatch(elapsedMs) : () => 0;
  let doubted = false;
  let progress: { lastTick: Temporal.Instant | undefined; announced: Announced } | undefined;
  let written: Temporal.Instant | undefined;
  let done: Temporal.Instant | undefined;
  let running: Promise<void> | undefined;

  /** Whether the clock can be believed; a jump ahead is said once. */
  function believed(): boolean {
    const seconds = Math.round(aheadBy(clock.now()));
    if (seconds > 0 && !doubted) log("The clock jumped ahead; planning waits a minute to see whether it stays there", { seconds });
    doubted = seconds > 0;
    return !doubted;
  }

  async function planned(): Promise<void> {
    progress ??= await outbox.progress();
    const now = clock.now();
    // One look for the whole tick: what is entered meanwhile is news of the next, and no lead may run ahead of it.
    const known = histories();
    if (progress.lastTick && progress.lastTick.since(now).total("seconds") > setBack) {
      log("The clock was set back; what was taken for past is planned again", { from: progress.lastTick.toString(), to: now.toString() });
      await outbox.rewind(now);
      progress = { ...progress, lastTick: now };
    }
    const after = progress.lastTick ?? now;
    // A clock a little behind plans nothing until it has caught up with what was planned already.
    if (Temporal.Instant.compare(now, after) < 0) return;
    const { due: changes, announced } = news(now, known, progress.announced);
    const leads = plan({ after, upTo: now }, known, await outbox.rules(), progress.announced);
    const due = [...changes, ...leads];
    if (due.length > 0 || announced.size > 0 || isStale(written, clock.real())) {
      await outbox.record(now, due, announced);
      written = clock.real();
    }
    progress = { lastTick: now, announced: new Map([...progress.announced, ...announced]) };
  }

  async function run(): Promise<void> {
    if (believed()) await planned();
    while (await outbox.fanOut(clock.real(), page, gather));
    done = clock.real();
  }

  return {
    tick: () => {
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
    doubts: () => aheadBy(clock.now()) > 0,
    lastTick: () => done,
  };
}

const isStale = (written: Temporal.Instant | undefined, real: Temporal.Instant): boolean =>
  !written || real.since(written).total("seconds") >= unwritten;
