import { setTimeout as sleep } from "node:timers/promises";
import type { Publisher } from "./reminders/publish.ts";
import type { Ticker } from "./reminders/tick.ts";
import { createWorker, type WorkerParts } from "./reminders/worker.ts";

export interface Heartbeat {
  /** Plans and sends what is due now; waits for both. */
  beat(): Promise<void>;
  /** Lets nothing else happen while `work` runs: a load and a tick must not cross. */
  between<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

const everyMs = 1_000;
/** How long stopping waits for messages under way. */
const patienceMs = 6_000;

/** The one ticker: every second, plan and deliver. Delivering never holds up planning. */
export function startHeartbeat(ticker: Ticker, parts: WorkerParts, publisher: Publisher): Heartbeat {
  let chain: Promise<unknown> = Promise.resolve();
  let failing = false;
  let beating = false;
  let stopped = false;
  let opening: NodeJS.Timeout | undefined;

  const between = <T>(work: () => Promise<T>): Promise<T> => {
    const result = chain.then(work);
    chain = result.catch(() => undefined);
    return result;
  };
  const worker = createWorker({ ...parts, stopping: () => stopped || ticker.doubts() });
  let undelivered = false;
  /** Said once, as of the tick. */
  const failed = (error: unknown): void => {
    if (!undelivered) parts.log("Delivering failed; it is tried again every second", { error });
    undelivered = true;
  };
  /** What a limit holds back need not wait for the next tick when the limit opens before. */
  const whenOpen = (): void => {
    clearTimeout(opening);
    const ms = parts.limiter.opensInMs(parts.clock.real());
    if (stopped || ms === undefined || ms >= 1_000) return;
    opening = setTimeout(deliver, ms);
  };
  const deliver = (): void => {
    worker
      .pump()
      .then(() => {
        undelivered = false;
        whenOpen();
      })
      .catch(failed);
    // By itself: publishing waits for an hour where posting may not wait at all.
    publisher.pump().catch(failed);
  };
  const beat = async (): Promise<void> => {
    await between(() => ticker.tick());
    await worker.drain();
    await publisher.pump();
  };
  // Not by cron: its timer is set by the wall clock, and one that is set back an hour would stop the beat for an hour.
  const task = setInterval(async () => {
    if (stopped) return;
    // What is written already need not wait for a long fan-out.
    deliver();
    if (beating) return;
    beating = true;
    try {
      await between(() => ticker.tick());
      if (failing) parts.log("The tick works again", {});
      failing = false;
      deliver();
    } catch (error) {
      // Said once: the same outage would fill the log every second.
      if (!failing) parts.log("The tick failed; it is tried again every second", { error });
      failing = true;
    } finally {
      beating = false;
    }
  }, everyMs);

  return {
    beat,
    between,
    async stop() {
      stopped = true;
      clearTimeout(opening);
      clearInterval(task);
      await chain;
      // A platform that does not answer must not keep the rest from being closed.
      await Promise.race([Promise.all([worker.drain(), publisher.stop()]).catch(failed), sleep(patienceMs, undefined, { ref: false })]);
      await worker.flush().catch(failed);
    },
  };
}
