import { describe, expect, it } from "vitest";
import { SetupError } from "../../src/core/errors.ts";
import { type Migration, migrate } from "../../src/store/migrations.ts";
import { openServer } from "../../src/store/server.ts";
import type { Database } from "../../src/store/sql.ts";
import { freshMemory, freshServer } from "../helpers/database.ts";

const first: Migration = { id: 1, sql: "create table a (n int); insert into a values (1);" };
const second: Migration = { id: 2, sql: "alter table a add m int not null default 7" };
const rows = (db: Database) => db.query("select * from a");

describe.each([
  ["embedded", freshMemory],
  ["server", freshServer],
])("migrations, %s", (_, open) => {
  it("run once, in order, and later ones on top", async () => {
    const { db } = await open();
    await migrate(db, [first]);
    await migrate(db, [first]);
    expect(await rows(db)).toEqual([{ n: 1 }]);
    await migrate(db, [first, second]);
    expect(await rows(db)).toEqual([{ n: 1, m: 7 }]);
  });

  it("leave nothing behind when one fails", async () => {
    const { db } = await open();
    await expect(migrate(db, [first, { id: 2, sql: "create table b (n int); nonsense" }])).rejects.toMatchObject({ code: "42601" });
    await expect(rows(db)).rejects.toMatchObject({ code: "42P01" });
    await migrate(db, [first, second]);
    expect(await rows(db)).toEqual([{ n: 1, m: 7 }]);
  });

  it("refuse a newer database and leave it as it is", async () => {
    const { db } = await open();
    await migrate(db, [first, second]);
    const third: Migration = { id: 3, sql: "drop table a" };
    await expect(migrate(db, [first, third])).rejects.toThrow(SetupError);
    expect(await rows(db)).toEqual([{ n: 1, m: 7 }]);
  });

  it("must be in order", async () => {
    const { db } = await open();
    await expect(migrate(db, [second, first])).rejects.toThrow("out of order");
  });
});

it("refuses a server too old for what holds the lead, before it changes anything", async () => {
  const { db } = await freshMemory();
  const asked: string[] = [];
  const query = async (text: string) => {
    asked.push(text);
    return [{ version: "13.23 (Debian 13.23-1)" }] as never[];
  };
  const refused = migrate({ ...db, transaction: (work) => work({ query }) }, [first]);
  await expect(refused).rejects.toThrow("PostgreSQL 13.23 (Debian 13.23-1): Picketline needs 14 or newer");
  expect(asked).toHaveLength(1);
});

it("processes that start together migrate once", async () => {
  const { url } = await freshServer();
  const processes = Array.from({ length: 8 }, () => openServer(url));
  await Promise.all(processes.map((db) => migrate(db, [first, second])));
  expect(await rows(processes[0] as Database)).toEqual([{ n: 1, m: 7 }]);
  await Promise.all(processes.map((db) => db.close()));
});
