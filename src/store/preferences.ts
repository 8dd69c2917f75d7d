import { Unavailable } from "../core/errors.ts";
import { type PreferenceStore, type Preferences, targetKey } from "../core/ports.ts";
import { openKeyv } from "./keyv.ts";
import type { Database, Sql } from "./sql.ts";

/** Conversations whose choice is kept in memory, so that asking reads no database. */
const kept = 50_000;

export interface StoredPreferences extends PreferenceStore {
  /** Reads what is kept into memory, as far as there is room: then not even a conversation's first question reads the database. */
  load(): Promise<void>;
  /** Learns what other processes changed. */
  refresh(): Promise<void>;
  /** Forgets what memory has of these, by `targetKey`: it was deleted. */
  drop(keys: readonly string[]): void;
}

const namespace = "preferences";

/** Counts one change; whoever writes what it counts does so in the same transaction, so that a look misses none. */
export async function countChange(sql: Sql): Promise<number> {
  const [counter] = await sql.query<{ version: number }>("update choices set version = version + 1 returning version");
  return counter?.version ?? 0;
}

export function sqlPreferences(db: Database): StoredPreferences {
  const keyv = openKeyv<Preferences>(db, namespace);
  const memory = new Map<string, Preferences>();
  /** Whether what is not in memory is not kept at all. */
  let complete = false;
  /** Of the changes in memory. */
  let version = 0;
  const remember = (key: string, value: Preferences): Preferences => {
    memory.delete(key);
    memory.set(key, value);
    const oldest = memory.keys().next();
    if (memory.size > kept && !oldest.done) {
      memory.delete(oldest.value);
      complete = false;
    }
    return value;
  };

  async function latest(): Promise<number> {
    const [counter] = await db.query<{ version: number }>("select version from choices");
    return counter?.version ?? 0;
  }

  async function read(after: number): Promise<void> {
    const rows = await db.query<{ key: string }>("select key from keyv where namespace = $1 and version > $2 limit $3", [
      ...[namespace, after],
      kept + 1,
    ]);
    const keys = rows.slice(0, kept).map((row) => row.key);
    const values = keys.length > 0 ? await keyv.getMany(keys) : [];
    for (const [i, key] of keys.entries()) remember(key, values[i] ?? {});
  }

  async function count(): Promise<number> {
    const [row] = await db.query<{ count: number }>("select count(*) from keyv where namespace = $1", [namespace]);
    return row?.count ?? 0;
  }

  async function load(): Promise<void> {
    complete = false;
    memory.clear();
    // Before what it is the version of: what changes in between is read again.
    version = await latest();
    await read(-1);
    complete = (await count()) === memory.size;
  }

  return {
    load,
    async refresh() {
      const now = await latest();
      if (now === version) return;
      // Where not all are in memory, those asked for are read again.
      if (complete) await read(version);
      else memory.clear();
      version = now;
      // What was deleted leaves no version behind.
      if (complete && (await count()) !== memory.size) await load();
    },
    drop(keys) {
      for (const key of keys) memory.delete(key);
    },
    async get(target) {
      const key = targetKey(target);
      const known = memory.get(key);
      if (known) return known;
      if (complete) return {};
      try {
        return remember(key, (await keyv.get(key)) ?? {});
      } catch (error) {
        // A question is better answered without the choice than not at all.
        if (error instanceof Unavailable) return {};
        throw error;
      }
    },
    async set(target, preferences) {
      const key = targetKey(target);
      await db.transaction(async (sql) => {
        const changed = await countChange(sql);
        await openKeyv<Preferences>(sql, namespace).set(key, preferences);
        await sql.query("update keyv set version = $3 where namespace = $1 and key = $2", [namespace, key, changed]);
      });
      remember(key, preferences);
    },
  };
}
