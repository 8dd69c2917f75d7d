import { execFileSync } from "node:child_process";
import { renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Unavailable } from "../../src/core/errors.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import type { Database } from "../../src/store/sql.ts";
import { freshDataDir, freshEmbedded, freshFolder } from "../helpers/database.ts";
import { failingDisks } from "../helpers/failing-disk.ts";

const bodies = async (db: Database) => (await db.query<{ n: number }>("select n from t order by n")).map((row) => row.n);

/** Refused at once, and the event loop goes on. */
async function expectRefusal(db: Database): Promise<void> {
  const began = performance.now();
  const tick = delay(5, "ticked");
  await expect(db.query("select 1")).rejects.toThrow(Unavailable);
  await expect(db.transaction(async () => {})).rejects.toThrow(Unavailable);
  expect(performance.now() - began).toBeLessThan(500);
  expect(await tick).toBe("ticked");
}

describe.each(["write", "sync"] as const)("a disk that is full on %s", (action) => {
  async function filledDuring(work: (db: Database) => Promise<unknown>, retryAfterMs: number) {
    const disks = failingDisks();
    const onBroken = vi.fn();
    const { db } = await freshEmbedded({ fileSystem: disks.fileSystem, onBroken, retryAfterMs });
    await db.query("create table t (n int)");
    for (let n = 1; n <= 20; n++) await db.query("insert into t values ($1)", [n]);
    disks.failsOn = action;
    await expect(work(db)).rejects.toThrow(Unavailable);
    return { db, disks, onBroken };
  }
  const insert = (db: Database) => db.query("insert into t values ($1)", [21]);

  it("refuses everything at once, and closes without touching the engine", async () => {
    const { db, disks, onBroken } = await filledDuring(insert, 60_000);
    await expectRefusal(db);
    expect(disks.opened).toBe(1);
    expect(onBroken).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: "ENOSPC" }));
    await db.close();
    await expect(db.query("select 1")).rejects.toThrow(Unavailable);
  });

  const works: [string, (db: Database) => Promise<unknown>][] = [
    ["an insert", insert],
    ["a transaction", (db) => db.transaction((sql) => sql.query("insert into t values (21)"))],
    ["several statements", (db) => db.query("insert into t values (21); insert into t values (22)")],
    ["more than the buffers hold", (db) => db.query("insert into t select 21 from generate_series(1, 400000)")],
  ];

  it.each(works)("during %s: stays away while it is full, then comes back with all that was acknowledged", async (_, work) => {
    const { db, disks } = await filledDuring(work, 0);
    await expect(db.query("select 1")).rejects.toThrow(Unavailable);
    disks.failsOn = undefined;
    expect((await bodies(db)).slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(disks.opened).toBe(3);
    await db.query("insert into t values (99)");
    expect((await bodies(db)).at(-1)).toBe(99);
  });
});

describe("an engine that panics for a reason of its own", () => {
  it("is given up and opened anew", async () => {
    const { db, dir } = await freshEmbedded({ retryAfterMs: 500 });
    await db.query("create table t (n int); insert into t values (1)");
    const log = join(dir, "pg", "pg_wal");
    renameSync(log, `${log}.away`);
    await expect(db.query("insert into t select 2 from generate_series(1, 400000)")).rejects.toThrow();
    await expectRefusal(db);
    renameSync(`${log}.away`, log);
    expect(await vi.waitFor(() => bodies(db), { timeout: 10_000 })).toEqual([1]);
  });
});

describe("a small file system", () => {
  const mounted: string[] = [];
  afterEach(() => {
    for (const folder of mounted.splice(0)) execFileSync("umount", ["-l", folder]);
  });

  function tmpfs(megabytes: number): string | undefined {
    const folder = freshFolder();
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "none", folder], { stdio: "ignore" });
      mounted.push(folder);
      return folder;
    } catch {
      return undefined;
    }
  }

  it("that fills up loses nothing it acknowledged", async ({ skip }) => {
    const folder = tmpfs(160);
    if (folder === undefined) return skip("tmpfs cannot be mounted here: needs root on Linux");
    const db = await openEmbedded(freshDataDir(folder), { retryAfterMs: 500 });
    await db.query("create table t (n int, body text)");
    const { bavail, bsize } = statfsSync(folder);
    const filler = join(folder, "filler");
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 2 ** 20));

    let acknowledged = 0;
    const fill = async () => {
      for (;;) {
        await db.query("insert into t select $1::int, string_agg(md5(random()::text), '') from generate_series(1, 250)", [
          acknowledged + 1,
        ]);
        acknowledged += 1;
      }
    };
    await expect(fill()).rejects.toThrow(Unavailable);
    await expectRefusal(db);
    rmSync(filler);
    const rows = await vi.waitFor(() => bodies(db), { timeout: 10_000 });
    expect(acknowledged).toBeGreaterThan(10);
    expect(rows.slice(0, acknowledged)).toEqual(Array.from({ length: acknowledged }, (_, i) => i + 1));
    await db.close();
  });
});
