import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { SetupError, Unavailable } from "../../src/core/errors.ts";
import { encryptionWith } from "../../src/store/encryption.ts";
import { keyvStore, keyvTable, openKeyv, sweepKeyv } from "../../src/store/keyv.ts";
import type { Database } from "../../src/store/sql.ts";
import { freshMemory, freshServer } from "../helpers/database.ts";

const key = Buffer.alloc(32, 7).toString("hex");
const otherKey = Buffer.alloc(32, 8).toString("base64");

describe.each([
  ["embedded", freshMemory],
  ["server", freshServer],
])("keyv, %s", (_, open) => {
  let db: Database;
  beforeAll(async () => {
    ({ db } = await open());
    await db.query(keyvTable);
  });
  afterEach(() => vi.useRealTimers());

  it("keeps values by key, one namespace apart from another", async () => {
    const [a, b] = [openKeyv<{ n: number }>(db, "a"), openKeyv<{ n: number }>(db, "b")];
    await Promise.all([a.set("k", { n: 1 }), b.set("k", { n: 2 }), a.set("other", { n: 3 })]);
    expect(await a.get("k")).toEqual({ n: 1 });
    expect(await b.get("k")).toEqual({ n: 2 });
    expect(await a.getMany(["other", "missing", "k"])).toEqual([{ n: 3 }, undefined, { n: 1 }]);
    expect(await a.has(["k", "missing"])).toEqual([true, false]);
    expect(await a.delete("k")).toBe(true);
    expect(await a.delete("k")).toBe(false);
    await a.clear();
    expect(await a.get("other")).toBeUndefined();
    expect(await b.get("k")).toEqual({ n: 2 });
  });

  it("sets many, the last of equal keys", async () => {
    const many = openKeyv<number>(db, "many");
    const entries = [
      { key: "x", value: 1 },
      { key: "y", value: 2 },
      { key: "x", value: 3 },
    ];
    expect(await many.setMany(entries)).toEqual([true, true, true]);
    expect(await many.getMany(["x", "y"])).toEqual([3, 2]);
    expect(await many.deleteMany(["x", "z"])).toEqual([true, false]);
  });

  it("is used as it is, not wrapped", () => {
    const store = keyvStore(db, "direct");
    expect(openKeyv(db, "direct").resolveStore(store)).toBe(store);
  });

  it("forgets when the time is up, and sweeping frees the row", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2023-10-04T13:00:00Z") });
    const state = openKeyv<string>(db, "state");
    await state.set("short", "s", 60_000);
    await state.set("long", "l", 3_600_000);
    await state.set("ever", "e");
    vi.setSystemTime(Date.parse("2023-10-04T13:00:59.999Z"));
    expect(await state.get("short")).toBe("s");
    vi.setSystemTime(Date.parse("2023-10-04T13:01:00.001Z"));
    expect(await keyvStore(db, "state").get("short")).toBeUndefined();
    expect(await state.getMany(["short", "long", "ever"])).toEqual([undefined, "l", "e"]);
    await sweepKeyv(db, Temporal.Instant.from("2023-10-04T13:30:00Z"));
    expect(await db.query("select key from keyv where namespace = 'state' order by key")).toEqual([{ key: "ever" }, { key: "long" }]);
  });

  it("keeps secrets encrypted; a wrong or missing key, or an altered value, rejects even with a listener", async () => {
    const secrets = openKeyv<{ token: string }>(db, "secrets", { encryption: encryptionWith(key) });
    await secrets.set("team", { token: "xoxb-ñ-secret" });
    expect(await secrets.get("team")).toEqual({ token: "xoxb-ñ-secret" });
    const [row] = await db.query<{ value: string }>("select value from keyv where namespace = 'secrets'");
    expect(row?.value).toMatch(/^v1\./u);
    expect(row?.value).not.toContain("xoxb");

    const wrong = openKeyv(db, "secrets", { encryption: encryptionWith(otherKey) });
    wrong.on("error", () => {});
    await expect(wrong.get("team")).rejects.toThrow(SetupError);
    await expect(wrong.getMany(["team"])).rejects.toThrow("SECRETS_KEY");
    await expect(wrong.has("team")).rejects.toThrow("SECRETS_KEY");
    await expect(openKeyv(db, "secrets").get("team")).rejects.toThrow();

    await db.query("update keyv set value = overlay(value placing 'AAAA' from 30) where namespace = 'secrets'");
    await expect(secrets.get("team")).rejects.toThrow(SetupError);
    await db.query("update keyv set value = $1 where namespace = 'secrets'", ['{"value":{"token":"planted"}}']);
    await expect(secrets.get("team")).rejects.toThrow(SetupError);
  });

  it("rejects during an outage, even with a listener", async () => {
    const { db: gone } = await open();
    const keyv = openKeyv(gone, "n");
    keyv.on("error", () => {});
    await gone.close();
    const attempts = [
      keyv.get("k"),
      keyv.set("k", 1),
      keyv.delete("k"),
      keyv.has("k"),
      keyv.getMany(["k"]),
      keyv.setMany([{ key: "k", value: 1 }]),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toThrow(Unavailable);
  });
});

describe("SECRETS_KEY", () => {
  const bytes = Buffer.alloc(32, 0xfb);

  it.each([bytes.toString("hex"), bytes.toString("hex").toUpperCase(), bytes.toString("base64"), bytes.toString("base64url")])(
    "may be %s",
    (text) => {
      const sealed = encryptionWith(bytes.toString("hex")).encrypt("plain") as string;
      expect(encryptionWith(text).decrypt(sealed)).toBe("plain");
    },
  );

  it.each(["", "short", "0".repeat(63), "0".repeat(32), bytes.subarray(1).toString("base64"), `${bytes.toString("base64")}AAAA`])(
    "is not %j",
    (text) => {
      expect(() => encryptionWith(text)).toThrow(SetupError);
      expect(() => encryptionWith(text)).toThrow("SECRETS_KEY must be 32 bytes");
    },
  );

  it("never seals the same text the same way", () => {
    const { encrypt } = encryptionWith(key);
    expect(encrypt("a")).not.toBe(encrypt("a"));
  });
});
