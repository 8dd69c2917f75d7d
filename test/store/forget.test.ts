import { migrate } from "../../src/store/migrations.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
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
