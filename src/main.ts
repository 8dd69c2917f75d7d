import { loadEnvFile } from "./config.ts";
import { SetupError } from "./core/errors.ts";

/** Each way to run loads only what it needs: a question in the terminal must not wait for a database engine. */
const ways: Record<string, (args: readonly string[]) => Promise<number | undefined>> = {
  strike: async (args) => (await import("./terminal.ts")).askOnce(args),
  "check-data": async () => (await import("./check-data.ts")).checkData(),
  "--demo": async () => (await import("./demo.ts")).runDemo(),
  "": async () => (await import("./server.ts")).runServer(),
};

const [way = "", ...args] = process.argv.slice(2);
const replay = way === "--replay" ? { REPLAY_FROM: "2023-10-08T18:00-07:00", REPLAY_SPEED: "3600" } : {};
try {
  loadEnvFile();
  for (const [name, value] of Object.entries(replay)) process.env[name] ??= value;
  const run = ways[way === "--replay" ? "" : way];
  if (!run)
    throw new SetupError(
      `There is no way to run called "${way}": npm start, npm run demo, npm run -s strike -- <command>, npm run check-data.`,
    );
  const code = await run(args);
  if (code !== undefined) process.exitCode = code;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
