import type { Platform } from "../core/ports.ts";
import type { Sql } from "./sql.ts";

/** Ends all that a workspace subscribed to, wherever in it; says how many there were. */
export async function endWorkspace(db: Sql, platform: Platform, workspace: string): Promise<number> {
  await db.query("delete from publications where platform = $1 and workspace = $2", [platform, workspace]);
  const ended = await db.query("delete from subscriptions where platform = $1 and workspace = $2 returning id", [platform, workspace]);
  return ended.length;
}
