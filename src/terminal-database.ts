import * as z from "zod";
import { createAnswering, logToStderr } from "./answering.ts";
import type { Config } from "./config.ts";
import { type Clock, systemClock } from "./core/clock.ts";
import { roles } from "./core/command.ts";
import type { Result } from "./core/dispatch.ts";
import { SetupError } from "./core/errors.ts";
import type { Invocation } from "./core/invocation.ts";
import { openDatabase } from "./database.ts";
import { createLibrary } from "./disputes/library.ts";
import { createOrganizing } from "./organizing.ts";
import { problemLines } from "./problems.ts";
import { readOrigin, replayClock } from "./replay.ts";
import { ask } from "./store/ask.ts";
import { sqlDeliveryLog } from "./store/delivery-log.ts";
import { followersOf } from "./store/followers.ts";
import { sqlForgetting } from "./store/forget.ts";
import { sqlLedger } from "./store/ledger.ts";
import { sqlOrganizing } from "./store/organizing.ts";
import { sqlPreferences } from "./store/preferences.ts";
import { sqlSubscriptions } from "./store/subscriptions.ts";

const answered = z.object({
  status: z.enum(["answered", "refused", "failed"]),
  audience: z.enum(["asker", "channel"]),
  reply: z.custom<Result["reply"]>(),
  field: z.string().optional(),
  needs: z.enum(roles).optional(),
  form: z.custom<Result["form"]>().optional(),
});

/** Through the running server where there is one, else on its database, opened for this one question. */
export async function answerFromDatabase(invocation: Invocation, config: Config): Promise<Result> {
  const held = config.databaseUrl === undefined ? await ask(config.dataDir, { invocation }) : ({ held: false } as const);
  if (!held.held) return answerDirectly(invocation, config);
  const parsed = answered.safeParse(held.answer);
  if (parsed.success) return parsed.data;
  throw new SetupError(`The Picketline that holds DATA_DIR=${config.dataDir} is still starting, or of another version. Please try again.`);
}

async function answerDirectly(invocation: Invocation, config: Config): Promise<Result> {
  const opened = await openDatabase(config);
  try {
    const origin = await readOrigin(opened.db);
    const clock: Clock = origin ? replayClock(origin, systemClock.real) : systemClock;
    const library = createLibrary(config.disputesDir, sqlLedger(opened.db, clock.now));
    const problems = await library.load(clock.now());
    if (problems.length > 0) throw new SetupError(problemLines(problems));
    const preferences = sqlPreferences(opened.db);
    const desk = createOrganizing({
      ...{ store: sqlOrganizing(opened.db), library, clock, settings: config.organizers },
      followersOf: (dispute) => followersOf(opened.db, dispute),
      // The server that runs, or the next one, plans what was entered and speaks for it.
      ...{ entered: () => {}, ask: () => {}, warn: (found) => process.stderr.write(`${problemLines(found)}\n`) },
    });
    await desk.refresh();
    return await createAnswering({
      library,
      clock,
      preferences,
      subscriptions: sqlSubscriptions(opened.db),
      deliveryLog: sqlDeliveryLog(opened.db),
      desk,
      forgetting: sqlForgetting(opened.db, preferences.drop),
      log: logToStderr,
    }).dispatch(invocation);
  } finally {
    await opened.close();
  }
}
