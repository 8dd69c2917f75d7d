import { availableParallelism, cpus } from "node:os";
import { askSuite } from "./ask.ts";
import { commandSuite } from "./commands.ts";
import { discordSuite } from "./discord.ts";
import { discordFanOutSuite } from "./discord-fan-out.ts";
import { reminderSuite } from "./reminders.ts";
import { serverSuite } from "./server.ts";
import { slackSuite } from "./slack.ts";
import { slackManySuite } from "./slack-many.ts";
import type { Row, Suite } from "./suite.ts";
import { isMet, table } from "./table.ts";
import { terminalSuite } from "./terminal.ts";

/** `npm run bench`, or some of it by a word of its name, as in `npm run bench -- server`. */
const suites: readonly Suite[] = [
  commandSuite,
  askSuite,
  terminalSuite,
  serverSuite,
  reminderSuite,
  slackSuite,
  slackManySuite,
  discordSuite,
  discordFanOutSuite,
];

const wanted = process.argv.slice(2);
const results: { suite: string; rows: (Row & { met?: boolean })[] }[] = [];
for (const { name, run } of suites.filter((s) => wanted.length === 0 || wanted.some((word) => s.name.includes(word)))) {
  const rows = await run();
  process.stdout.write(`${table(name, rows)}\n\n`);
  results.push({ suite: name, rows: rows.map((row) => ({ ...row, ...(row.aim && { met: isMet(row.figures, row.aim) }) })) });
}
const machine = { node: process.versions.node, platform: process.platform, cpu: cpus()[0]?.model, cores: availableParallelism() };
process.stdout.write(`${JSON.stringify({ machine, results })}\n`);
