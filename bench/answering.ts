import { consoleTarget } from "../adapters/web/parts.ts";
import { createAnswering } from "../src/answering.ts";
import type { Clock } from "../src/core/clock.ts";
import type { Subscription, Subscriptions } from "../src/core/ports.ts";
import { createLibrary, noLedger } from "../src/disputes/library.ts";

const moment = Temporal.Instant.from("2023-10-11T12:00-07:00");
const clock: Clock = { now: () => moment, real: () => Temporal.Now.instant(), speed: 1 };

/** All commands on the files, with everything else in memory: what is measured is asking, not a database. */
export async function answeringInMemory() {
  const library = createLibrary("data/disputes", noLedger);
  const problems = await library.load(clock.now());
  if (problems.length > 0) throw new Error(problems.map((p) => p.message).join("\n"));
  const preferences = { get: async () => ({}), set: async () => {} };
  return createAnswering({ library, clock, preferences, subscriptions: inMemory(), log: fail });
}

function fail(_: string, error: unknown): never {
  throw error;
}

function inMemory(): Subscriptions {
  const kept = new Map<string, Subscription>();
  return {
    async put(subscription) {
      const before = kept.get(subscription.dispute);
      const after = { ...subscription, id: subscription.dispute, paused: null };
      kept.set(subscription.dispute, after);
      return { before, after };
    },
    list: async () => [...kept.values()],
    pause: async () => [],
    async end() {
      const ended = [...kept.values()];
      kept.clear();
      return ended;
    },
  };
}

export const invocationOf = (command: string, words: string) => ({
  command,
  args: words,
  caller: { id: "bench", role: "admin" as const },
  target: consoleTarget,
});
