import { beforeAll, describe, expect, it } from "vitest";
import { Unavailable } from "../../src/core/errors.ts";
import type { Database } from "../../src/store/sql.ts";

/** What every engine behind `Database` does alike. */
export function databaseContract(name: string, open: () => Promise<{ db: Database }>): void {
  describe(name, () => {
    let db: Database;

    beforeAll(async () => {
      ({ db } = await open());
      await db.query("create table notes (id integer primary key, body text)");
    });

    const bodies = async () => (await db.query<{ body: string }>("select body from notes order by id")).map((row) => row.body);
    const roundTrip = async (type: string, value: unknown) =>
      (await db.query<{ value: unknown }>(`select $1::${type} as value`, [value]))[0]?.value;

    describe("values", () => {
      it.each([
        ["integer", 42],
        ["bigint", 9_007_199_254_740_991],
        ["double precision", 0.1],
        ["boolean", true],
        ["boolean", false],
        ["text", "¡Huelga! ✊ 'quoted' \\ \"double\" {a,b} NULL"],
        ["text", ""],
        ["text", null],
        ["date", "2023-10-11"],
        ["numeric", "12.50"],
        ["uuid", "6f1cf4d4-8a1b-4f3e-9a43-0b1f8f3a7c11"],
        ["bytea", new Uint8Array([0, 1, 255])],
        ["text[]", ["strike", 'a "b" \\ {c,d}', "", "NULL", "ñ"]],
        ["text[]", []],
        ["text[]", ["a", null]],
        ["bigint[]", [1, 2]],
      ])("%s comes out as it went in: %j", async (type, value) => {
        expect(await roundTrip(type, value)).toEqual(value);
      });

      it.each(["2023-10-04T13:00:00Z", "2023-11-05T08:59:59.123456Z", "1969-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])(
        "instant %s",
        async (text) => {
          const value = await roundTrip("timestamptz", Temporal.Instant.from(text));
          expect(value).toBeInstanceOf(Temporal.Instant);
          expect(String(value)).toBe(text);
        },
      );

      it("plain dates go in, and instants inside arrays both ways", async () => {
        expect(await roundTrip("date", Temporal.PlainDate.from("2023-10-11"))).toBe("2023-10-11");
        const instants = [Temporal.Instant.from("2023-10-04T13:00:00Z"), Temporal.Instant.from("2023-10-07T13:00:00Z")];
        expect(await roundTrip("timestamptz[]", instants)).toEqual(instants);
      });

      it("JSON text goes in, values come out", async () => {
        const value = { words: ["a", "b"], none: null, number: 1.5, quote: 'say "no"' };
        expect(await roundTrip("jsonb", JSON.stringify(value))).toEqual(value);
        expect(await roundTrip("jsonb", JSON.stringify([1, "two"]))).toEqual([1, "two"]);
      });

      it("counts are numbers, and what no number can hold is refused", async () => {
        expect(await db.query("select count(*) as n from notes where id < 0")).toEqual([{ n: 0 }]);
        await expect(db.query("select 9007199254740993::bigint as n")).rejects.toThrow(RangeError);
      });

      it("the session speaks UTC", async () => {
        const [row] = await db.query("select '2023-10-11T23:30:00-07:00'::timestamptz::date as day");
        expect(row).toEqual({ day: "2023-10-12" });
      });

      it("gives the rows of an insert that returns, none of one that does not", async () => {
        expect(await db.query("insert into notes values ($1, $2) returning id", [90, "x"])).toEqual([{ id: 90 }]);
        expect(await db.query("delete from notes where id = $1", [90])).toEqual([]);
      });

      it("runs several statements at once when there are no parameters, and gives the last one's rows", async () => {
        expect(await db.query("create temporary table t (n int); insert into t values (1), (2); select n from t order by n")).toEqual([
          { n: 1 },
          { n: 2 },
        ]);
      });
    });

    describe("errors", () => {
      it("carry the SQLSTATE and nothing of the parameters, and the next call works", async () => {
        await db.query("insert into notes values (1, 'one')");
        const error = await db.query("insert into notes values ($1, $2)", [1, "secret"]).catch((e: unknown) => e);
        expect(error).toMatchObject({ code: "23505" });
        expect(error).toBeInstanceOf(Error);
        expect(JSON.stringify(error)).not.toContain("secret");
        await expect(db.query("selec 1")).rejects.toMatchObject({ code: "42601" });
        await expect(db.query("select $1::int", ["x"])).rejects.toMatchObject({ code: "22P02" });
        expect(await bodies()).toEqual(["one"]);
        await db.query("delete from notes");
      });
    });

    describe("transactions", () => {
      it("keep all or nothing", async () => {
        const result = await db.transaction(async (sql) => {
          await sql.query("insert into notes values ($1, $2)", [1, "kept"]);
          return "done";
        });
        expect(result).toBe("done");
        const failure = new Error("changed my mind");
        const failed = db.transaction(async (sql) => {
          await sql.query("insert into notes values (2, 'lost')");
          throw failure;
        });
        await expect(failed).rejects.toBe(failure);
        expect(await bodies()).toEqual(["kept"]);
        await db.query("delete from notes");
      });

      it("reject when a statement failed and nobody minded", async () => {
        const swallowed = db.transaction(async (sql) => {
          await sql.query("insert into notes values (1, 'lost')");
          await sql.query("insert into notes values (1, 'twice')").catch(() => {});
        });
        await expect(swallowed).rejects.toMatchObject({ code: "25P02" });
        expect(await bodies()).toEqual([]);
      });

      it("refuse the database itself inside, which would wait for ever, and their Sql afterwards", async () => {
        let kept: typeof db.query | undefined;
        const inside = db.transaction(async (sql) => {
          kept = sql.query;
          await db.query("select 1");
        });
        await expect(inside).rejects.toThrow("Inside a transaction");
        await expect(kept?.("select 1")).rejects.toThrow();
        expect(await db.query("select 1 as one")).toEqual([{ one: 1 }]);
      });

      it("that run together lose no update", async () => {
        await db.query("insert into notes values (1, '0')");
        const increments = Array.from({ length: 30 }, () =>
          db.transaction(async (sql) => {
            const [row] = await sql.query<{ body: string }>("select body from notes where id = 1 for update");
            await sql.query("update notes set body = $1 where id = 1", [String(Number(row?.body) + 1)]);
          }),
        );
        const reads = Array.from({ length: 30 }, () => db.query("select 1 as one"));
        await Promise.all([...increments, ...reads]);
        expect(await bodies()).toEqual(["30"]);
        await db.query("delete from notes");
      });
    });

    it("closes once what runs is done, may be closed twice, and refuses calls afterwards", async () => {
      const { db: other } = await open();
      const last = other.query("select 1 as one");
      await Promise.all([other.close(), other.close()]);
      expect(await last).toEqual([{ one: 1 }]);
      await expect(other.query("select 1")).rejects.toThrow(Unavailable);
      await expect(other.transaction(async () => {})).rejects.toThrow(Unavailable);
    });
  });
}
