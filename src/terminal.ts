import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseCall } from "../adapters/terminal/parse.ts";
import { renderTerminal } from "../adapters/terminal/render.ts";
import { createAnswering, logToStderr } from "./answering.ts";
import { type Config, readConfig } from "./config.ts";
import { systemClock } from "./core/clock.ts";
import type { Result } from "./core/dispatch.ts";
import { SetupError, UserError } from "./core/errors.ts";
import type { Invocation } from "./core/invocation.ts";
import type { PreferenceStore } from "./core/ports.ts";
import { createLibrary, noLedger } from "./disputes/library.ts";
import { problemLines } from "./problems.ts";

/** One question in a terminal; returns the exit code: 0, 2 for a person's error, 1 for ours. */
export async function askOnce(argv: readonly string[]): Promise<number> {
  try {
    const { invocation, json } = parseCall(argv);
    const result = await answer(invocation, readConfig());
    const piped = process.stdout.isTTY !== true;
    const styled = !piped && !process.env.NO_COLOR;
    const shown = json ? JSON.stringify({ status: result.status, ...result.reply }) : renderTerminal(result.reply, { styled, piped });
    (result.status === "answered" ? process.stdout : process.stderr).write(`${shown}\n`);
    return { answered: 0, refused: 2, failed: 1 }[result.status];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

/** The running server knows most; without one, its database where there is one; without that, the files. */
async function answer(invocation: Invocation, config: Config): Promise<Result> {
  if (config.databaseUrl === undefined && !existsSync(join(config.dataDir, "pg"))) return answerFromFiles(invocation, config);
  const { answerFromDatabase } = await import("./terminal-database.ts");
  return answerFromDatabase(invocation, config);
}

const nothingKept: PreferenceStore = {
  get: async () => ({}),
  set: async () => {
    throw new UserError("Nothing can be remembered here yet: start the server once with npm start.");
  },
};

async function answerFromFiles(invocation: Invocation, config: Config): Promise<Result> {
  const library = createLibrary(config.disputesDir, noLedger);
  const problems = await library.load(systemClock.now());
  if (problems.length > 0) throw new SetupError(problemLines(problems));
  return createAnswering({ library, clock: systemClock, preferences: nothingKept, subscriptions: undefined, log: logToStderr }).dispatch(
    invocation,
  );
}
