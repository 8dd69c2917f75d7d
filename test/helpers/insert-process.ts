import { openEmbedded } from "../../src/store/embedded.ts";

// Forked to be killed: inserts one row after another and says each number once its row is acknowledged.
const db = await openEmbedded(process.argv[2] ?? "");
await db.query("create table if not exists acknowledged (n bigint generated always as identity primary key)");
for (;;) {
  const [row] = await db.query<{ n: number }>("insert into acknowledged default values returning n");
  process.send?.(row?.n);
}
