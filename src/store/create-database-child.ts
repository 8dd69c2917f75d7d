import { chmodSync, rmSync } from "node:fs";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { messageOf } from "../core/errors.ts";
import { createPGlite } from "./pglite.ts";
import { syncTree } from "./sync-tree.ts";

// Forked by create-database.ts: makes the folder it is given, makes sure it is on the disk, ends.
const folder = process.argv[2] ?? "";
process.on("disconnect", () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
});

try {
  const fs = new NodeFS(folder);
  chmodSync(folder, 0o700);
  const pg = await createPGlite({ fs });
  await pg.close();
  syncTree(folder);
  process.exit(0);
} catch (error) {
  console.error(messageOf(error));
  process.exit(1);
}
