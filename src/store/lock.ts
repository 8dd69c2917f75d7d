import { createHash, randomBytes } from "node:crypto";
import { chmod, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, SetupError } from "../core/errors.ts";
import { type Claim, type Handler, listen } from "./lock-claim.ts";
import { connect, within, withShortPath } from "./lock-socket.ts";
import { makeFolder } from "./make-folder.ts";

export interface Lock {
  /** Answers what `ask` sends, also what came before. A rejection reaches the asker as an `Error` with its message. */
  serve(handler: Handler): void;
  release(): Promise<void>;
}

const claimName = /^picketline-[0-9a-f]{12}\.sock$/u;

/** How long another candidate may take to decide, on a disk that is busy. */
const decisionMs = 30_000;

/** Of the socket: a holder is told from a candidate even when its process is stopped. Nobody but the owner may connect to either. */
const candidateMode = 0o700;
const holderMode = 0o600;

/**
 * Makes this process the one holder of `dir`; undefined when another live process is. It ends with `release` or the process.
 *
 * Every process that wants `dir` puts a listening socket in it, under a name nobody had before, and looks at the others only
 * then: of two, the later one always sees the earlier. A socket nobody listens on was left by a dead process and is removed,
 * which is safe because names never come back. Between two that have not decided yet, the lower name goes first.
 * @throws SetupError when `dir` cannot hold one.
 */
export async function acquire(dir: string): Promise<Lock | undefined> {
  try {
    await makeFolder(dir);
    const real = await realpath(dir);
    const claim = process.platform === "win32" ? await claimPipe(real) : await withShortPath(real, (short) => claimSocket(real, short));
    claim?.win();
    return claim && { serve: claim.serve, release: claim.withdraw };
  } catch (error) {
    throw new SetupError(`${dir} cannot be used: it must be a writable folder on a local disk (${messageOf(error)}).`, { cause: error });
  }
}

async function claimSocket(dir: string, short: string): Promise<Claim | undefined> {
  const name = `picketline-${randomBytes(6).toString("hex")}.sock`;
  const unseen = join(short, `${name}.new`);
  const claim = await listen(unseen, () => rm(join(dir, name), { force: true }));
  try {
    await chmod(unseen, candidateMode);
    await rename(unseen, join(short, name));
    if (await prevails(short, name)) {
      await chmod(join(short, name), holderMode);
      return claim;
    }
  } catch (error) {
    await claim.withdraw();
    throw error;
  }
  await claim.withdraw();
  return undefined;
}

async function prevails(short: string, mine: string): Promise<boolean> {
  for (const name of await claims(short)) {
    if (name !== mine && (await opposes(join(short, name), name < mine))) return false;
  }
  return true;
}

async function opposes(path: string, goesFirst: boolean): Promise<boolean> {
  const socket = await connect(path);
  if (socket === "dead") await rm(path, { force: true });
  if (typeof socket === "string") return socket === "busy";
  return within(decisionMs, socket, async (lines) => goesFirst || (await isHolder(path)) || !(await lines.next()).done).catch(() => true);
}

const isHolder = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ mode }) => (mode & 0o777) === holderMode,
    () => false,
  );

export const claims = async (dir: string): Promise<string[]> => (await readdir(dir)).filter((name) => claimName.test(name));

/** Windows keeps no names of dead pipes and gives one to one process only. */
async function claimPipe(dir: string): Promise<Claim | undefined> {
  try {
    return await listen(pipeOf(dir), async () => {});
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return undefined;
    throw error;
  }
}

export const pipeOf = (dir: string): string => `\\\\.\\pipe\\picketline-${createHash("sha256").update(dir.toLowerCase()).digest("hex")}`;
