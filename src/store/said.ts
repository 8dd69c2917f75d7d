import type { Reminder, Said } from "../core/outbox.ts";
import type { Target } from "../core/ports.ts";
import type { Sql } from "./sql.ts";

const messageRef = /^(\d{1,15})\.([0-9a-f]{12})$/;

/** Rows of the conversation's own messages, by subscription: there is an index by that alone. `$5` is null for the last message. */
const own = `deliveries d where d.subscription = any($4::bigint[]) and d.platform = $1 and d.workspace = $2 and d.conversation = $3
  and d.message_key is not null and d.state in ('due', 'retrying', 'uncertain', 'delivered')`;
const chosen = `($5::text is null and d.state = 'delivered' or left(encode(sha256(convert_to(d.message_key, 'UTF8')), 'hex'), 12) = $5)`;

type Row = Omit<Reminder, "dueAt"> & { due_at: Temporal.Instant; told: number | null };

/** What stood in one message, each with the revision that its conversation had been told of before. */
export async function said(sql: Sql, { platform, workspace, conversation }: Target, ref: string | undefined): Promise<Said[]> {
  const [, subscription, hash] = messageRef.exec(ref ?? "") ?? [];
  if (ref !== undefined && hash === undefined) return [];
  const place = [platform, workspace, conversation];
  const subscriptions = subscription === undefined ? await subscriptionsOf(sql, place) : [subscription];
  const rows = await sql.query<Row>(
    `select m.key, m.type, m.dispute, m.milestone, m.revision, m.previous, m.lead, m.edge, m.rule, m.due_at,
       (select coalesce(max(pm.revision) filter (where p.state = 'delivered' and pm.revision < m.revision),
          min(pm.previous) filter (where pm.type = 'update'))
        from deliveries p join reminders pm on pm.key = p.reminder
        where p.subscription = d.subscription and pm.dispute = m.dispute and pm.milestone = m.milestone and pm.revision <= m.revision) as told
     from deliveries d join reminders m on m.key = d.reminder
     where d.subscription = any($4::bigint[]) and d.state in ('due', 'retrying', 'uncertain', 'delivered')
       and d.message_key = (select d.message_key from ${own} and ${chosen} order by d.settled_at desc nulls first limit 1)
     order by m.due_at, d.key`,
    [...place, subscriptions, hash ?? null],
  );
  return rows.map(({ due_at, told, ...reminder }) => ({ reminder: { ...reminder, dueAt: due_at }, before: told ?? reminder.previous }));
}

const subscriptionsOf = async (sql: Sql, place: readonly string[]): Promise<number[]> =>
  (await sql.query<{ id: number }>("select id from subscriptions where platform = $1 and workspace = $2 and conversation = $3", place)).map(
    (row) => row.id,
  );
