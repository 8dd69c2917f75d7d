import type { Inbox, InboxMessage } from "../core/outbox.ts";
import type { Reply } from "../core/reply.ts";
import type { Database } from "./sql.ts";

interface Row {
  id: number;
  reply: Reply;
  posted_at: Temporal.Instant;
  in_reply_to: number | null;
  edited_at: Temporal.Instant | null;
}

const columns = "id, reply, posted_at, in_reply_to, edited_at";

const messageOf = (row: Row): InboxMessage => ({
  id: String(row.id),
  reply: row.reply,
  postedAt: row.posted_at,
  inReplyTo: row.in_reply_to === null ? null : String(row.in_reply_to),
  editedAt: row.edited_at,
});

/** The web console's messages: a platform of our own, so adding twice under one key is impossible. */
export function sqlInbox(db: Database): Inbox {
  return {
    async add(key, conversation, reply, inReplyTo, at) {
      const added = await db.query<Row>(
        `insert into console_messages (key, conversation, reply, in_reply_to, posted_at)
         values ($1, $2, $3::jsonb, $4, $5) on conflict (key) do nothing returning ${columns}`,
        [key, conversation, JSON.stringify(reply), inReplyTo, at],
      );
      const row = added[0] ?? (await db.query<Row>(`select ${columns} from console_messages where key = $1`, [key]))[0];
      if (!row) throw new Error(`Console message ${key} was written and cannot be read back`);
      return { message: messageOf(row), added: added.length > 0 };
    },
    async find(key) {
      const rows = await db.query<{ id: number }>("select id from console_messages where key = $1", [key]);
      return rows[0] && String(rows[0].id);
    },
    async edit(id, reply, at) {
      const rows = await db.query<Row>(`update console_messages set reply = $2::jsonb, edited_at = $3 where id = $1 returning ${columns}`, [
        id,
        JSON.stringify(reply),
        at,
      ]);
      return rows[0] && messageOf(rows[0]);
    },
    async latest(conversation, count) {
      const rows = await db.query<Row>(`select ${columns} from console_messages where conversation = $1 order by id desc limit $2`, [
        conversation,
        count,
      ]);
      return rows.map(messageOf);
    },
  };
}
