import { resolve } from "node:path";
import { backupAnswer } from "../src/backup-requests.ts";
import { type Config, loadEnvFile, readConfig } from "../src/config.ts";
import { systemClock } from "../src/core/clock.ts";
import { messageOf, SetupError } from "../src/core/errors.ts";
import { ask } from "../src/store/ask.ts";
import { backUp } from "../src/store/backup.ts";
import { oneFile, whereDatabaseIs, withDatabase } from "./stored.ts";

/** How long a running server may take. */
const patience = 600_000;

/** `npm run -s backup -- FILE`: everything in the database, into a new file. Picketline may be running. */
await oneFile("backup", async (file) => {
  loadEnvFile();
  const config = readConfig();
  const rows =
    (await throughServer(config, resolve(file))) ?? (await withDatabase(config, (db) => backUp(db, file, systemClock.real()), "existing"));
  return `${rows} rows of ${whereDatabaseIs(config)} are in ${file}.`;
});

async function throughServer(config: Config, file: string): Promise<number | undefined> {
  if (config.databaseUrl !== undefined) return undefined;
  const asked = await ask(config.dataDir, { backup: { file } }, patience).catch((error: unknown) => {
    throw new SetupError(messageOf(error), { cause: error });
  });
  if (!asked.held) return undefined;
  const answer = backupAnswer.safeParse(asked.answer);
  if (answer.success) return answer.data.rows;
  throw new SetupError(`The Picketline that holds DATA_DIR=${config.dataDir} is of another version: stop it, and back up then.`);
}
