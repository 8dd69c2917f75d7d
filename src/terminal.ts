import { existsSync } from "node:fs";
import { join } from "node:path";
import { converse } from "../adapters/terminal/converse.ts";
import { withFiles } from "../adapters/terminal/files.ts";
import { parseCall } from "../adapters/terminal/parse.ts";
import { renderTerminal } from "../adapters/terminal/render.ts";
import { commands } from "../commands/index.ts";
import { createAnswering, logToStderr } from "./answering.ts";
import { type Config, readConfig } from "./config.ts";
import { systemClock } from "./core/clock.ts";
import { registry } from "./core/command.ts";
import type { Result } from "./core/dispatch.ts";
import { SetupError, UserError } from "./core/errors.ts";
import type { Invocation } from "./core/invocation.ts";
import type { PreferenceStore } from "./core/ports.ts";
import { createLibrary, noLedger } from "./disputes/library.ts";
import { problemLines } from "./problems.ts";
import { messages } from "./text/messages.ts";
import { createTypist, Left } from "./typist.ts";

const known = registry(commands);

/** One question in a terminal; returns the exit code: 0, 2 for a person's error or a form that nobody fills in, 1 for ours, 130 for who left. */
export async function askOnce(argv: readonly string[]): Promise<number> {
  try {
    const { invocation: typed, json } = parseCall(argv);
    const invocation = withFiles(typed, known.get(typed.command)?.specs ?? []);
    const piped = process.stdout.isTTY !== true;
    const styled = !piped && !process.env.NO_COLOR;
    const render = (reply: Result["reply"]) => renderTerminal(reply, { styled, piped });
    const talks = !json && process.stdin.isTTY === true && process.stdout.isTTY === true;
    const config = readConfig();
    const ask = (call: Invocation) => answer(call, config);
    const result = talks ? await talk(invocation, ask, render) : await ask(invocation);
    if (!result) return 0;
    // Where nobody can be asked, a form that is to be filled in is a question that lacks something.
    const status = result.form ? "refused" : result.status;
    const shown = json ? JSON.stringify({ status, ...result.reply }) : render(result.reply);
    (status === "answered" ? process.stdout : process.stderr).write(`${shown}\n`);
    return { answered: 0, refused: 2, failed: 1 }[status];
  } catch (error) {
    if (error instanceof Left) return 130;
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function talk(invocation: Invocation, ask: (call: Invocation) => Promise<Result>, render: (reply: Result["reply"]) => string) {
  const typist = createTypist();
  const words = messages(invocation.lang ?? "en").prompts;
  const goesOn = (command: string) => known.get(command)?.surface === "strike-organize";
  try {
    return await converse(invocation, { ask, render, goesOn, typist, words });
  } finally {
    typist.close();
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
