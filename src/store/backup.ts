import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import * as z from "zod";
import { SetupError } from "../core/errors.ts";
import type { Database, Sql } from "./sql.ts";
import { syncPath } from "./sync-tree.ts";
import { type Table, tablesOf } from "./tables.ts";

/** First line of a backup. After it, rows as JSON, one a line, table by table in this order. */
export const backupHeader = z.object({
  picketline: z.literal("backup"),
  at: z.string(),
  /** Migrations that made the tables. */
  steps: z.array(z.number()),
  tables: z.array(
    z.object({
      name: z.string(),
      rows: z.number(),
      /** Where counting goes on in an identity column: an id that is free again must not be given twice. */
      identity: z.object({ column: z.string(), last: z.number(), called: z.boolean() }).nullable(),
    }),
  ),
});
export type BackupHeader = z.infer<typeof backupHeader>;

/** Rows read at once. */
const page = 1_000;

/**
 * Writes every table as of one moment into a new file that can be read by its owner alone; says how many rows there were.
 * On a server nobody waits for it; on the embedded engine, which has one connection, everybody does.
 * @throws SetupError when `file` is there already, or the database is not one of ours.
 */
export async function backUp(db: Database, file: string, at: Temporal.Instant): Promise<number> {
  if (existsSync(file)) throw new SetupError(`${file} is there already: name a new file.`);
  const part = `${file}.part`;
  try {
    const rows = await db.transaction(async (sql) => {
      await sql.query("set transaction isolation level repeatable read, read only");
      const header = await headerOf(sql, at);
      await pipeline(lines(sql, header), createGzip(), createWriteStream(part, { mode: 0o600, flush: true }));
      return header.tables.reduce((sum, table) => sum + table.rows, 0);
    });
    await rename(part, file);
    syncPath(dirname(file));
    return rows;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function headerOf(sql: Sql, at: Temporal.Instant): Promise<BackupHeader> {
  const tables = await tablesOf(sql);
  if (!tables.some((table) => table.name === "subscriptions")) throw new SetupError("There is no Picketline database to back up.");
  const steps = await sql.query<{ id: number }>("select id from migrations order by id");
  const counted: BackupHeader["tables"] = [];
  for (const table of tables) {
    const [row] = await sql.query<{ rows: number }>(`select count(*) as rows from ${table.sql}`);
    counted.push({ name: table.name, rows: row?.rows ?? 0, identity: await identityOf(sql, table) });
  }
  return { picketline: "backup", at: at.toString(), steps: steps.map((step) => step.id), tables: counted };
}

async function identityOf(sql: Sql, { identity }: Table): Promise<BackupHeader["tables"][number]["identity"]> {
  if (!identity) return null;
  const [row] = await sql.query<{ last: number; called: boolean }>(
    `select last_value as last, is_called as called from ${identity.sequence}`,
  );
  return row ? { column: identity.column, ...row } : null;
}

async function* lines(sql: Sql, header: BackupHeader): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`;
  for (const table of await tablesOf(sql)) {
    await sql.query(`declare backup_rows no scroll cursor for select to_jsonb(t)::text as line from ${table.sql} t`);
    for (;;) {
      const rows = await sql.query<{ line: string }>(`fetch ${page} from backup_rows`);
      if (rows.length === 0) break;
      yield rows.map(({ line }) => `${line}\n`).join("");
    }
    await sql.query("close backup_rows");
  }
}
