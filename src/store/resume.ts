import type { Platform } from "../core/ports.ts";
import type { Sql } from "./sql.ts";

/**
 * Lifts the pauses of workspaces, of those whose reason begins with one of these words and no others; says how many there were.
 * What fell due meanwhile stays settled: it is not sent late all at once.
 */
export async function resumeWorkspaces(
  db: Sql,
  platform: Platform,
  workspaces: readonly string[],
  reasons: readonly string[],
): Promise<number> {
  const resumed = await db.query(
    `update subscriptions set paused = null
     where platform = $1 and workspace = any($2::text[]) and split_part(paused, ' ', 1) = any($3::text[]) returning id`,
    [platform, workspaces, reasons],
  );
  return resumed.length;
}
