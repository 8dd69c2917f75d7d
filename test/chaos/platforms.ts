import type { Target } from "../../src/core/ports.ts";
import { startDiscordPlatform } from "../fakes/discord/platform.ts";
import { type FakePlatform, type FakePlatformOptions, type Received, startFakePlatform } from "../fakes/platform/platform.ts";
import { startSlackManyPlatform } from "../fakes/slack/many-platform.ts";
import { startSlackPlatform } from "../fakes/slack/platform.ts";

/** `slack-many`: every workspace installs it by the link, and one removes it midway. */
export const chaosPlatforms = ["slack", "slack-many", "discord"] as const;
export type ChaosPlatform = (typeof chaosPlatforms)[number];

export interface Platform extends FakePlatform {
  /** What the program is started with to reach it. */
  env: Record<string, string>;
  /** By what a delivery's key is known there; unset: by itself. */
  nameOf?(key: string): string;
  /** What is to be done once the program is at this address. */
  begin?(url: string): Promise<void>;
  /** What happens in the middle; says which conversations hear nothing more. */
  midway?(url: string): Promise<ReadonlySet<string>>;
  /** The workspace that it happens to. */
  revoked?: string;
}

/** Unsaid, one of no one's. */
export async function startPlatform(
  name: ChaosPlatform | undefined,
  settings: FakePlatformOptions,
  targets: readonly Target[],
): Promise<Platform> {
  if (name === "discord") return startDiscordPlatform(settings, targets);
  if (name === "slack-many") return startSlackManyPlatform(settings, targets);
  if (name === "slack")
    return startSlackPlatform(
      settings,
      targets.map((t) => t.conversation),
    );
  const platform = await startFakePlatform(settings);
  return Object.assign(platform, { env: { CHAOS_URL: platform.url, CHAOS_LOOKS_BACK: settings.blind ? "no" : "yes" } });
}

/** Ids as the platform has them. By its token Slack is served for one workspace. */
export function targetOn(name: ChaosPlatform | undefined, { platform, workspace, conversation }: Target): Target {
  if (name === "slack-many") return { platform: "slack", workspace: workspace.toUpperCase(), conversation: conversation.toUpperCase() };
  if (name === "slack") return { platform: name, workspace: "T1", conversation: conversation.toUpperCase() };
  if (name === "discord") return { platform: name, workspace: workspace.replace("w", "70"), conversation: conversation.replace("c", "80") };
  return { platform, workspace, conversation };
}

/** What arrived, each under its delivery's key. */
export function named({ received, nameOf }: Platform, rows: readonly { message_key: string | null }[]): readonly Received[] {
  if (!nameOf) return received;
  const keys = new Map(rows.flatMap(({ message_key: key }) => (key === null ? [] : [[nameOf(key), key] as const])));
  return received.map((message) => ({ ...message, key: keys.get(message.key) ?? message.key }));
}
