import type { Health } from "../adapters/web/parts.ts";
import type { Clock } from "./core/clock.ts";
import { messageOf } from "./core/errors.ts";
import type { Ticker } from "./reminders/tick.ts";
import type { Sql } from "./store/sql.ts";

/** Real seconds after which something is wrong. */
const limits = { tick: 15, delivery: 120 };

export interface HealthParts {
  db: Sql;
  ticker: Ticker;
  clock: Clock;
  /** What keeps the platforms from working. */
  problems(): string[];
}

/** Alive: the process answers. Ready: the database, the tick and the queue are as they should be. */
export function createHealth({ db, ticker, clock, problems }: HealthParts): Health {
  const started = clock.real();
  const age = (since: Temporal.Instant): number => clock.real().since(since).total("seconds");
  return {
    alive: () => true,
    async ready() {
      const reasons = problems();
      const tick = age(ticker.lastTick() ?? started);
      if (tick > limits.tick) reasons.push(`the last tick was ${Math.round(tick)} s ago`);
      try {
        const oldest = await oldestDue(db);
        if (oldest && age(oldest) > limits.delivery) reasons.push(`a delivery has been due for ${Math.round(age(oldest))} s`);
      } catch (error) {
        reasons.push(`the database cannot be reached: ${messageOf(error)}`);
      }
      return { ok: reasons.length === 0, reasons };
    },
  };
}

async function oldestDue(db: Sql): Promise<Temporal.Instant | undefined> {
  const [row] = await db.query<{ oldest: Temporal.Instant | null }>(
    "select min(next_at) as oldest from deliveries where head and state in ('due', 'retrying', 'uncertain')",
  );
  return row?.oldest ?? undefined;
}
