import { messageOf } from "../core/errors.ts";
import { encryptionWith } from "./encryption.ts";
import { openKeyv } from "./keyv.ts";
import type { Database } from "./sql.ts";

/** Values that nobody may read in the database: encrypted, each under its key. */
export interface Secrets<T> {
  /** All of them; those that cannot be read are named, never left out as if they were not there. */
  all(): Promise<{ values: ReadonlyMap<string, T>; unreadable: ReadonlyMap<string, string> }>;
  /** Differs once any of them was changed, by whichever process. */
  version(): Promise<string>;
  /**
   * Changes one as it now stands, undefined being none; nobody else changes it meanwhile. Says what it is afterwards.
   * @throws SetupError where it was written with another key.
   */
  change(key: string, to: (before: T | undefined) => T | undefined): Promise<T | undefined>;
}

/** @throws SetupError when the key is not 32 bytes. */
export function sqlSecrets<T extends object>(db: Database, namespace: string, secretsKey: string): Secrets<T> {
  const options = { encryption: encryptionWith(secretsKey) };
  const keyv = openKeyv<T>(db, namespace, options);
  return {
    async all() {
      const keys = (await db.query<{ key: string }>("select key from keyv where namespace = $1 order by key", [namespace])).map(
        (r) => r.key,
      );
      const values = new Map<string, T>();
      const unreadable = new Map<string, string>();
      // One that cannot be read would take the others with it: then each is asked for by itself.
      const together = keys.length > 0 ? await keyv.getMany(keys).catch(() => undefined) : [];
      for (const [i, key] of keys.entries()) {
        try {
          const value = together ? together[i] : await keyv.get(key);
          if (value !== undefined) values.set(key, value);
        } catch (error) {
          unreadable.set(key, messageOf(error));
        }
      }
      return { values, unreadable };
    },
    async version() {
      const [row] = await db.query<{ version: string | null }>(
        "select md5(string_agg(key || ' ' || md5(value), ',' order by key)) as version from keyv where namespace = $1",
        [namespace],
      );
      return row?.version ?? "";
    },
    change: (key, to) =>
      db.transaction(async (sql) => {
        await sql.query("select key from keyv where namespace = $1 and key = $2 for update", [namespace, key]);
        const own = openKeyv<T>(sql, namespace, options);
        const before = await own.get(key);
        const after = to(before);
        if (after === undefined) await own.delete(key);
        else if (after !== before) await own.set(key, after);
        return after;
      }),
  };
}
