import type { Config } from "./config.ts";
import { SetupError } from "./core/errors.ts";
import type { Lead } from "./core/outbox.ts";
import { aloneLead } from "./store/alone-lead.ts";
import type { Lock } from "./store/lock.ts";
import { migrate } from "./store/migrations.ts";
import { migrations } from "./store/schema.ts";
import type { Database } from "./store/sql.ts";

export interface Opened {
  db: Database;
  /** Held while the embedded engine is open; a server needs none. */
  lock: Lock | undefined;
  /** Which of the processes on this database posts. */
  lead: Lead;
  close(): Promise<void>;
}

/**
 * The database of these settings, migrated. Loads only the engine that is used.
 * @throws Unavailable where a server cannot be reached now; SetupError where the folder is held by another process, or of a newer schema, or cannot be used.
 */
export async function openDatabase(config: Config, onBroken: (cause: Error) => void = () => {}): Promise<Opened> {
  if (config.databaseUrl !== undefined) {
    const { openServer } = await import("./store/server.ts");
    const { serverLead } = await import("./store/server-lead.ts");
    return migrated(openServer(config.databaseUrl), serverLead(config.databaseUrl), undefined);
  }
  const { acquire } = await import("./store/lock.ts");
  const lock = await acquire(config.dataDir);
  if (!lock)
    throw new SetupError(`DATA_DIR=${config.dataDir} is in use by another running Picketline. Stop that one, or set another folder.`);
  try {
    const { openEmbedded } = await import("./store/embedded.ts");
    return await migrated(await openEmbedded(config.dataDir, { onBroken }), aloneLead, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function migrated(db: Database, lead: Lead, lock: Lock | undefined): Promise<Opened> {
  const close = async (): Promise<void> => {
    await lead.close();
    await db.close();
    await lock?.release();
  };
  try {
    await migrate(db, migrations);
    return { db, lock, lead, close };
  } catch (error) {
    await db.close();
    throw error;
  }
}
