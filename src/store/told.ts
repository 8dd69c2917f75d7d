import { openKeyv } from "./keyv.ts";
import type { Sql } from "./sql.ts";

/** What somebody was told once and need not be told again. */
export interface Told {
  has(key: string): Promise<boolean>;
  add(key: string, at: Temporal.Instant): Promise<void>;
}

export function sqlTold(sql: Sql): Told {
  const keyv = openKeyv<string>(sql, "told");
  return {
    has: async (key) => (await keyv.get(key)) !== undefined,
    add: async (key, at) => void (await keyv.set(key, at.toString())),
  };
}
