import type { Config } from "../src/config.ts";
import { SetupError } from "../src/core/errors.ts";
import { embeddedExists, openEmbedded } from "../src/store/embedded.ts";
import { acquire } from "../src/store/lock.ts";
import { openServer } from "../src/store/server.ts";
import type { Database } from "../src/store/sql.ts";

/** Runs a program that takes one file's name; what goes wrong is one sentence and exit 1. */
export async function oneFile(name: string, work: (file: string) => Promise<string>): Promise<void> {
  try {
    const [file, ...more] = process.argv.slice(2);
    if (file === undefined || more.length > 0) throw new SetupError(`Name one file: npm run -s ${name} -- FILE`);
    process.stdout.write(`${await work(file)}\n`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** The database of these settings as it is: nothing is migrated. */
export async function withDatabase<T>(config: Config, work: (db: Database) => Promise<T>, wanted: "existing" | "new"): Promise<T> {
  if (config.databaseUrl !== undefined) return closing(openServer(config.databaseUrl), work);
  if (wanted === "existing" && !embeddedExists(config.dataDir)) throw new SetupError(`There is no database in DATA_DIR=${config.dataDir}.`);
  const lock = await acquire(config.dataDir);
  if (!lock) throw new SetupError(`DATA_DIR=${config.dataDir} is in use by a running Picketline. Stop that one, or set another folder.`);
  try {
    return await closing(await openEmbedded(config.dataDir), work);
  } finally {
    await lock.release();
  }
}

async function closing<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Without the server's address, which has a password in it. */
export const whereDatabaseIs = (config: Config): string =>
  config.databaseUrl === undefined ? `DATA_DIR=${config.dataDir}` : "the database at DATABASE_URL";
