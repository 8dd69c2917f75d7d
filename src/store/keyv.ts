import { Keyv, type KeyvEncryptionAdapter, type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from "keyv";
import type { Sql } from "./sql.ts";

export const keyvTable = `create table keyv (
  namespace text not null, key text not null, value text not null, expires bigint,
  primary key (namespace, key))`;

const upsert = `insert into keyv (namespace, key, value, expires)
  select $1, e.key, e.value, e.expires from unnest($2::text[], $3::text[], $4::bigint[]) as e (key, value, expires)
  on conflict (namespace, key) do update set value = excluded.value, expires = excluded.expires`;
const valid = "namespace = $1 and key = any($2::text[]) and (expires is null or expires > $3)";

type Storage = "namespace" | "capabilities" | "get" | "getMany" | "set" | "setMany" | "has" | "hasMany" | "delete" | "deleteMany" | "clear";
type Entry = KeyvStorageEntry<unknown>;
interface Row {
  key: string;
  value: string;
}

/** Values by key over SQL. One object for each namespace, which Keyv writes into it. Time is `Date.now()`, as in Keyv itself. */
export const keyvStore = (db: Sql, namespace: string): Pick<KeyvStorageAdapter, Storage> => ({
  namespace,
  get capabilities() {
    return keyvStorageCapability(this);
  },
  async getMany(keys: string[]) {
    const rows = await db.query<Row>(`select key, value from keyv where ${valid}`, [this.namespace, keys, Date.now()]);
    const found = new Map(rows.map((row) => [row.key, row.value]));
    return keys.map((key) => found.get(key));
  },
  async get(key: string) {
    return (await this.getMany([key]))[0] as string | undefined;
  },
  async setMany(entries: Entry[]) {
    const last = [...new Map(entries.map((entry) => [entry.key, entry])).values()];
    const expires = last.map((entry) => (entry.expires === undefined ? null : Math.ceil(entry.expires)));
    await db.query(upsert, [this.namespace, last.map((entry) => entry.key), last.map((entry) => entry.value), expires]);
    return entries.map(() => true);
  },
  async set(key: string, value: unknown, expires?: number) {
    await this.setMany([{ key, value, ...(expires !== undefined && { expires }) }]);
    return true;
  },
  async hasMany(keys: string[]) {
    return (await this.getMany(keys)).map((value) => value !== undefined);
  },
  async has(key: string) {
    return (await this.get(key)) !== undefined;
  },
  async deleteMany(keys: string[]) {
    const sql = "delete from keyv where namespace = $1 and key = any($2::text[]) returning key";
    const gone = new Set((await db.query<Row>(sql, [this.namespace, keys])).map((row) => row.key));
    return keys.map((key) => gone.has(key));
  },
  async delete(key: string) {
    return (await this.deleteMany([key]))[0] ?? false;
  },
  async clear() {
    await db.query("delete from keyv where namespace = $1", [this.namespace]);
  },
});

/** A Keyv that rejects on an outage or a wrong key, where Keyv alone would say `undefined` once anybody listens to `error`. */
export function openKeyv<T>(db: Sql, namespace: string, options: { encryption?: KeyvEncryptionAdapter } = {}): Keyv<T> {
  const keyv = new Keyv<T>({ store: keyvStore(db, namespace), namespace, ...options });
  keyv.throwOnEmitError = true;
  // `throwOnEmitError` alone holds only while nobody listens (hookified 3); a listener that throws holds always.
  keyv.on("error", (error: unknown) => {
    throw error;
  });
  return keyv;
}

/** Frees what expired and nobody asks for any more; `real` is `clock.real()`. */
export async function sweepKeyv(db: Sql, real: Temporal.Instant): Promise<void> {
  await db.query("delete from keyv where expires <= $1", [real.epochMilliseconds]);
}
