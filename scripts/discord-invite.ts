import { loadEnvFile } from "../src/config.ts";

type Permission = readonly [name: string, bit: bigint, reason: string];

/** Permission bits: docs, topics/permissions. */
const least: readonly Permission[] = [
  ["View Channels", 1n << 10n, "to see where it may post"],
  ["Send Messages", 1n << 11n, "reminders, and posts in forums"],
  ["Send Messages in Threads", 1n << 38n, "reminders in threads and forum posts"],
  ["Embed Links", 1n << 14n, "links to sources"],
  ["Attach Files", 1n << 15n, "a file that an answer holds, such as an export"],
  ["Read Message History", 1n << 16n, "to find its own messages again, so that none comes twice, and to reply under them"],
];
const optional: readonly Permission[] = [
  [
    "Mention Everyone",
    1n << 17n,
    "to ping a role that does not allow everybody to mention it (subscribe ping:); @everyone is never pinged",
  ],
];

const bitsOf = (permissions: readonly Permission[]): bigint => permissions.reduce((bits, [, bit]) => bits | bit, 0n);
const linesOf = (permissions: readonly Permission[]): string => permissions.map(([name, , reason]) => `  ${name}: ${reason}\n`).join("");

loadEnvFile();
// A bot's token begins with its application's id.
const id = Buffer.from((process.env.DISCORD_TOKEN ?? "").split(".", 1)[0] ?? "", "base64").toString();
if (/^\d{15,20}$/.test(id)) {
  const link = (permissions: bigint): string =>
    `https://discord.com/oauth2/authorize?client_id=${id}&scope=bot+applications.commands&permissions=${permissions}`;
  process.stdout.write(`${link(bitsOf(least))}\n\nIt asks for no more than\n${linesOf(least)}`);
  for (const one of optional) process.stdout.write(`\nOptional:\n${linesOf([one])}${link(bitsOf([...least, one]))}\n`);
} else {
  process.stderr.write("DISCORD_TOKEN is not set, or is no bot's token.\n");
  process.exitCode = 2;
}
