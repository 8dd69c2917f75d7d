import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { type EmbeddedOptions, openEmbedded } from "../../src/store/embedded.ts";
import { createPGlite } from "../../src/store/pglite.ts";
import { databaseOn } from "../../src/store/pglite-database.ts";
import { openServer } from "../../src/store/server.ts";
import type { Database } from "../../src/store/sql.ts";

const cleanups: (() => unknown)[] = [];

// Registered for each test file that imports this.
afterAll(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A folder that goes away with the test file. */
export function freshFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "picketline-"));
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A DATA_DIR with an empty database in it, not open. */
export function freshDataDir(parent = freshFolder()): string {
  cpSync(join(inject("template"), "pg"), join(parent, "pg"), { recursive: true });
  return parent;
}

/** As people run it: durable, on disk. Half a second. */
export async function freshEmbedded(options?: EmbeddedOptions): Promise<{ db: Database; dir: string }> {
  const dir = freshDataDir();
  return { db: closed(await openEmbedded(dir, options)), dir };
}

/** A database of its own on the shared PostgreSQL server. */
export async function freshServer(): Promise<{ db: Database; url: string }> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await onServer(`create database ${name}`);
  cleanups.push(() => onServer(`drop database ${name} with (force)`));
  const url = new URL(inject("serverUrl"));
  url.pathname = name;
  return { db: closed(openServer(url.href)), url: url.href };
}

/** In memory, nothing kept: the quickest. */
export async function freshMemory(): Promise<{ db: Database }> {
  const loadDataDir = new Blob([readFileSync(join(inject("template"), "pg.tar"))]);
  const pg = await createPGlite({ loadDataDir });
  return { db: closed(databaseOn({ engine: async () => pg, close: () => pg.close() })) };
}

function closed(db: Database): Database {
  cleanups.push(() => db.close());
  return db;
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("serverUrl") });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
