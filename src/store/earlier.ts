import type { Earlier } from "../core/outbox.ts";
import type { Sql } from "./sql.ts";

/** How many earlier messages about one milestone are still corrected. */
const most = 5;

type Row = Omit<Earlier["messages"][number]["parts"][number], never> & { key: string; message_id: string; settled_at: Temporal.Instant };

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
     from deliveries d join reminders m on m.key = d.reminder
     join deliveries p on p.subscription = d.subscription
     join reminders pm on pm.key = p.reminder and pm.dispute = m.dispute and pm.milestone = m.milestone and pm.revision <= m.revision
     where d.key = any($1::text[]) and (p.state = 'delivered' or pm.type = 'update') and (pm.revision < m.revision or p.key = d.key)
     group by d.key`,
    [keys],
  );
  const parts = await sql.query<Row>(
    `select d.key, o.message_id, max(o.settled_at) over (partition by o.message_id) as settled_at, om.milestone, om.revision, om.type, om.edge
     from deliveries d join reminders m on m.key = d.reminder
     join deliveries p on p.subscription = d.subscription and p.state = 'delivered'
     join reminders pm on pm.key = p.reminder and pm.dispute = m.dispute and pm.milestone = m.milestone and pm.revision < m.revision
     join deliveries o on o.message_key = p.message_key and o.state = 'delivered'
     join reminders om on om.key = o.reminder
     where d.key = any($1::text[])
     group by d.key, o.key, o.message_id, o.settled_at, om.milestone, om.revision, om.type, om.edge
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
    parts: own.map(({ milestone, revision, type, edge }) => ({ milestone, revision, type, edge })),
  }));
