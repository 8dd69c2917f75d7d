import { migrate } from "../../src/store/migrations.ts";
import { sqlOutbox } from "../../src/store/outbox.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { type OutboxRig, outboxContract } from "../contract/outbox.ts";
import { freshMemory, freshServer } from "../helpers/database.ts";

/** One engine for all tests of it, emptied before each. */
async function rig(open: () => Promise<{ db: Database }>): Promise<OutboxRig> {
  const { db } = await open();
  await db.query("drop schema public cascade; create schema public");
  await migrate(db, migrations);
  return {
    outbox: sqlOutbox(db),
    subscriptions: sqlSubscriptions(db),
    forgetProgress: async () => void (await db.query("update reminders set cursor = 0, fanned_out = false")),
    async states() {
      const rows = await db.query<{ key: string; state: string }>("select key, state from deliveries order by key");
      return Object.fromEntries(rows.map((row) => [row.key, row.state]));
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const [embedded, server] = [once(freshMemory), once(freshServer)];
outboxContract("the embedded engine", () => rig(embedded));
outboxContract("a PostgreSQL server", () => rig(server));
