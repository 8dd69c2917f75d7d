import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openEmbedded } from "../../src/store/embedded.ts";
import { freshDataDir, freshEmbedded } from "../helpers/database.ts";
import { failingDisks } from "../helpers/failing-disk.ts";

describe("durability", () => {
  it("asks the disk once for each commit, and not at all for reading or rolling back", async () => {
    const disks = failingDisks();
    const { db } = await freshEmbedded({ fileSystem: disks.fileSystem });
    const syncs = async (work: () => Promise<unknown>) => {
      const before = disks.latest.syncs;
      await work();
      return disks.latest.syncs - before;
    };
    await db.query("create table t (n int)");

    const inserts = await syncs(async () => {
      for (let n = 0; n < 50; n++) await db.query("insert into t values ($1)", [n]);
    });
    expect(inserts).toBeGreaterThanOrEqual(50);
    const one = await syncs(() =>
      db.transaction(async (sql) => {
        for (let n = 0; n < 20; n++) await sql.query("insert into t values ($1)", [n]);
      }),
    );
    expect(one).toBeGreaterThanOrEqual(1);
    expect(one).toBeLessThan(20);
    expect(await syncs(() => Promise.all(Array.from({ length: 20 }, () => db.query("select * from t"))))).toBe(0);
    const undone = db.transaction(async (sql) => {
      await sql.query("insert into t values (1)");
      throw new Error("undo");
    });
    expect(await syncs(() => undone.catch(() => {}))).toBe(0);
  });

  it("loses no acknowledged row to kill -9", async () => {
    const dir = freshDataDir();
    for (const rows of [40, 150, 400]) {
      const last = await insertUntilKilled(dir, rows);
      const db = await openEmbedded(dir);
      const [found] = await db.query<{ n: number }>("select count(*) as n from acknowledged where n <= $1", [last]);
      const [skipped] = await db.query<{ n: number }>("select count(*) as n from acknowledged");
      expect(found?.n).toBeGreaterThanOrEqual(rows);
      expect(skipped?.n).toBeLessThanOrEqual(last + 1);
      await db.close();
    }
  });

  it("keeps its log small without being stopped", async () => {
    const { db, dir } = await freshEmbedded();
    await db.query("create table t (body text)");
    for (let i = 0; i < 20; i++) await db.query("insert into t select repeat('x', 1000) from generate_series(1, 10000); truncate t");
    const segments = readdirSync(join(dir, "pg", "pg_wal")).filter((name) => /^[0-9A-F]{24}$/u.test(name));
    expect(segments.length * 16).toBeLessThanOrEqual(160);
  });
});

/** The last number that was acknowledged; at least `rows` were, and each is one more than the one before it in this run. */
async function insertUntilKilled(dir: string, rows: number): Promise<number> {
  const child = fork(new URL("../helpers/insert-process.ts", import.meta.url), [dir], { execArgv: [] });
  const exited = once(child, "exit");
  let heard = 0;
  let last = 0;
  child.on("message", (n) => {
    last = Number(n);
    heard += 1;
    if (heard === rows) child.kill("SIGKILL");
  });
  const [, signal] = await exited;
  expect(signal).toBe("SIGKILL");
  return last;
}
