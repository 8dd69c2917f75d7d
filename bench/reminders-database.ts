import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrations.ts";
import { migrations } from "../src/store/schema.ts";
import { openServer } from "../src/store/server.ts";
import type { Database } from "../src/store/sql.ts";

export interface Engine {
  name: string;
  /** Subscriptions it is meant for. */
  many: number;
  /** An empty database, and the folder that goes away with it. */
  open(): Promise<{ db: Database; folder?: string; url?: string }>;
}

let server: Promise<{ child: ChildProcess; url: string }> | undefined;
let databases = 0;

/** The tests' own server, from npm: it does not wait for the disk. The embedded engine does, as people run it. */
async function startServer(): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(new URL("../test/helpers/server-process.ts", import.meta.url), { execArgv: [] });
  const [url] = await once(child, "message");
  return { child, url: String(url) };
}

export async function closeServer(): Promise<void> {
  if (!server) return;
  const { child } = await server;
  server = undefined;
  const ended = once(child, "exit");
  child.disconnect();
  await ended;
}

async function migrated(db: Database): Promise<Database> {
  await migrate(db, migrations);
  return db;
}

export const engines: readonly Engine[] = [
  {
    name: "embedded",
    many: 100_000,
    async open() {
      const folder = await mkdtemp(join(tmpdir(), "picketline-bench-"));
      return { db: await migrated(await openEmbedded(folder)), folder };
    },
  },
  {
    name: "server",
    many: 1_000_000,
    async open() {
      server ??= startServer();
      const url = new URL((await server).url);
      const admin = openServer(url.href);
      const name = `bench_${++databases}`;
      await admin.query(`create database ${name}`);
      await admin.close();
      url.pathname = name;
      return { db: await migrated(openServer(url.href)), url: url.href };
    },
  },
];
