import { execFile } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { SetupError } from "../../src/core/errors.ts";
import type { Batch, Outcome } from "../../src/core/outbox.ts";
import { backUp } from "../../src/store/backup.ts";
import { migrate } from "../../src/store/migrations.ts";
import { sqlOutbox } from "../../src/store/outbox.ts";
import { restore } from "../../src/store/restore.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { channel, lead, subscription, t0 } from "../contract/outbox.ts";
import { freshDataDir, freshFolder, freshMemory, freshServer } from "../helpers/database.ts";
import { startChild } from "../helpers/server-child.ts";

const minute = Temporal.Duration.from({ minutes: 1 });
const none = Temporal.Duration.from({ seconds: 0 });
const delivered: Outcome = { state: "delivered", messageId: "m", late: false, uncertain: false };

async function fanOutAndClaim(db: Database, seconds: number): Promise<Batch[]> {
  const outbox = sqlOutbox(db);
  await outbox.record(t0, [lead("session-a")], new Map([["d/session-a", 1]]));
  while (await outbox.fanOut(t0, 2, none));
  return outbox.claim(t0.add({ seconds }), minute, () => 2);
}

/** Five conversations, one of which left again; a reminder that reached two of the others, and the rest still waits. */
async function inUse(db: Database): Promise<void> {
  await migrate(db, migrations);
  const names = ["first", "back\\slash\ttab", "quote'\"", "línea\nnueva 🪧", "left"];
  for (const name of names)
    await sqlSubscriptions(db).put(subscription(channel(name), { units: ["north", 'a "b", {c}'], direct: "discreet" }));
  await db.query("update subscriptions set created_by = null where conversation = 'first'");
  await sqlSubscriptions(db).end(channel("left"));
  for (const batch of await fanOutAndClaim(db, 0)) {
    await sqlOutbox(db).settle(new Map(batch.deliveries.map((d) => [d.key, delivered])), t0.add({ microseconds: 123_456 }));
  }
}

const conversations = (batches: readonly Batch[]): string[] => batches.map((b) => b.target.conversation).sort();
const subscriptionRows = (db: Database) => db.query("select * from subscriptions order by id");
const deliveryRows = (db: Database) => db.query("select * from deliveries order by key");
const newFile = (): string => join(freshFolder(), "backup.gz");

const engines = [
  ["embedded", freshMemory],
  ["server", freshServer],
] as const;

describe.each(engines.flatMap(([from, open]) => engines.map(([to, openOther]) => [from, to, open, openOther] as const)))(
  "a backup of %s, restored on %s",
  (_from, _to, open, openOther) => {
    it("has all subscriptions, sends nothing twice and what was waiting once", async () => {
      const [{ db }, { db: other }, file] = [await open(), await openOther(), newFile()];
      await inUse(db);
      const written = await backUp(db, file, t0);
      expect(await restore(other, file, migrations)).toBe(written);
      expect(await subscriptionRows(other)).toEqual(await subscriptionRows(db));
      expect(await deliveryRows(other)).toEqual(await deliveryRows(db));
      const waiting = conversations(await fanOutAndClaim(db, 0));
      expect(waiting).toHaveLength(2);
      expect(conversations(await fanOutAndClaim(other, 0))).toEqual(waiting);
      expect((await sqlOutbox(other).progress()).lastTick).toEqual(t0);
    });

    it("gives no id of one who left to one who comes", async () => {
      const [{ db }, { db: other }, file] = [await open(), await openOther(), newFile()];
      await inUse(db);
      await backUp(db, file, t0);
      await restore(other, file, migrations);
      const put = async (to: Database) => (await sqlSubscriptions(to).put(subscription(channel("new")))).after.id;
      expect(await put(other)).toBe(await put(db));
    });
  },
);

async function backedUp(open: () => Promise<{ db: Database }>): Promise<{ db: Database; file: string }> {
  const [{ db }, file] = [await open(), newFile()];
  await inUse(db);
  await backUp(db, file, t0);
  return { db, file };
}

describe.each(engines)("backup and restore, %s", (_, open) => {
  it("restore refuses a database in use and leaves it as it is", async () => {
    const { db, file } = await backedUp(open);
    const before = await deliveryRows(db);
    await expect(restore(db, file, migrations)).rejects.toThrow("This database is in use");
    expect(await deliveryRows(db)).toEqual(before);
  });

  it("restore takes an older backup and brings it up to date, and refuses a newer one", async () => {
    const { file } = await backedUp(open);
    const later = {
      id: 1_000,
      sql: "alter table subscriptions add note text not null default 'none'; update subscriptions set note = 'old'",
    };
    const { db } = await open();
    await restore(db, file, [...migrations, later]);
    expect(await db.query("select distinct note from subscriptions")).toEqual([{ note: "old" }]);
    const newer = newFile();
    await backUp(db, newer, t0);
    await expect(restore((await open()).db, newer, migrations)).rejects.toThrow("is of a newer Picketline (its schema has step 1000)");
  });

  it("a backup is for its owner's eyes, and overwrites nothing", async () => {
    const { db, file } = await backedUp(open);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file);
    await expect(backUp(db, file, t0)).rejects.toThrow("is there already");
    expect(readFileSync(file)).toEqual(before);
  });
});

// What is wrong with a file is seen before any engine is, so the quicker one will do.
describe("a damaged backup", () => {
  it.each<[string, (whole: Buffer, text: string) => Buffer, string]>([
    ["cut short", (whole) => whole.subarray(0, whole.length / 2), "is damaged"],
    ["with a byte changed", (whole) => whole.with(whole.length - 100, (whole.at(-100) ?? 0) ^ 1) as Buffer, "is damaged"],
    ["without its last row", (_, lines) => gzipSync(lines.replace(/.*\n$/, "")), "it ends early"],
    ["with a row too many", (_, lines) => gzipSync(`${lines}{}\n`), "it goes on after its end"],
    ["that is something else", () => gzipSync("hello\n"), "is no backup of Picketline"],
    ["that is not packed", (_, lines) => Buffer.from(lines), "is damaged"],
    ["that is empty", () => Buffer.alloc(0), "is damaged"],
  ])("a file %s is refused and nothing is restored", async (_, spoil, message) => {
    const { file } = await backedUp(freshServer);
    writeFileSync(file, spoil(readFileSync(file), gunzipSync(readFileSync(file)).toString()));
    const { db } = await freshServer();
    const refused = restore(db, file, migrations);
    await expect(refused).rejects.toThrow(SetupError);
    await expect(refused).rejects.toThrow(message);
    await migrate(db, migrations);
    expect(await subscriptionRows(db)).toEqual([]);
  });
});

describe("as docs/operating.md says", () => {
  const run = async (script: string, file: string, env: Record<string, string>) => {
    const args = ["--import", "./src/require-node.js", `scripts/${script}.ts`, file];
    const settings = { ...process.env, DATABASE_URL: "", ...env };
    return promisify(execFile)(process.execPath, args, { env: settings }).catch((error: { stdout: string; stderr: string }) => error);
  };

  it("while it runs and while it is stopped, into an empty DATA_DIR, which then starts", async () => {
    const dir = freshDataDir();
    const [running, stopped] = [newFile(), newFile()];
    const server = await startChild({ DATA_DIR: dir });
    expect(await server.ask("subscribe")).toContain("Subscribed.");
    expect(await run("backup", running, { DATA_DIR: dir })).toMatchObject({ stderr: "", stdout: expect.stringContaining(running) });
    expect(await run("backup", running, { DATA_DIR: dir })).toMatchObject({ stderr: expect.stringContaining("is there already") });
    expect(await run("restore", running, { DATA_DIR: dir })).toMatchObject({ stderr: expect.stringContaining("in use by a running") });
    await server.kill("SIGTERM");
    await run("backup", stopped, { DATA_DIR: dir });
    expect(await run("restore", stopped, { DATA_DIR: dir })).toMatchObject({ stderr: expect.stringContaining("This database is in use") });
    for (const file of [running, stopped]) {
      const other = freshDataDir();
      expect(await run("restore", file, { DATA_DIR: other })).toMatchObject({ stderr: "", stdout: expect.stringContaining(other) });
      const again = await startChild({ DATA_DIR: other });
      expect(await again.ask("subscriptions")).toContain("Kaiser");
      await again.kill("SIGTERM");
    }
  });

  it("from a server to an embedded database", async () => {
    const { db, url } = await freshServer();
    await inUse(db);
    const [file, dir] = [newFile(), freshDataDir()];
    expect(await run("backup", file, { DATABASE_URL: url })).toMatchObject({ stderr: "", stdout: expect.stringContaining("DATABASE_URL") });
    expect(await run("restore", file, { DATA_DIR: dir })).toMatchObject({ stderr: "" });
  });

  it("what there is not is said in a sentence", async () => {
    const dir = join(freshFolder(), "none");
    const missing = join(dir, "missing.gz");
    expect(await run("backup", newFile(), { DATA_DIR: dir })).toMatchObject({ stderr: `There is no database in DATA_DIR=${dir}.\n` });
    expect(await run("restore", missing, { DATA_DIR: freshDataDir() })).toMatchObject({ stderr: `${missing} cannot be read: ENOENT.\n` });
  });
});
