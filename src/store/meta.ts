import type { Sql } from "./sql.ts";

/** Small facts about the database as a whole. */
export async function getMeta(sql: Sql, key: string): Promise<string | undefined> {
  const [row] = await sql.query<{ value: string }>("select value from meta where key = $1", [key]);
  return row?.value;
}

export async function setMeta(sql: Sql, key: string, value: string): Promise<void> {
  await sql.query("insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value", [key, value]);
}
