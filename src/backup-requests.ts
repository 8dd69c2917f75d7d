import * as z from "zod";
import { backUp } from "./store/backup.ts";
import type { Handler } from "./store/lock-claim.ts";
import type { Database } from "./store/sql.ts";

const request = z.object({ backup: z.object({ file: z.string() }) });

export const backupAnswer = z.object({ rows: z.number() });

/** The embedded database can be read by the process that holds it alone: that one writes the backup. Other requests go on to `next`. */
export const withBackups =
  (db: Database, now: () => Temporal.Instant, next: Handler): Handler =>
  async (given) => {
    const parsed = request.safeParse(given);
    return parsed.success ? { rows: await backUp(db, parsed.data.backup.file, now()) } : next(given);
  };
