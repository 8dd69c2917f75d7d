import { loadEnvFile, readConfig } from "../src/config.ts";
import { restore } from "../src/store/restore.ts";
import { migrations } from "../src/store/schema.ts";
import { oneFile, whereDatabaseIs, withDatabase } from "./stored.ts";

/** `npm run -s restore -- FILE`: into an empty DATA_DIR, or an empty database on the server. */
await oneFile("restore", async (file) => {
  loadEnvFile();
  const config = readConfig();
  const rows = await withDatabase(config, (db) => restore(db, file, migrations), "new");
  return `${rows} rows of ${file} are in ${whereDatabaseIs(config)}.`;
});
