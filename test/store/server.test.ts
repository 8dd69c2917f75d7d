import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { SetupError, Unavailable } from "../../src/core/errors.ts";
import { openServer } from "../../src/store/server.ts";
import { freshServer } from "../helpers/database.ts";

const killOthers = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

describe("a server", () => {
  it("that cannot be reached is Unavailable", async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await vi.waitFor(() => expect(probe.listening).toBe(true));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const db = openServer(`postgres://someone:secret@127.0.0.1:${port}/x`);
    await expect(db.query("select 1")).rejects.toThrow(Unavailable);
    await expect(db.transaction(async () => {})).rejects.toThrow(Unavailable);
    await db.close();
  });

  it.each(["", "localhost:5432", "mysql://x@y/z"])("is not %j", (url) => {
    expect(() => openServer(url)).toThrow(SetupError);
  });

  it("that refuses the password or has no such database is for the owner to put right", async () => {
    const { url } = await freshServer();
    const [noUser, noDatabase] = [new URL(url), new URL(url)];
    noUser.password = "wrong";
    noDatabase.pathname = "nowhere";
    for (const { href } of [noUser, noDatabase]) {
      const db = openServer(href);
      const failed = db.query("select 1");
      await expect(failed).rejects.toThrow(SetupError);
      await expect(failed).rejects.not.toThrow("wrong");
      await db.close();
    }
  });

  it("that drops idle connections is connected to again", async () => {
    const { db, url } = await freshServer();
    await Promise.all(Array.from({ length: 4 }, () => db.query("select pg_sleep(0.02)")));
    const other = openServer(url);
    await other.query(killOthers);
    await other.close();
    expect(await vi.waitFor(() => db.query("select 1 as one"))).toEqual([{ one: 1 }]);
  });

  it("that drops the connection of a transaction loses all of it, and that connection is not used again", async () => {
    const { db, url } = await freshServer();
    await db.query("create table t (n int)");
    const other = openServer(url);
    const cut = db.transaction(async (sql) => {
      await sql.query("insert into t values (1)");
      await other.query(killOthers);
      await sql.query("insert into t values (2)");
    });
    await expect(cut).rejects.toThrow(Unavailable);
    const cutUnnoticed = db.transaction(async (sql) => {
      await sql.query("insert into t values (3)");
      await other.query(killOthers);
    });
    await expect(cutUnnoticed).rejects.toThrow(Unavailable);
    await other.close();
    for (let i = 0; i < 12; i++) expect(await db.query("select n from t")).toEqual([]);
  });

  it("keeps its connection over an ordinary error", async () => {
    const { db } = await freshServer();
    const pid = () => db.query("select pg_backend_pid() as pid");
    const before = await pid();
    await expect(db.query("nonsense")).rejects.toMatchObject({ code: "42601" });
    await expect(db.transaction((sql) => sql.query("nonsense"))).rejects.toMatchObject({ code: "42601" });
    expect(await pid()).toEqual(before);
  });
});
