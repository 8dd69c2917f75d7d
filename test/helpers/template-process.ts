import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { createPGlite } from "../../src/store/pglite.ts";

// Forked by global-setup.ts. A PGlite database takes seconds to make, so it is kept in node_modules for the next run.
const root = new URL("../../node_modules/", import.meta.url).pathname;
const { version } = JSON.parse(readFileSync(join(root, "@electric-sql/pglite/package.json"), "utf8"));
const folder = join(root, ".cache", `picketline-pglite-${version}`);

if (!existsSync(folder)) {
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const make = () => createPGlite({ fs: new NodeFS(join(fresh, "pg")) });
  await (await make()).close();
  const pg = await make();
  writeFileSync(join(fresh, "pg.tar"), await (await pg.dumpDataDir("none")).bytes());
  await pg.close();
  publish(fresh);
}
process.send?.(folder, () => process.exit(0));

function publish(fresh: string): void {
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true });
    // Another run was quicker.
    if (!existsSync(folder)) throw error;
  }
}
