import type { Target } from "../core/ports.ts";
import type { Database } from "./sql.ts";

const columns = "platform = $1 and workspace = $2 and conversation = $3";

/**
 * A conversation has another id from now on: what follows it, and what waits to be sent there, follow it. What the new one follows
 * already is left as it is there.
 */
export function moveConversation(db: Database, from: Target, to: Target): Promise<void> {
  const params = [from.platform, from.workspace, from.conversation, to.conversation];
  return db.transaction(async (sql) => {
    await sql.query(
      `update subscriptions s set conversation = $4 where ${columns} and not exists (
         select from subscriptions t where t.platform = $1 and t.workspace = $2 and t.conversation = $4 and t.dispute = s.dispute)`,
      params,
    );
    await sql.query(`delete from subscriptions where ${columns}`, params.slice(0, 3));
    await sql.query(`update publications set conversation = $4 where ${columns}`, params);
    await sql.query(`update deliveries set conversation = $4 where ${columns}`, params);
  });
}
