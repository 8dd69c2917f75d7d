import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase } from "../../src/store/create-database.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { openServer } from "../../src/store/server.ts";
import type { Database } from "../../src/store/sql.ts";
import { createPostgres, type Postgres } from "../helpers/postgres.ts";

export type EngineName = "embedded" | "server";

export interface ChaosEngine {
  env: Record<string, string>;
  /** For a look at the records once every child has ended. */
  open(): Promise<Database>;
  /** The server that can be stopped and started; there is none in process. */
  postgres: Postgres | undefined;
  close(): Promise<void>;
}

/** @param template a DATA_DIR to begin with, where there is one: making one takes seconds. */
export async function openEngine(name: EngineName, template: string | undefined): Promise<ChaosEngine> {
  if (name === "server") {
    const postgres = await createPostgres();
    return {
      env: { DATABASE_URL: postgres.url },
      open: async () => openServer(postgres.url),
      postgres,
      close: () => postgres.stop(),
    };
  }
  const dir = mkdtempSync(join(tmpdir(), "picketline-chaos-"));
  if (template !== undefined && existsSync(join(template, "pg"))) cpSync(join(template, "pg"), join(dir, "pg"), { recursive: true });
  else await createDatabase(dir);
  return {
    env: { DATA_DIR: dir },
    open: () => openEmbedded(dir),
    postgres: undefined,
    close: async () => rmSync(dir, { recursive: true, force: true }),
  };
}
