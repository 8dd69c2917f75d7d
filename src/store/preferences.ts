import { Unavailable } from "../core/errors.ts";
import { type PreferenceStore, type Preferences, targetKey } from "../core/ports.ts";
import { openKeyv } from "./keyv.ts";
import type { Sql } from "./sql.ts";

/** Conversations whose choice is kept in memory, so that asking reads no database. */
const kept = 50_000;

export interface StoredPreferences extends PreferenceStore {
  /** Reads what is kept into memory, as far as there is room: then not even a conversation's first question reads the database. */
  load(): Promise<void>;
  /** Forgets what memory has of these, by `targetKey`: it was deleted. */
  drop(keys: readonly string[]): void;
}

export function sqlPreferences(db: Sql): StoredPreferences {
  const keyv = openKeyv<Preferences>(db, "preferences");
  const memory = new Map<string, Preferences>();
  /** Whether what is not in memory is not kept at all. */
  let complete = false;
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
  return {
    async load() {
      const rows = await db.query<{ key: string }>("select key from keyv where namespace = 'preferences' limit $1", [kept + 1]);
      const keys = rows.slice(0, kept).map((row) => row.key);
      const values = keys.length > 0 ? await keyv.getMany(keys) : [];
      for (const [i, key] of keys.entries()) remember(key, values[i] ?? {});
      complete = rows.length <= kept;
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
      await keyv.set(key, preferences);
      remember(key, preferences);
    },
  };
}
