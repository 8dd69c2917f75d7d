import { REST } from "discord.js";
import { createAccess } from "../adapters/discord/access.ts";
import { commandsOf } from "../adapters/discord/commands.ts";
import type { Posts } from "../adapters/discord/forums.ts";
import { createLeaving } from "../adapters/discord/leaving.ts";
import { createMessenger } from "../adapters/discord/messenger.ts";
import { outcomeOf } from "../adapters/discord/outcomes.ts";
import { registerCommands } from "../adapters/discord/register.ts";
import { createResponder } from "../adapters/discord/respond.ts";
import { answeringOptions, restOptions } from "../adapters/discord/rest.ts";
import { again } from "./again.ts";
import { messageOf } from "./core/errors.ts";
import { openGateway } from "./discord-gateway.ts";
import type { PlatformParts, RunningPlatform } from "./platforms.ts";
import { openKeyv } from "./store/keyv.ts";
import { endWorkspace } from "./store/leaving.ts";
import type { Database } from "./store/sql.ts";

export interface DiscordTuning {
  /** Calls back when a server that removed the bot is taken at its word, unless called off. */
  later?(work: () => void): () => void;
  /** Milliseconds before the second attempt to connect. */
  againMs?: number;
}

const graceMs = 15 * 60_000;

/** `/strike` over the gateway, announcements over REST. What the gateway does never keeps the rest from starting. */
export async function startDiscord(
  { config, answering, db, log }: PlatformParts,
  { later = afterGrace, againMs = 5_000 }: DiscordTuning = {},
): Promise<RunningPlatform | undefined> {
  const { token, apiUrl } = config.discord;
  if (token === undefined) return undefined;
  const options = restOptions(apiUrl);
  const rest = new REST(options).setToken(token);
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
    onlyAnswers: (command) => answering.registry.get(command)?.repeatable ?? false,
    complete: answering.complete,
    warn,
  });
  let stopRegistering = (): void => undefined;
  const gateway = openGateway({
    ...{ token, rest: options, wrong, againMs },
    packet(packet) {
      leaving.seen(packet.t, packet.d);
      if (packet.t !== "INTERACTION_CREATE") return;
      // The SDK's own handler throws uncaught on a payload it does not expect: it must not know this packet.
      packet.t = "INTERACTION_ANSWERED";
      void respond(packet.d);
    },
    ready(application) {
      problems.set("commands", "its commands are not registered yet");
      stopRegistering();
      stopRegistering = again(() => registered(application), againMs);
    },
    problem: (what, reason) => (reason === undefined ? problems.delete(what) : problems.set(what, reason)),
    failed: (reason) => log.error({ platform: "discord", reason }, "Discord"),
  });

  async function registered(application: string): Promise<"done" | "again"> {
    try {
      const hashes = openKeyv<string>(db, "discord-commands");
      await registerCommands(application, commandsOf(answering.registry), { rest, access, hashes });
      problems.delete("commands");
      return "done";
    } catch (error) {
      wrong("commands", `the commands were not registered: ${messageOf(error)}`);
      // What is wrong with them stays wrong; an outage passes.
      const { outcome } = outcomeOf(error);
      return access.refusal() === undefined && (outcome === "retry" || outcome === "uncertain") ? "again" : "done";
    }
  }

  return {
    messenger: createMessenger(rest, access, forumPosts(db)),
    paths: new Map(),
    problems: () => [...new Set(problems.values())].map((problem) => `Discord: ${problem}`),
    async stop() {
      leaving.stop();
      stopRegistering();
      await gateway.stop();
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
