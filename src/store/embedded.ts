import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { messageOf, SetupError } from "../core/errors.ts";
import { createDatabase } from "./create-database.ts";
import { DurableFS } from "./durable-fs.ts";
import { createPGlite } from "./pglite.ts";
import { databaseOn } from "./pglite-database.ts";
import type { Database } from "./sql.ts";
import { unavailable } from "./sql-errors.ts";

export interface EmbeddedOptions {
  /** Told once each time the engine breaks: the disk is full or failing, nothing acknowledged was lost. */
  onBroken?: (cause: Error) => void;
  /** How long a broken engine is left alone before it is opened anew. */
  retryAfterMs?: number;
  /** Replaced by tests that need a disk which fails. */
  fileSystem?: (folder: string, onBroken: (cause: Error) => void) => DurableFS;
}

interface Engine {
  pg: PGlite;
  fs: DurableFS;
}

/** The engine checkpoints by itself only when it stops: without this its log would grow for ever. */
const checkpointEvery = 64 * 2 ** 20;

/** A log segment and dirty buffers: what opening after a full disk writes at once. */
const spaceToReopen = 48 * 2 ** 20;

const folderOf = (dir: string): string => join(dir, "pg");

export const embeddedExists = (dir: string): boolean => existsSync(join(folderOf(dir), "PG_VERSION"));

/**
 * The database in `dir/pg`, created where there is none. Every commit is on the disk before it is acknowledged. When the
 * disk fails the engine is given up at once, and calls that come `retryAfterMs` later open it anew; until then `Unavailable`.
 * Hold `dir` (lock.ts) before: two engines on one folder destroy it.
 * @throws SetupError
 */
export async function openEmbedded(dir: string, options: EmbeddedOptions = {}): Promise<Database> {
  const { onBroken = () => {}, retryAfterMs = 5_000, fileSystem = (at, told) => new DurableFS(at, told) } = options;
  if (!embeddedExists(dir)) await createDatabase(dir);
  let notBefore = 0;
  const start = () =>
    startEngine(
      (told) => fileSystem(folderOf(dir), told),
      (cause) => {
        notBefore = performance.now() + retryAfterMs;
        setImmediate(onBroken, cause);
      },
    );
  let current = await start();
  let reopening: Promise<void> | undefined;

  async function reopen(): Promise<void> {
    if (performance.now() < notBefore) throw unavailable("The database stopped: its disk is full or failing.");
    notBefore = performance.now() + retryAfterMs;
    current.fs.abandon();
    const { bavail, bsize } = await statfs(dir);
    if (bavail * bsize < spaceToReopen) throw unavailable("The database stopped: its disk is full.");
    current = await start();
  }

  return databaseOn({
    async engine() {
      if (!current.fs.broken) return current.pg;
      reopening ??= reopen().finally(() => {
        reopening = undefined;
      });
      await reopening.catch((error: unknown) => {
        throw unavailable(messageOf(error), error);
      });
      return current.pg;
    },
    afterwards: () => checkpointIfDue(current),
    async close() {
      await reopening?.catch(() => {});
      if (current.fs.broken) current.fs.abandon();
      else await current.pg.close();
    },
  });
}

async function checkpointIfDue({ pg, fs }: Engine): Promise<void> {
  if (fs.broken || fs.written < checkpointEvery) return;
  fs.written = 0;
  // What was asked for is done; a disk that fails now is told through `onBroken`.
  await pg.exec("checkpoint").catch(() => {});
}

type OnBroken = (cause: Error) => void;

/** Breaking while it starts is not told: it is why the start fails. */
async function startEngine(open: (onBroken: OnBroken) => DurableFS, onBroken: OnBroken): Promise<Engine> {
  let complaint = "";
  let started = false;
  const fs = open((cause) => started && onBroken(cause));
  const onStderr = (line: string) => {
    if (/\b(?:FATAL|PANIC):/u.test(line)) complaint = line;
    return false;
  };
  try {
    const pg = await createPGlite({ fs, onStderr });
    started = true;
    return { pg, fs };
  } catch (error) {
    fs.abandon();
    throw new SetupError(`The database cannot be opened: ${complaint || messageOf(fs.broken ?? error)}`, { cause: error });
  }
}
