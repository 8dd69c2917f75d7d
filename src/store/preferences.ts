import { Unavailable } from "../core/errors.ts";
import { type PreferenceStore, type Preferences, targetKey } from "../core/ports.ts";
import { openKeyv } from "./keyv.ts";
import type { Sql } from "./sql.ts";

/** Conversations whose choice is kept in memory, so that asking reads no database. */
const kept = 50_000;

export function sqlPreferences(db: Sql): PreferenceStore {
  const keyv = openKeyv<Preferences>(db, "preferences");
  const memory = new Map<string, Preferences>();
  const remember = (key: string, value: Preferences): Preferences => {
    memory.delete(key);
    memory.set(key, value);
    const oldest = memory.keys().next();
    if (memory.size > kept && !oldest.done) memory.delete(oldest.value);
    return value;
  };
  return {
    async get(target) {
      const key = targetKey(target);
      const known = memory.get(key);
      if (known) return known;
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
