import type { Outbox, Publication, Publications } from "../core/outbox.ts";
import type { Target } from "../core/ports.ts";
import type { Reply } from "../core/reply.ts";
import type { Sql } from "./sql.ts";

/** Hours after which it is no news to those who follow from elsewhere. */
const longest = Temporal.Duration.from({ hours: 24 });

/** A little more than the hour that a platform counts: it counts from when it hears of it. */
const hour = Temporal.Duration.from({ minutes: 61 });

type Row = {
  platform: Publication["target"]["platform"];
  workspace: string;
  conversation: string;
  message_id: string;
  attempts: number;
} & ({ kind: "post" } | { kind: "edit"; message_key: string; reply: Reply });

const same = "platform = $1 and workspace = $2 and conversation = $3 and kind = $4";
const keyOf = ({ target, kind }: Publication): string[] => [target.platform, target.workspace, target.conversation, kind];

/** Whoever unsubscribed, or wants it published no more, is asked for at the last moment. */
export const sqlPublications = (db: Sql): Publications => ({
  async due(real, most) {
    const rows = await db.query<Row>(
      `select distinct on (p.platform, p.workspace, p.conversation) p.*
       from publications p where p.done_at is null and p.next_at <= $1 and p.created_at > $2 and (p.kind = 'edit' or
         exists (select from subscriptions s where s.id = p.subscription and s.publish and s.paused is null)
         and $4 > (select count(*) from publications d where d.platform = p.platform and d.workspace = p.workspace
           and d.conversation = p.conversation and d.kind = 'post' and d.done_at > $3))
       order by p.platform, p.workspace, p.conversation, p.created_at, p.message_id`,
      [real, real.subtract(longest), real.subtract(hour), most],
    );
    return rows.map(publicationOf);
  },
  async done(publication, real) {
    await db.query(`update publications set done_at = $6 where ${same} and message_id = $5`, [
      ...keyOf(publication),
      publication.messageId,
      real,
    ]);
  },
  async putOff(publication, until) {
    await db.query(
      `update publications set next_at = greatest(next_at, $6), attempts = attempts + (message_id = $5)::integer
       where ${same} and done_at is null`,
      [...keyOf(publication), publication.messageId, until],
    );
  },
  async drop(publication) {
    await db.query(`delete from publications where ${same} and message_id = $5`, [...keyOf(publication), publication.messageId]);
  },
});

function publicationOf(row: Row): Publication {
  const { platform, workspace, conversation, attempts, message_id: messageId } = row;
  const common = { target: { platform, workspace, conversation }, messageId, attempts };
  return row.kind === "post" ? { ...common, kind: "post" } : { ...common, kind: "edit", key: row.message_key, reply: row.reply };
}

/** In the statement that writes what was delivered: what is to be published is never forgotten, nor published for nothing. */
export const publishingOf = (settled: string, real: string): string => `
  insert into publications (platform, workspace, conversation, message_id, kind, subscription, created_at, next_at)
  select distinct d.platform, d.workspace, d.conversation, d.message_id, 'post', s.id, ${real}::timestamptz, ${real}::timestamptz
  from ${settled} d join subscriptions s on s.id = d.subscription
  where d.state = 'delivered' and s.publish on conflict do nothing`;

export async function postpone(
  sql: Sql,
  { platform, workspace, conversation }: Target,
  { messageId, key, reply }: Parameters<Outbox["postpone"]>[1],
  until: Temporal.Instant,
): Promise<void> {
  await sql.query(
    `insert into publications (platform, workspace, conversation, message_id, kind, message_key, reply, created_at, next_at)
     values ($1, $2, $3, $4, 'edit', $5, $6, $7, $7)
     on conflict (platform, workspace, conversation, message_id, kind)
     do update set reply = excluded.reply, created_at = excluded.created_at, next_at = excluded.next_at, done_at = null`,
    [platform, workspace, conversation, messageId, key, JSON.stringify(reply), until],
  );
}

export async function edited(sql: Sql, { platform, workspace, conversation }: Target, messageId: string): Promise<void> {
  await sql.query(`delete from publications where ${same} and message_id = $5`, [platform, workspace, conversation, "edit", messageId]);
}

/** What was published still counts for an hour. */
export async function sweepPublications(sql: Sql, real: Temporal.Instant): Promise<void> {
  await sql.query("delete from publications where done_at < $1 or created_at < $2", [real.subtract(hour), real.subtract(longest)]);
}
