import { fork } from "node:child_process";
import { once } from "node:events";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** A PostgreSQL server's maintenance database, as superuser. */
    serverUrl: string;
    /** Holds `pg` (a DATA_DIR's), and `pg.tar` for `loadDataDir`. */
    template: string;
  }
}

/** Two child processes: making a PGlite database leaves 700 MB behind, and the server must end with us however we end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = start("server-process.ts");
  const template = start("template-process.ts");
  const [serverUrl, templateFolder] = await Promise.all([said(server), said(template)]);
  project.provide("serverUrl", serverUrl);
  project.provide("template", templateFolder);
  return async () => {
    const ended = once(server, "exit");
    server.disconnect();
    await ended;
  };
}

const start = (script: string) => fork(new URL(`./helpers/${script}`, import.meta.url), { execArgv: [] });

/** The one message a child sends when what it makes is there. */
async function said(child: ReturnType<typeof fork>): Promise<string> {
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`${child.spawnargs.at(-1)} ended with ${code}`))),
  ]);
  return String(message);
}
