import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { messageOf, SetupError } from "../core/errors.ts";
import { makeFolder } from "./make-folder.ts";
import { syncPath } from "./sync-tree.ts";

const child = fileURLToPath(new URL("./create-database-child.ts", import.meta.url));
const unfinished = "pg.new-";

/**
 * Creates `dir/pg` in one step that is seen whole or not at all. Done in a child process: it takes 700 MB of memory which
 * a running process would not get back.
 * @throws SetupError
 */
export async function createDatabase(dir: string): Promise<void> {
  const fresh = join(dir, unfinished + randomUUID().slice(0, 8));
  try {
    await makeFolder(dir);
    await clearUnfinished(dir);
    await createInChild(fresh);
    await rename(fresh, join(dir, "pg"));
    syncPath(dir);
    syncPath(dirname(dir));
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => {});
    throw new SetupError(`No database could be created in ${dir}: ${messageOf(error)}`, { cause: error });
  }
}

/** What a killed process left; its child may be writing for a moment more. */
async function clearUnfinished(dir: string): Promise<void> {
  const left = (await readdir(dir)).filter((name) => name.startsWith(unfinished));
  for (const name of left) await rm(join(dir, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }).catch(() => {});
}

async function createInChild(folder: string): Promise<void> {
  const process = fork(child, [folder], { execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const [[code, signal], said] = await Promise.all([once(process, "close"), process.stderr ? text(process.stderr) : ""]);
  if (code !== 0) throw new Error(said.trim().split("\n").at(-1) || `the process that creates it ended by ${signal ?? `exit ${code}`}`);
}
