import { Client, Events, GatewayIntentBits, Options, REST } from "discord.js";
import { createAccess } from "../adapters/discord/access.ts";
import { commandsOf } from "../adapters/discord/commands.ts";
import type { Posts } from "../adapters/discord/forums.ts";
import { createLeaving } from "../adapters/discord/leaving.ts";
import { createMessenger } from "../adapters/discord/messenger.ts";
import { registerCommands } from "../adapters/discord/register.ts";
import { createResponder } from "../adapters/discord/respond.ts";
import { answeringOptions, restOptions } from "../adapters/discord/rest.ts";
import { onlyAnswers } from "./asked-again.ts";
import { messageOf } from "./core/errors.ts";
import type { PlatformParts, RunningPlatform } from "./platforms.ts";
import { openKeyv } from "./store/keyv.ts";
import { endWorkspace } from "./store/leaving.ts";
import type { Database } from "./store/sql.ts";

export interface DiscordTuning {
  /** Calls back when a server that removed the bot is taken at its word, unless called off. */
  later?(work: () => void): () => void;
}

const graceMs = 15 * 60_000;

/** `/strike` over the gateway, announcements over REST. What the gateway does never keeps the rest from starting. */
export async function startDiscord(
  { config, answering, db, log }: PlatformParts,
  { later = afterGrace }: DiscordTuning = {},
): Promise<RunningPlatform | undefined> {
  const { token, apiUrl } = config.discord;
  if (token === undefined) return undefined;
  const options = restOptions(apiUrl);
  const rest = new REST(options).setToken(token);
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: "auto",
    rest: options,
    makeCache: Options.cacheWithLimits({ MessageManager: 0, GuildMemberManager: 0, ThreadManager: 0, GuildEmojiManager: 0 }),
  });
  /** Each goes by itself: one that is over hides no other. */
  const problems = new Map<string, string>([["gateway", "not connected yet"]]);
  const wrong = (what: string, reason: string): void => {
    problems.set(what, reason);
    log.error({ platform: "discord" }, reason);
  };
  const access = createAccess((reason) => wrong("token", reason));
  const warn = (reason: string): void => log.warn({ platform: "discord" }, reason);
  const leaving = createLeaving({
    ...{ rest, access, warn, later },
    async end(guild) {
      const ended = await endWorkspace(db, "discord", guild);
      log.info({ platform: "discord", guild, subscriptions: ended }, "The bot was removed from a server; its subscriptions ended");
    },
  });
  const respond = createResponder({
    rest: new REST(answeringOptions(apiUrl)),
    dispatch: answering.dispatch,
    audienceOf: (command) => answering.registry.get(command)?.audience ?? "asker",
    onlyAnswers: onlyAnswers(answering.registry),
    complete: answering.complete,
    warn,
  });
  client.on(Events.Raw, (packet: { t: string | null; d: unknown }) => {
    leaving.seen(packet.t, packet.d);
    if (packet.t !== "INTERACTION_CREATE") return;
    // The SDK's own handler throws uncaught on a payload it does not expect: it must not know this packet.
    packet.t = "INTERACTION_ANSWERED";
    void respond(packet.d);
  });
  client.on(Events.Error, (error) => log.error({ platform: "discord", reason: messageOf(error) }, "Discord"));
  const lost = (shard: number): unknown => problems.set(`shard ${shard}`, "the gateway is lost; it connects again by itself");
  const back = (shard: number): unknown => problems.delete(`shard ${shard}`);
  client.on(Events.ShardReconnecting, lost);
  client.on(Events.ShardDisconnect, ({ code }, shard) => wrong(`shard ${shard}`, `the gateway closed for good (${code})`));
  client.on(Events.ShardReady, back);
  client.on(Events.ShardResume, back);
  client.on(Events.ClientReady, async ({ application }) => {
    problems.delete("gateway");
    problems.set("commands", "its commands are not registered yet");
    try {
      const hashes = openKeyv<string>(db, "discord-commands");
      await registerCommands(application.id, commandsOf(answering.registry), { rest, access, hashes });
      problems.delete("commands");
    } catch (error) {
      wrong("commands", `the commands were not registered: ${messageOf(error)}`);
    }
  });
  client.login(token).catch((error: unknown) => {
    wrong("gateway", `DISCORD_TOKEN: Discord cannot be reached with it: ${messageOf(error).replaceAll(token, "…")}`);
  });
  return {
    messenger: createMessenger(rest, access, forumPosts(db)),
    paths: new Map(),
    problems: () => [...new Set(problems.values())].map((problem) => `Discord: ${problem}`),
    async stop() {
      leaving.stop();
      await client.destroy();
    },
  };
}

/** What a post was about is of no use once nothing was said in it for so long. */
const postMs = 400 * 24 * 60 * 60_000;

function forumPosts(db: Database): Posts {
  const kept = openKeyv<string>(db, "discord-posts");
  return { get: (key) => kept.get(key), set: (key, thread) => kept.set(key, thread, postMs), delete: (key) => kept.delete(key) };
}

function afterGrace(work: () => void): () => void {
  const timer = setTimeout(work, graceMs).unref();
  return () => clearTimeout(timer);
}
