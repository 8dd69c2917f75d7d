import { type Config, readConfig } from "./config.ts";
import { loadFolder } from "./disputes/load.ts";
import { problemLines } from "./problems.ts";

/** Checks every dispute file; returns the exit code. */
export async function checkData(config: Config = readConfig()): Promise<number> {
  const loaded = await loadFolder(config.disputesDir);
  const problems = loaded.flatMap((each) => (each.ok ? [] : each.problems));
  if (problems.length > 0) {
    process.stderr.write(`${problemLines(problems)}\n`);
    return 1;
  }
  const reports = loaded.reduce((sum, each) => sum + (each.ok ? each.input.reports.length : 0), 0);
  process.stdout.write(`${loaded.length} dispute files, ${reports} reports: all as they should be.\n`);
  return 0;
}
