import { SetupError } from "../core/errors.ts";
import type { Database, Sql } from "./sql.ts";

/** A step of the schema. Ids grow; what has run somewhere is never changed. */
export interface Migration {
  id: number;
  /** One or several statements, run inside a transaction. */
  sql: string;
}

/** Any number, as long as every Picketline process uses the same. */
const advisoryLock = 7_024_113;

/** Before it nobody holds the lead: `idle_session_timeout` is unknown there. */
const oldestPostgres = 14;

/**
 * Runs what has not run yet, in order, all or nothing; processes that start together wait for each other.
 * @throws SetupError when the database has seen migrations this version does not know, or its PostgreSQL is too old; it is left as it was.
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<void> {
  const disorder = migrations.find((step, i) => step.id <= (migrations[i - 1]?.id ?? 0));
  if (disorder) throw new Error(`Migration ${disorder.id} is out of order`);
  await db.transaction(async (sql) => {
    await refuseOldPostgres(sql);
    await sql.query("select pg_advisory_xact_lock($1)", [advisoryLock]);
    await sql.query("create table if not exists migrations (id integer primary key)");
    const done = await finished(sql);
    refuseNewer(done, migrations);
    for (const step of migrations) {
      if (done.has(step.id)) continue;
      await sql.query(step.sql);
      await sql.query("insert into migrations (id) values ($1)", [step.id]);
    }
  });
}

async function refuseOldPostgres(sql: Sql): Promise<void> {
  const [server] = await sql.query<{ version: string }>("select current_setting('server_version') as version");
  const version = server?.version ?? "";
  if (Number.parseInt(version, 10) >= oldestPostgres) return;
  throw new SetupError(`The database server is PostgreSQL ${version}: Picketline needs ${oldestPostgres} or newer.`);
}

async function finished(sql: Sql): Promise<ReadonlySet<number>> {
  const rows = await sql.query<{ id: number }>("select id from migrations");
  return new Set(rows.map((row) => row.id));
}

function refuseNewer(done: ReadonlySet<number>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((step) => step.id));
  const strange = [...done].find((id) => !known.has(id));
  if (strange === undefined) return;
  throw new SetupError(
    `The database was written by a newer Picketline (its schema has step ${strange}): start that version, or restore a backup.`,
  );
}
