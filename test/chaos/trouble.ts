import { setTimeout as sleep } from "node:timers/promises";
import type { FakePlatform } from "../fakes/platform/platform.ts";
import { pick } from "../helpers/seeded.ts";
import type { ChaosEngine } from "./engines.ts";
import type { Child } from "./processes.ts";

export const troubles = ["SIGKILL", "SIGTERM", "SIGSTOP", "clock ahead", "clock back", "outage", "disk full", "database away"] as const;
export type Trouble = (typeof troubles)[number];

export interface TroubleParts {
  engine: ChaosEngine;
  platform: Pick<FakePlatform, "outage">;
  children: Child[];
  /** Another in its place. */
  restart(index: number): Promise<void>;
  random(): number;
  /** Exit codes of those that were asked to stop. */
  codes: (number | NodeJS.Signals)[];
}

/** Makes one trouble and ends it, all but what must recover by itself. */
export async function make(trouble: Trouble, parts: TroubleParts): Promise<void> {
  const { engine, platform, children, random } = parts;
  const index = Math.floor(random() * children.length);
  const child = children[index];
  if (!child) return;
  const ms = (least: number, most: number): number => Math.round(least + random() * (most - least));
  switch (trouble) {
    case "SIGKILL":
      await child.end("SIGKILL");
      return parts.restart(index);
    case "SIGTERM":
      parts.codes.push(await child.end("SIGTERM"));
      return parts.restart(index);
    case "SIGSTOP":
      child.process.kill("SIGSTOP");
      await sleep(ms(3_000, 4_000));
      child.process.kill("SIGCONT");
      return undefined;
    case "clock ahead":
      await child.ask("clock", 3_600_000).catch(() => undefined);
      await sleep(ms(500, 2_000));
      await child.ask("clock", 0).catch(() => undefined);
      return undefined;
    case "clock back":
      await child.ask("clock", -pick([5_000, 90_000], random)).catch(() => undefined);
      await sleep(ms(500, 2_000));
      await child.ask("clock", 0).catch(() => undefined);
      return undefined;
    case "outage":
      platform.outage = true;
      await sleep(ms(1_000, 6_000));
      platform.outage = false;
      return undefined;
    case "disk full":
      await child.ask("disk", true).catch(() => undefined);
      await sleep(ms(200, 1_000));
      await child.ask("disk", false).catch(() => undefined);
      return undefined;
    case "database away":
      await engine.postgres?.stop(pick(["SIGINT", "SIGQUIT"], random));
      await sleep(ms(200, 2_000));
      await engine.postgres?.start();
      return undefined;
    default:
      return trouble satisfies never;
  }
}

/** What can be made on an engine, and how often beside the kills. */
export const shares = (engine: ChaosEngine): readonly [Trouble, number][] => [
  ["SIGTERM", 0.1],
  ["SIGSTOP", 0.05],
  ["clock ahead", 0.05],
  ["clock back", 0.05],
  ["outage", 0.05],
  engine.postgres ? ["database away", 0.06] : ["disk full", 0.04],
];
