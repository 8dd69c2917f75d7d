import type { Scope } from "../core/ports.ts";
import type { Sql } from "./sql.ts";

/**
 * Pauses a scope's subscriptions and says which were not paused before: of two that try, one gets each. What is queued for them
 * is settled with the reason; not what a worker holds, which learns it for itself, nor what may have arrived, which is looked back for.
 */
export async function pauseScope(sql: Sql, { platform, workspace, conversation }: Scope, reason: string, real: Temporal.Instant) {
  const paused = await sql.query<{ id: number }>(
    `update subscriptions set paused = $4
     where platform = $1 and workspace = coalesce($2, workspace) and conversation = coalesce($3, conversation) and paused is null
     returning id`,
    [platform, workspace ?? null, conversation ?? null, reason],
  );
  const ids = paused.map((row) => row.id);
  await sql.query(
    `update deliveries set state = 'paused', reason = $2, settled_at = $3, lease_until = null
     where subscription = any($1::bigint[]) and state in ('due', 'retrying') and lease_until is null and not uncertain`,
    [ids, reason, real],
  );
  return ids;
}
