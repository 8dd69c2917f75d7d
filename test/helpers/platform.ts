import { pino } from "pino";
import type { Config } from "../../src/config.ts";
import { systemClock } from "../../src/core/clock.ts";
import type { Library } from "../../src/disputes/library.ts";
import type { PlatformParts } from "../../src/platforms.ts";
import { sqlPreferences } from "../../src/store/preferences.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { asking } from "./asking.ts";

export interface Known {
  config: Config;
  library: Library;
  db: Database;
  /** Each line of the log. */
  logged(line: string): void;
}

/** What the program gives a platform, on a database that is migrated. */
export function platformParts({ config, library, db, logged }: Known): PlatformParts {
  const log = pino({ base: null }, { write: logged });
  const subscriptions = sqlSubscriptions(db);
  return {
    ...{ config, library, db, log, subscriptions },
    ...{ clock: systemClock, preferences: sqlPreferences(db), answering: asking(library, subscriptions).answering },
    report(error, where) {
      log.error({ where, err: error }, "Unexpected error");
      return "ref";
    },
  };
}
