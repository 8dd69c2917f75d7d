import { sweepKeyv } from "./keyv.ts";
import { sweepPublications } from "./publications.ts";
import type { Database } from "./sql.ts";

export interface Keeping {
  /** The moment people live in, and the real one: milestones end in the first, deliveries are settled in the second. */
  now: Temporal.Instant;
  real: Temporal.Instant;
  days: number;
  /** When a milestone was or will be over; "open" while it has no date but may get one; undefined where nothing more can come of it. */
  endOf(dispute: string, milestone: string): Temporal.Instant | "open" | undefined;
  /** Ends it after the page it is at; what is left is done the next time. */
  signal: AbortSignal;
}

/** Rows of one transaction at most: whoever wants the database meanwhile waits for no more than that. */
const page = 1_000;

const settled = ["delivered", "skipped", "paused", "failed"];

/**
 * Removes what nobody needs any more. A delivery goes once it is settled and both its milestone's end and its settling lie
 * `days` back; how many there were of each outcome stays in `delivery_counts`. Safe to repeat, to break off, and beside running
 * deliveries and other processes.
 */
export async function sweep(db: Database, { now, real, days, endOf, signal }: Keeping): Promise<void> {
  const hours = 24 * days;
  const over = { now: now.subtract({ hours }), real: real.subtract({ hours }) };
  for await (const { key, dispute, milestone } of oldReminders(db, over.now, signal)) {
    const end = endOf(dispute, milestone);
    // Whoever was told of what is still open must be told when it gets its date.
    if (end === "open" || (end && Temporal.Instant.compare(end, over.now) > 0)) continue;
    while (!signal.aborted && (await sweepDeliveries(db, key, over.real)) === page);
    if (signal.aborted) return;
    await db.query("delete from reminders m where key = $1 and not exists (select from deliveries where reminder = m.key)", [key]);
  }
  while (!signal.aborted && (await sweepConsole(db, over.now)) === page);
  await sweepPublications(db, real);
  // What was entered stays as a report; the draft says only who agreed to it.
  await db.query("delete from drafts where expires_at <= $1", [over.real]);
  await sweepKeyv(db, real);
  await sweepRules(db);
}

interface OldReminder {
  key: string;
  dispute: string;
  milestone: string;
}

async function* oldReminders(db: Database, dueBefore: Temporal.Instant, signal: AbortSignal): AsyncGenerator<OldReminder> {
  for (let after = ""; !signal.aborted; ) {
    const rows = await db.query<OldReminder>(
      "select key, dispute, milestone from reminders where fanned_out and due_at <= $1 and key > $2 order by key limit $3",
      [dueBefore, after, page],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.key;
  }
}

/** One statement, so that what is counted is what is gone. Ordered, so that two processes lock counts in the same order. */
async function sweepDeliveries(db: Database, reminder: string, settledBefore: Temporal.Instant): Promise<number> {
  const [gone] = await db.query<{ count: number }>(
    `with old as (
       select d.key from deliveries d where d.reminder = $1 and d.state = any($2::text[]) and d.settled_at <= $3
       limit $4 for update skip locked),
     gone as (delete from deliveries d using old where d.key = old.key returning d.reminder, d.state),
     counted as (
       insert into delivery_counts as c (dispute, milestone, state, count)
       select m.dispute, m.milestone, g.state, count(*) from gone g join reminders m on m.key = g.reminder
       group by m.dispute, m.milestone, g.state order by g.state
       on conflict (dispute, milestone, state) do update set count = c.count + excluded.count)
     select count(*) from gone`,
    [reminder, settled, settledBefore, page],
  );
  return gone?.count ?? 0;
}

async function sweepConsole(db: Database, postedBefore: Temporal.Instant): Promise<number> {
  const gone = await db.query(
    `delete from console_messages where id in (select id from console_messages where posted_at <= $1 order by id limit $2) returning id`,
    [postedBefore, page],
  );
  return gone.length;
}

/** Rules that no subscription uses cost every tick. */
async function sweepRules(db: Database): Promise<void> {
  const unused = "not exists (select from subscriptions s where s.rule = r.key)";
  if ((await db.query(`select from rules r where ${unused} limit 1`)).length === 0) return;
  await db.transaction(async (sql) => {
    // Whoever subscribes names a rule first: here they wait, so that none goes away between their two statements.
    await sql.query("lock table rules in share row exclusive mode");
    await sql.query(`delete from rules r where ${unused}`);
  });
}

/** For the embedded engine, which has nobody to do it by itself. One table at a time: others get their turn in between. */
export async function vacuum(db: Database, signal: AbortSignal): Promise<void> {
  const tables = await db.query<{ name: string }>(
    "select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace order by relname",
  );
  for (const { name } of tables) {
    if (signal.aborted) return;
    await db.query(`vacuum (analyze) ${name}`);
  }
}
