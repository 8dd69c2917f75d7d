import { expect, it } from "vitest";
import { placesOfPeople } from "../../src/store/forget.ts";
import { migrate } from "../../src/store/migrations.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { tablesOf } from "../../src/store/tables.ts";
import { forgetContract } from "../contract/forget.ts";
import { freshMemory, freshServer } from "../helpers/database.ts";

/** One engine for all tests of it, emptied before each. */
function emptied(open: () => Promise<{ db: Database }>): () => Promise<Database> {
  let opened: Promise<{ db: Database }> | undefined;
  return async () => {
    opened ??= open();
    const { db } = await opened;
    await db.query("drop schema public cascade; create schema public");
    await migrate(db, migrations);
    return db;
  };
}

forgetContract("the embedded engine", emptied(freshMemory));
forgetContract("a PostgreSQL server", emptied(freshServer));

it("every table is one that is forgotten of, or is known to keep nothing of a person", async () => {
  const db = await emptied(freshMemory)();
  const nobodys = [
    "announced",
    "choices",
    "console_messages",
    "delivery_counts",
    "disputes",
    "entered",
    "meta",
    "own_disputes",
    "reminders",
    "reports",
    "rules",
  ];
  const all = (await tablesOf(db)).map(({ name }) => name);
  expect(all.toSorted()).toEqual([...nobodys, ...placesOfPeople].toSorted());
});

it("subscriptions of before show by their ids which are direct messages", async () => {
  const { db } = await freshMemory();
  await migrate(
    db,
    migrations.filter(({ id }) => id < 3),
  );
  await db.query("insert into rules (key, hour, zone) values ('r', '09:00', 'UTC')");
  const places = ["slack/T1/D1", "slack/T1/C1", "slack/T1/G1", "discord/dm/11", "discord/1/11", "web/local/D1"];
  for (const [platform, workspace, conversation] of places.map((place) => place.split("/"))) {
    await db.query(
      `insert into subscriptions (platform, workspace, conversation, dispute, kinds, units, lang, rule, created_by, created_at)
       values ($1, $2, $3, 'd', '{}', '{}', 'en', 'r', 'U1', now())`,
      [platform, workspace, conversation],
    );
  }
  await migrate(db, migrations);
  expect(await db.query("select platform, conversation, direct from subscriptions where direct is not null order by id")).toEqual([
    { platform: "slack", conversation: "D1", direct: "plain" },
    { platform: "discord", conversation: "11", direct: "plain" },
  ]);
});
