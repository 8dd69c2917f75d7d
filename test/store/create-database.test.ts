import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { SetupError } from "../../src/core/errors.ts";
import { embeddedExists, openEmbedded } from "../../src/store/embedded.ts";
import { freshDataDir, freshFolder } from "../helpers/database.ts";

describe("creating a database", () => {
  it("killed half-way leaves nothing that confuses the next start", { timeout: 60_000 }, async () => {
    const dir = join(freshFolder(), "new", "data");
    const child = fork(new URL("../helpers/create-process.ts", import.meta.url), [dir], { execArgv: [] });
    const unfinished = () => readdirSync(dir).filter((name) => existsSync(join(dir, name, "base")));
    await vi.waitFor(() => expect(unfinished()).toHaveLength(1), { timeout: 30_000, interval: 5 });
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(embeddedExists(dir)).toBe(false);

    const db = await openEmbedded(dir);
    await db.query("create table t (n int); insert into t values (1)");
    await db.close();
    expect(embeddedExists(dir)).toBe(true);
    expect(readdirSync(dir)).toEqual(["pg"]);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, "pg")).mode & 0o777).toBe(0o700);

    const again = await openEmbedded(dir);
    expect(await again.query("select n from t")).toEqual([{ n: 1 }]);
    await again.close();
  });

  it("says in a sentence where it cannot", async () => {
    const file = join(freshFolder(), "file");
    writeFileSync(file, "");
    const failed = openEmbedded(join(file, "data"));
    await expect(failed).rejects.toThrow(SetupError);
    await expect(failed).rejects.toThrow(/^No database could be created in .*file\/data: .*ENOTDIR/u);
  });

  it("leaves alone a folder called pg that is no database", { timeout: 60_000 }, async () => {
    const dir = freshFolder();
    mkdirSync(join(dir, "pg"));
    writeFileSync(join(dir, "pg", "mine"), "");
    await expect(openEmbedded(dir)).rejects.toThrow(SetupError);
    expect(readdirSync(dir)).toEqual(["pg"]);
    expect(readdirSync(join(dir, "pg"))).toEqual(["mine"]);
  });
});

describe("a database of another PostgreSQL version", () => {
  it("is refused with what PostgreSQL says", async () => {
    const dir = freshDataDir();
    writeFileSync(join(dir, "pg", "PG_VERSION"), "12\n");
    const failed = openEmbedded(dir);
    await expect(failed).rejects.toThrow(SetupError);
    await expect(failed).rejects.toThrow(/^The database cannot be opened: .*incompatible/u);
  });
});
