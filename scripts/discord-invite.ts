import { loadEnvFile } from "../src/config.ts";

const least = 274_878_024_704n;
const optional: readonly [string, bigint, string][] = [
  ["Mention Everyone", 1n << 17n, "to ping a role that is not open to all; not used yet"],
];

loadEnvFile();
// A bot's token begins with its application's id.
const id = Buffer.from((process.env.DISCORD_TOKEN ?? "").split(".", 1)[0] ?? "", "base64").toString();
if (/^\d{15,20}$/.test(id)) {
  const link = (permissions: bigint): string =>
    `https://discord.com/oauth2/authorize?client_id=${id}&scope=bot+applications.commands&permissions=${permissions}`;
  process.stdout.write(
    `${link(least)}\n\nView Channels, Send Messages (also in threads), Embed Links, Attach Files, Read Message History.\n`,
  );
  for (const [name, bit, reason] of optional) process.stdout.write(`Optional: ${name}, ${reason}:\n${link(least | bit)}\n`);
} else {
  process.stderr.write("DISCORD_TOKEN is not set, or is no bot's token.\n");
  process.exitCode = 2;
}
