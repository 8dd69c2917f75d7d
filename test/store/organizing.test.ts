import { migrate } from "../../src/store/migrations.ts";
import { sqlOrganizing } from "../../src/store/organizing.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { organizingContract } from "../contract/organizing.ts";
import { freshMemory, freshServer } from "../helpers/database.ts";

/** One engine for all tests of it, emptied before each. */
function emptied(open: () => Promise<{ db: Database }>) {
  let opened: Promise<{ db: Database }> | undefined;
  return async () => {
    opened ??= open();
    const { db } = await opened;
    await db.query("drop schema public cascade; create schema public");
    await migrate(db, migrations);
    return sqlOrganizing(db);
  };
}

organizingContract("the embedded engine", emptied(freshMemory));
organizingContract("a PostgreSQL server", emptied(freshServer));
