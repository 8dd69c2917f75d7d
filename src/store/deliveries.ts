import type { Batch, Delivery, Outcome, Reminder } from "../core/outbox.ts";
import type { Target } from "../core/ports.ts";
import { publishingOf } from "./publications.ts";
import type { Sql } from "./sql.ts";
import { type SubscriptionRow, subscriptionColumns, subscriptionOf } from "./subscriptions.ts";
import { dueInTurn, type Turn } from "./turns.ts";

interface Claim extends Turn {
  lease: Temporal.Duration;
}

/**
 * What batches `$1` still have to send. Said so that the only index which serves is the one by message: right after a fan-out
 * the planner's statistics know nothing of the rows, and it would rather read all that are open.
 */
const openOf = `d.key = any(array(
  select o.key from unnest($1::text[]) as b(message) cross join lateral
    (select key, state from deliveries where message_key = b.message offset 0) o
  where o.state in ('due', 'retrying', 'uncertain')))`;

/**
 * Takes what is due for as long as the lease, and gathers what one subscription has due together into one batch, for good:
 * a batch that was posted and not recorded must be the same batch when it is tried again. Only a batch's head can be claimed.
 */
export async function claim(sql: Sql, { lease, ...turn }: Claim): Promise<Batch[]> {
  const heads = await dueInTurn(sql, turn);
  if (heads.length === 0) return [];
  const messageKeys = new Map<number, string>();
  const assigned = heads.map((h) => {
    if (h.message_key !== null) return { ...h, message: h.message_key };
    const message = messageKeys.get(h.subscription) ?? h.key;
    messageKeys.set(h.subscription, message);
    return { ...h, message };
  });
  await sql.query(
    `update deliveries d set message_key = a.message, head = (d.key = a.message or d.message_key is not null)
     from unnest($1::text[], $2::text[]) as a(key, message) where d.key = a.key`,
    [assigned.map((a) => a.key), assigned.map((a) => a.message)],
  );
  const messages = [...new Set(assigned.map((a) => a.message))];
  await sql.query(
    `update deliveries d set lease_until = $2, attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, $3),
       uncertain = uncertain or lease_until is not null
     where ${openOf}`,
    [messages, turn.real.add(lease), turn.real],
  );
  return batches(sql, messages);
}

export const takeOver = async (sql: Sql, before: Temporal.Instant): Promise<void> =>
  void (await sql.query(
    `update deliveries set lease_until = null, uncertain = true
     where lease_until < $1 and state in ('due', 'retrying', 'uncertain')`,
    [before],
  ));

/** No attempt is put off for longer, whatever a platform asks: it is asked again. */
const longestWait = Temporal.Duration.from({ minutes: 15 });
const longestLease = Temporal.Duration.from({ minutes: 2 });

export async function unwind(sql: Sql, real: Temporal.Instant): Promise<void> {
  const open = "state in ('due', 'retrying', 'uncertain')";
  await sql.query(`update deliveries set next_at = $1 where next_at > $2 and ${open}`, [real, real.add(longestWait)]);
  // A platform may put off an edit by the hour.
  await sql.query("update publications set next_at = $1, created_at = least(created_at, $1) where done_at is null and next_at > $2", [
    real,
    real.add({ hours: 2 }),
  ]);
  await sql.query(`update deliveries set lease_until = $1 where lease_until > $1 and ${open}`, [real.add(longestLease)]);
}

/** Ends leases without an attempt: what was not tried needs no looking back for. */
export async function release(sql: Sql, until: ReadonlyMap<string, Temporal.Instant>): Promise<void> {
  if (until.size === 0) return;
  await sql.query(
    `update deliveries d set lease_until = null, attempts = greatest(attempts - 1, 0), next_at = r.next_at,
       first_tried_at = case when attempts > 1 then first_tried_at end
     from unnest($1::text[], $2::timestamptz[]) as r(message, next_at)
     where d.message_key = r.message and d.state in ('due', 'retrying', 'uncertain')`,
    [[...until.keys()], [...until.values()].map(String)],
  );
}

/** What was refused for good did not arrive: nothing of it needs looking back for. */
export async function part(sql: Sql, messageKey: string, real: Temporal.Instant): Promise<void> {
  await sql.query(
    `update deliveries set message_key = key, head = true, attempts = 0, first_tried_at = null, uncertain = false, lease_until = null, next_at = $2
     where message_key = $1 and state in ('due', 'retrying', 'uncertain')`,
    [messageKey, real],
  );
}

type DeliveryRow = {
  key: string;
  message_key: string;
  attempts: number;
  uncertain: boolean;
  first_tried_at: Temporal.Instant;
  platform: Target["platform"];
  workspace: string;
  conversation: string;
  subscription_id: number | null;
} & Omit<Reminder, "key" | "dueAt"> & { reminder_key: string; due_at: Temporal.Instant } & Omit<SubscriptionRow, "id" | "dispute">;

async function batches(sql: Sql, messages: readonly string[]): Promise<Batch[]> {
  const rows = await sql.query<DeliveryRow>(
    `select ${subscriptionColumns.replace("s.id, s.platform, s.workspace, s.conversation, s.dispute,", "s.id as subscription_id,")},
       d.key, d.message_key, d.attempts, d.uncertain, d.first_tried_at, d.platform, d.workspace, d.conversation,
       m.key as reminder_key, m.type, m.dispute, m.milestone, m.revision, m.previous, m.lead, m.edge, m.rule, m.due_at
     from deliveries d join reminders m on m.key = d.reminder
     left join subscriptions s on s.id = d.subscription left join rules r on r.key = s.rule
     where ${openOf} order by m.due_at, d.key`,
    [messages],
  );
  return [...Map.groupBy(rows, (row) => row.message_key)].flatMap(([messageKey, own]): Batch[] => {
    const [first] = own;
    if (!first) return [];
    const { platform, workspace, conversation, attempts, first_tried_at: firstTried } = first;
    const uncertain = own.some((row) => row.uncertain);
    const target = { platform, workspace, conversation };
    return [{ messageKey, target, attempts: attempts - 1, uncertain, firstTried, deliveries: own.map(deliveryOf) }];
  });
}

function deliveryOf(row: DeliveryRow): Delivery {
  const { type, dispute, milestone, revision, previous, lead, edge, rule } = row;
  return {
    key: row.key,
    reminder: { key: row.reminder_key, type, dispute, milestone, revision, previous, lead, edge, rule, dueAt: row.due_at },
    subscription: row.subscription_id === null ? undefined : subscriptionOf({ ...row, id: row.subscription_id }),
  };
}

/** Writes outcomes and ends the lease; what is final stays, so that a worker whose lease ran out undoes nothing. If a batch goes on without its head, another of it becomes the head. */
export async function settle(sql: Sql, outcomes: ReadonlyMap<string, Outcome>, real: Temporal.Instant): Promise<void> {
  const [keys, all] = [[...outcomes.keys()], [...outcomes.values()]];
  await sql.query(
    `with settled as (
     update deliveries d set state = o.state, reason = o.reason, message_id = o.message_id, late = o.late::boolean,
       uncertain = o.uncertain::boolean,
       next_at = coalesce(least(o.next_at::timestamptz, $9), d.next_at), lease_until = null, settled_at = $7
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $8::text[])
       as o(key, state, reason, message_id, late, next_at, uncertain)
     where d.key = o.key and d.state in ('due', 'retrying', 'uncertain')
     returning d.platform, d.workspace, d.conversation, d.message_id, d.subscription, d.state)
     ${publishingOf("settled", "$7")}`,
    [
      keys,
      all.map((o) => o.state),
      all.map((o) => ("reason" in o ? o.reason : null)),
      all.map((o) => (o.state === "delivered" ? o.messageId : null)),
      all.map((o) => String(o.state === "delivered" && o.late)),
      all.map((o) => ("nextAt" in o ? o.nextAt : null)),
      real,
      all.map((o) => String(o.state === "uncertain" || ("uncertain" in o && o.uncertain))),
      real.add(longestWait),
    ],
  );
  if (!all.some((o) => "nextAt" in o)) return;
  await sql.query(
    `update deliveries set head = true where key in (
       select min(key) from deliveries
       where message_key in (select message_key from deliveries where key = any($1::text[])) and state in ('due', 'retrying', 'uncertain')
       group by message_key having not bool_or(head))`,
    [keys],
  );
}
