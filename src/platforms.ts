import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import type { Answering } from "./answering.ts";
import type { Config } from "./config.ts";
import type { Clock } from "./core/clock.ts";
import type { Messenger, PreferenceStore, Subscriptions } from "./core/ports.ts";
import type { Library } from "./disputes/library.ts";
import type { Database } from "./store/sql.ts";

/** What the program has for a platform to be put together with. */
export interface PlatformParts {
  config: Config;
  answering: Answering;
  clock: Clock;
  library: Library;
  subscriptions: Subscriptions;
  preferences: PreferenceStore;
  db: Database;
  log: Logger;
  /** Writes an unexpected error to the log; returns the number that a person may be given. */
  report(error: unknown, where: string): string;
}

export interface RunningPlatform {
  messenger: Messenger;
  /** Requests on the shared port that are the platform's own, by exact path. */
  paths: ReadonlyMap<string, RequestListener>;
  /** What keeps it from working now, for `/readyz`; empty when all is well. */
  problems(): string[];
  stop(): Promise<void>;
}

/** Undefined where its settings are not set. A platform that cannot be reached is one with problems: the rest goes on. */
export type StartPlatform = (parts: PlatformParts) => Promise<RunningPlatform | undefined>;

/** Slack and Discord, each loaded only where its settings are set. */
export const chatPlatforms: readonly StartPlatform[] = [
  async (parts) => (parts.config.discord.token === undefined ? undefined : (await import("./discord.ts")).startDiscord(parts)),
  async (parts) => (parts.config.slack ? (await import("./slack.ts")).startSlack(parts) : undefined),
];

export interface Platforms {
  messengerOf(platform: string): Messenger | undefined;
  /** For what somebody just asked for: any process may say that, whichever posts reminders. */
  answererOf(platform: string): Messenger | undefined;
  listenerFor(path: string): RequestListener | undefined;
  problems(): string[];
  stop(): Promise<void>;
}

/** Starts them beside each other; one that fails is logged and named in `problems`. @param guard what the program's own calls go through. */
export async function startPlatforms(
  start: readonly StartPlatform[],
  parts: PlatformParts,
  guard: (messenger: Messenger, use: "reminders" | "answers") => Messenger,
): Promise<Platforms> {
  const running: RunningPlatform[] = [];
  const failed: string[] = [];
  for (const started of await Promise.allSettled(start.map((each) => each(parts)))) {
    if (started.status === "rejected") failed.push(`a platform did not start (${parts.report(started.reason, "platform")})`);
    else if (started.value) running.push(started.value);
  }
  const guardedFor = (use: "reminders" | "answers") =>
    new Map(running.map(({ messenger }) => [messenger.platform as string, guard(messenger, use)]));
  const [reminding, answering] = [guardedFor("reminders"), guardedFor("answers")];
  const listeners = new Map(running.flatMap(({ paths }) => [...paths]));
  return {
    messengerOf: (platform) => reminding.get(platform),
    answererOf: (platform) => answering.get(platform),
    listenerFor: (path) => listeners.get(path),
    problems: () => [...failed, ...running.flatMap((platform) => platform.problems())],
    async stop() {
      const stopped = await Promise.allSettled(running.map((platform) => platform.stop()));
      for (const each of stopped) if (each.status === "rejected") parts.report(each.reason, "stopping a platform");
    },
  };
}
