import type { Platform } from "../core/ports.ts";
import type { MilestoneKind } from "../core/words.ts";
import type { Sql } from "./sql.ts";

/** How many conversations of a platform follow the same of a dispute. */
export interface Followers {
  platform: Platform;
  kinds: MilestoneKind[];
  units: string[];
  count: number;
}

/** Those that are not paused. */
export const followersOf = (sql: Sql, dispute: string): Promise<Followers[]> =>
  sql.query<Followers>(
    "select platform, kinds, units, count(*) as count from subscriptions where dispute = $1 and paused is null group by platform, kinds, units",
    [dispute],
  );
