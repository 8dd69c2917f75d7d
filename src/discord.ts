import { Client, Events, GatewayIntentBits, Options, REST, Routes } from "discord.js";
import { commandsOf } from "../adapters/discord/commands.ts";
import { createMessenger } from "../adapters/discord/messenger.ts";
import { createResponder } from "../adapters/discord/respond.ts";
import { restOptions } from "../adapters/discord/rest.ts";
import { messageOf } from "./core/errors.ts";
import type { StartPlatform } from "./platforms.ts";

/** `/strike` over the gateway, announcements over REST. What the gateway does never keeps the rest from starting. */
export const startDiscord: StartPlatform = async ({ config, answering, log }) => {
  const { token, apiUrl } = config.discord;
  if (token === undefined) return undefined;
  const options = restOptions(apiUrl);
  const posting = new REST(options).setToken(token);
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: "auto",
    rest: options,
    makeCache: Options.cacheWithLimits({ MessageManager: 0, GuildMemberManager: 0, ThreadManager: 0, GuildEmojiManager: 0 }),
  });
  let problem: string | undefined = "Discord: not connected yet";
  const messenger = createMessenger(posting, (reason) => {
    problem = reason;
    log.error(reason);
  });
  const respond = createResponder({
    rest: new REST(options).setToken(token),
    dispatch: answering.dispatch,
    audienceOf: (command) => answering.registry.get(command)?.audience ?? "asker",
    complete: answering.complete,
    warn: (reason) => log.warn(reason),
  });
  client.on(Events.Raw, (packet: { t: string | null; d: unknown }) => {
    if (packet.t !== "INTERACTION_CREATE") return;
    // The SDK's own handler throws uncaught on a payload it does not expect: it must not know this packet.
    packet.t = "INTERACTION_ANSWERED";
    void respond(packet.d);
  });
  client.on(Events.Error, (error) => log.error({ reason: messageOf(error) }, "Discord"));
  client.on(Events.ClientReady, async ({ application }) => {
    problem = undefined;
    try {
      await posting.put(Routes.applicationCommands(application.id), { body: commandsOf(answering.registry) });
    } catch (error) {
      problem = `Discord: the commands were not registered: ${messageOf(error)}`;
      log.error(problem);
    }
  });
  client.login(token).catch((error: unknown) => {
    problem = `DISCORD_TOKEN: Discord cannot be reached with it: ${messageOf(error).replaceAll(token, "…")}`;
    log.error(problem);
  });
  return { messenger, paths: new Map(), problems: () => (problem === undefined ? [] : [problem]), stop: () => client.destroy() };
};
