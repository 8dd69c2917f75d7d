import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { messageOf, SetupError } from "../core/errors.ts";
import { type BackupHeader, backupHeader } from "./backup.ts";
import { type Migration, migrate } from "./migrations.ts";
import type { Database, Sql } from "./sql.ts";
import { type Table, tablesOf } from "./tables.ts";

/** Rows written at once. */
const page = 1_000;

/**
 * Loads a backup into a database that holds nothing yet, all or nothing, and brings it up to date; says how many rows there were.
 * The backup may be of an older version: its tables are made first as they were then.
 * @throws SetupError when the file is damaged or of a newer version, or the database holds something.
 */
export async function restore(db: Database, file: string, migrations: readonly Migration[]): Promise<number> {
  const rows = await readLines(file, async (lines) => {
    const header = await headerOf(lines, file);
    const strange = header.steps.find((id) => !migrations.some((step) => step.id === id));
    if (strange !== undefined)
      throw new SetupError(`${file} is of a newer Picketline (its schema has step ${strange}): restore it with that version.`);
    await refuseUsed(db, header);
    await migrate(
      db,
      migrations.filter((step) => header.steps.includes(step.id)),
    );
    return db.transaction((sql) => load(sql, header, lines, file));
  });
  await migrate(db, migrations);
  return rows;
}

async function load(sql: Sql, header: BackupHeader, lines: AsyncIterator<string>, file: string): Promise<number> {
  const tables = new Map((await tablesOf(sql)).map((table) => [table.name, table]));
  let total = 0;
  for (const { name, rows, identity } of header.tables) {
    const table = tables.get(name);
    if (!table) throw new SetupError(`${file} has a table that no version knows: ${name}.`);
    for (let left = rows; left > 0; left -= page) await insert(sql, table, await take(lines, Math.min(left, page), file));
    if (identity && table.identity) {
      await sql.query("select setval($1::regclass, $2::bigint, $3::boolean)", [table.identity.sequence, identity.last, identity.called]);
    }
    total += rows;
  }
  if (!(await lines.next()).done) throw damaged(file, "it goes on after its end");
  return total;
}

async function refuseUsed(sql: Sql, header: BackupHeader): Promise<void> {
  const used = new SetupError(
    "This database is in use: a backup is restored into one that Picketline has not run on. Nothing was changed.",
  );
  for (const table of await tablesOf(sql)) if ((await sql.query(`select from ${table.sql} limit 1`)).length > 0) throw used;
  const [migrated] = await sql.query<{ there: boolean }>("select to_regclass('migrations') is not null as there");
  const steps = migrated?.there ? await sql.query<{ id: number }>("select id from migrations") : [];
  if (steps.some(({ id }) => !header.steps.includes(id))) throw used;
}

async function insert(sql: Sql, { sql: name, columns }: Table, rows: readonly string[]): Promise<void> {
  const list = columns.join(", ");
  await sql.query(
    `insert into ${name} (${list}) overriding system value select ${list} from jsonb_populate_recordset(null::${name}, $1::jsonb)`,
    [`[${rows.join(",")}]`],
  );
}

async function take(lines: AsyncIterator<string>, count: number, file: string): Promise<string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const { done, value } = await lines.next();
    if (done) throw damaged(file, "it ends early");
    taken.push(value);
  }
  return taken;
}

async function headerOf(lines: AsyncIterator<string>, file: string): Promise<BackupHeader> {
  const { done, value } = await lines.next();
  if (done) throw damaged(file, "it is empty");
  try {
    return backupHeader.parse(JSON.parse(value));
  } catch (error) {
    throw new SetupError(`${file} is no backup of Picketline.`, { cause: error });
  }
}

/** What the file itself is to blame for is a SetupError: it cannot be opened, or its checksum is wrong. */
async function readLines<T>(file: string, work: (lines: AsyncIterator<string>) => Promise<T>): Promise<T> {
  try {
    return await pipeline(createReadStream(file), createGunzip(), (unzipped: AsyncIterable<Buffer>) => work(splitLines(unzipped)));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code.startsWith("Z_")) throw damaged(file, messageOf(error));
    if (code.startsWith("E") && (error as NodeJS.ErrnoException).path === file) throw new SetupError(`${file} cannot be read: ${code}.`);
    throw error;
  }
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const [first = "", ...others] = decoder.decode(chunk, { stream: true }).split("\n");
    rest += first;
    for (const line of others) {
      yield rest;
      rest = line;
    }
  }
  if (rest !== "") yield rest;
}

const damaged = (file: string, why: string): SetupError => new SetupError(`${file} is damaged: ${why}. Nothing was restored.`);
