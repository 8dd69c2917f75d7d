import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createDatabase } from "../src/store/create-database.ts";
import { openEmbedded } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrations.ts";
import { migrations } from "../src/store/schema.ts";
import { startFakeDiscord } from "../test/fakes/discord/discord.ts";
import { startServer } from "./server-process.ts";
import type { Suite } from "./suite.ts";

const channels = 5_000;
const guilds = 100;
/** Calls that Discord takes of a bot in a second. */
const bound = 50;
/** At nine the reminder of the day before falls due. */
const from = "2023-10-11T08:59:50-07:00";

/** One reminder to 5,000 channels by the full program, as fast as Discord lets it. */
export const discordFanOutSuite: Suite = {
  name: "discord: fan-out",
  async run() {
    const discord = await startFakeDiscord();
    const dataDir = await mkdtemp(join(tmpdir(), "picketline-bench-"));
    for (let n = 1; n <= channels; n++) discord.state.addChannel({ id: idOf(n), kind: "text", guild: guildOf(n) });
    await subscribed(dataDir);
    const stamped = { NODE_OPTIONS: `--import ${new URL("../test/helpers/stamp-requests-now.ts", import.meta.url)}` };
    const program = await startServer(dataDir, { ...discord.env, ...stamped, REPLAY_FROM: from, REPLAY_SPEED: "1" });
    try {
      for (const giveUp = Date.now() + 180_000; discord.received().length < channels && Date.now() < giveUp; ) await pause(50);
      await pause(1_000);
      const times = discord.received().map((m) => m.at);
      const last = times.at(-1) ?? Number.NaN;
      const seconds = (last - (times[0] ?? Number.NaN)) / 1_000;
      if (new Set(discord.received().map((m) => m.channel)).size !== channels) throw new Error(`${times.length} messages arrived`);
      return [
        {
          name: `one reminder to ${channels} channels, first to last`,
          unit: "s",
          figures: { all: seconds, "at the bound": channels / bound },
          aim: { figure: "all", below: (1.05 * channels) / bound },
        },
        { name: "calls in any one second", unit: "calls", figures: { most: discord.busiest() }, aim: { figure: "most", below: bound + 1 } },
        {
          name: "refused: 429, and invalid requests",
          unit: "calls",
          figures: { limited: discord.limited(), invalid: discord.invalid(), posted: times.length },
          aim: { figure: "invalid", below: 1 },
        },
      ];
    } finally {
      await program.stop();
      await discord.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

const idOf = (n: number): string => String(500_000 + n);
const guildOf = (n: number): string => String(1_000 + (n % guilds));

async function subscribed(dataDir: string): Promise<void> {
  await createDatabase(dataDir);
  const db = await openEmbedded(dataDir);
  await migrate(db, migrations);
  await db.query("insert into rules (key, hour, zone) values ('usual@09:00[America/Los_Angeles]', '09:00', 'America/Los_Angeles')");
  await db.query(
    `insert into subscriptions (platform, workspace, conversation, dispute, kinds, units, lang, rule, created_by, created_at)
     select 'discord', (1000 + i % $3::int)::text, (500000 + i)::text, 'kaiser-2023', '{}', '{}', 'en', 'usual@09:00[America/Los_Angeles]', '7', $1::timestamptz
     from generate_series(1, $2::int) i`,
    [from, channels, guilds],
  );
  await db.close();
}
