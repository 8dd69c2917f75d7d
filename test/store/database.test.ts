import { expect, it } from "vitest";
import { databaseContract } from "../contract/database.ts";
import { freshEmbedded, freshMemory, freshServer } from "../helpers/database.ts";

databaseContract("embedded", freshEmbedded);
databaseContract("embedded, in memory", freshMemory);
databaseContract("server", freshServer);

it("the embedded engine lets others have their turn between two calls", async () => {
  const { db } = await freshMemory();
  let [turns, over] = [0, false];
  const take = (): void => {
    turns++;
    if (!over) setImmediate(take);
  };
  setImmediate(take);
  await Promise.all(Array.from({ length: 50 }, () => db.query("select 1")));
  over = true;
  expect(turns).toBeGreaterThanOrEqual(50);
});
