import type { Earlier } from "../core/outbox.ts";
import type { Sql } from "./sql.ts";

/** How many earlier messages about one milestone are still corrected. */
const most = 5;

/**
 * Laterals with `offset 0`: after a large fan-out the planner's statistics know nothing of the rows, and it would rather read the whole
 * table for every helping than look up the few that are meant.
 */
const asked = `unnest($1::text[]) as k(key) cross join lateral (
  select d.key, d.subscription, m.dispute, m.milestone, m.revision
  from deliveries d join reminders m on m.key = d.reminder where d.key = k.key offset 0) d`;
const ofSubscription = "select key, state, reminder, message_key from deliveries where subscription = d.subscription offset 0";

type Row = Omit<Earlier["messages"][number]["parts"][number], never> & {
  key: string;
  message_key: string;
  message_id: string;
  settled_at: Temporal.Instant;
};

/**
 * For deliveries of updates: what their subscription was last told of the milestone, and the messages that said so, newest first,
 * each with everything that stood in it.
 */
export async function earlier(sql: Sql, keys: readonly string[]): Promise<ReadonlyMap<string, Earlier>> {
  if (keys.length === 0) return new Map();
  const told = await sql.query<{ key: string; told: number | null; first: number | null }>(
    `select d.key,
       max(pm.revision) filter (where p.state = 'delivered') as told,
       min(pm.previous) filter (where pm.type = 'update') as first
     from ${asked} cross join lateral (${ofSubscription}) p
     join reminders pm on pm.key = p.reminder and pm.dispute = d.dispute and pm.milestone = d.milestone and pm.revision <= d.revision
     where (p.state = 'delivered' or pm.type = 'update') and (pm.revision < d.revision or p.key = d.key)
     group by d.key`,
    [keys],
  );
  const parts = await sql.query<Row>(
    `select d.key, p.message_key, o.message_id, max(o.settled_at) over (partition by o.message_id) as settled_at, om.milestone, om.revision, om.type, om.edge
     from ${asked} cross join lateral (${ofSubscription}) p
     join reminders pm on pm.key = p.reminder and pm.dispute = d.dispute and pm.milestone = d.milestone and pm.revision < d.revision
     cross join lateral (
       select key, message_id, settled_at, reminder from deliveries where message_key = p.message_key and state = 'delivered' offset 0) o
     join reminders om on om.key = o.reminder
     where p.state = 'delivered'
     group by d.key, o.key, p.message_key, o.message_id, o.settled_at, om.milestone, om.revision, om.type, om.edge
     order by settled_at desc, o.message_id, om.milestone`,
    [keys],
  );
  return new Map(
    told.map((row) => [row.key, { revision: row.told ?? row.first ?? 0, messages: messagesOf(parts.filter((p) => p.key === row.key)) }]),
  );
}

const messagesOf = (rows: readonly Row[]): Earlier["messages"] =>
  [...Map.groupBy(rows, (row) => row.message_id)].slice(0, most).map(([messageId, own]) => ({
    messageId,
    key: own[0]?.message_key ?? "",
    parts: own.map(({ milestone, revision, type, edge }) => ({ milestone, revision, type, edge })),
  }));
