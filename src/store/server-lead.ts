import pg from "pg";
import type { Lead } from "../core/outbox.ts";

/** Any number, as long as every Picketline process uses the same; another than the migrations'. */
const advisoryLock = 7_024_114;

/**
 * Seconds. The server ends the leader's session when it hears nothing for `session`, which frees the lock; the leader itself stops
 * counting on it when it was not confirmed for `sure`.
 */
const limits = { session: 15, sure: 10, ask: 2 } as const;

/**
 * Of all processes on one PostgreSQL server, one holds the lead: a session of its own with an advisory lock. A process that is killed
 * loses it at once, one that hangs or is cut off when the server ends its silent session. Needs a session: no pooler in transaction mode.
 */
export function serverLead(url: string): Lead {
  let client: pg.Client | undefined;
  let confirmed = Number.NEGATIVE_INFINITY;
  let closed = false;
  const sinceConfirmed = (): number => (performance.now() - confirmed) / 1_000;

  async function drop(): Promise<void> {
    const old = client;
    client = undefined;
    confirmed = Number.NEGATIVE_INFINITY;
    await old?.end().catch(() => undefined);
  }
  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: "picketline lead",
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    // A broken session has lost its lock: what was held is over at once.
    fresh.on("error", () => void (client === fresh && drop()));
    fresh.on("end", () => void (client === fresh && drop()));
    try {
      await fresh.connect();
      await fresh.query(`set idle_session_timeout = '${limits.session}s'`);
      return fresh;
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
  }
  async function ask(): Promise<boolean> {
    const asked = performance.now();
    try {
      client ??= await connect();
      const leads = confirmed > Number.NEGATIVE_INFINITY;
      const { rows } = await client.query(
        leads ? "select true as got" : "select pg_try_advisory_lock($1) as got",
        leads ? [] : [advisoryLock],
      );
      if (closed) await drop();
      else if (client && rows[0]?.got === true) confirmed = asked;
    } catch {
      // Whoever asks sees that it is not held; the outage itself is told by whatever else needs the database.
      await drop();
    }
    return sinceConfirmed() < limits.sure;
  }
  let asking: Promise<boolean> | undefined;

  return {
    held: () => sinceConfirmed() < limits.sure,
    async hold() {
      if (sinceConfirmed() < limits.ask) return true;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    async close() {
      closed = true;
      await asking;
      await drop();
    },
  };
}
