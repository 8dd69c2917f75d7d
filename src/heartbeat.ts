import { schedule } from "node-cron";
import { type DeliverParts, deliverDue } from "./reminders/deliver.ts";
import type { Ticker } from "./reminders/tick.ts";

export interface Heartbeat {
  /** Plans and sends what is due now; waits for both. */
  beat(): Promise<void>;
  /** Lets nothing else happen while `work` runs: a load and a tick must not cross. */
  between<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** The one ticker: every second, plan and deliver. Delivering never holds up planning. */
export function startHeartbeat(ticker: Ticker, parts: DeliverParts): Heartbeat {
  let chain: Promise<unknown> = Promise.resolve();
  let delivering: Promise<void> | undefined;
  let failing = false;
  let stopped = false;
  let opening: NodeJS.Timeout | undefined;

  const between = <T>(work: () => Promise<T>): Promise<T> => {
    const result = chain.then(work);
    chain = result.catch(() => undefined);
    return result;
  };
  const deliver = (): Promise<void> => {
    delivering ??= deliverDue(parts)
      .then(whenOpen)
      .finally(() => {
        delivering = undefined;
      });
    return delivering;
  };
  /** What a limit holds back need not wait for the next tick when the limit opens before. */
  const whenOpen = (): void => {
    clearTimeout(opening);
    const ms = parts.limiter.opensInMs(parts.clock.real());
    if (stopped || ms === undefined || ms >= 1_000) return;
    opening = setTimeout(() => deliver().catch((error: unknown) => parts.log("Delivering failed; it is tried again", { error })), ms);
  };
  const beat = async (): Promise<void> => {
    await between(() => ticker.tick());
    await deliver();
  };
  const task = schedule(
    "* * * * * *",
    async () => {
      if (stopped) return;
      try {
        await between(() => ticker.tick());
        if (failing) parts.log("The tick works again", {});
        failing = false;
        deliver().catch((error: unknown) => parts.log("Delivering failed; it is tried again", { error }));
      } catch (error) {
        // Said once: the same outage would fill the log every second.
        if (!failing) parts.log("The tick failed; it is tried again every second", { error });
        failing = true;
      }
    },
    { noOverlap: true, suppressMissedWarning: true, logger: { info() {}, warn() {}, error() {}, debug() {} } },
  );

  return {
    beat,
    between,
    async stop() {
      stopped = true;
      clearTimeout(opening);
      await task.destroy();
      await chain;
      await delivering?.catch(() => undefined);
    },
  };
}
