import type { Sql } from "./sql.ts";

/**
 * Takes a name for so long, if nobody has it: of any number of processes that try, one is told true. What nobody gives back is
 * free again when its time is over, and is swept with what else expired.
 * @param now milliseconds since the epoch
 */
export async function claim(db: Sql, namespace: string, name: string, ms: number, now: number): Promise<boolean> {
  const taken = await db.query(
    `insert into keyv (namespace, key, value, expires) values ($1, $2, '', $3)
     on conflict (namespace, key) do update set expires = excluded.expires where keyv.expires <= $4 returning key`,
    [namespace, name, Math.ceil(now + ms), Math.floor(now)],
  );
  return taken.length > 0;
}

export async function giveBack(db: Sql, namespace: string, name: string): Promise<void> {
  await db.query("delete from keyv where namespace = $1 and key = $2", [namespace, name]);
}
