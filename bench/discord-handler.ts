import { Client, Events, GatewayIntentBits } from "discord.js";

// What the program is measured against: discord.js as it comes, with one handler that replies with a body made before.

const { BODY = "{}", DISCORD_API_URL = "", DISCORD_TOKEN = "" } = process.env;
const { flags, components } = JSON.parse(BODY);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL } });
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply({ flags, components, allowedMentions: { parse: [] } });
});
client.once(Events.ClientReady, () => process.stdout.write("The handler is at the gateway\n"));
await client.login(DISCORD_TOKEN);
process.on("SIGTERM", () => process.exit(0));
