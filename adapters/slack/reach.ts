import type { webApi } from "@slack/bolt";
import { outcomeOf } from "./outcomes.ts";

/** Whether Slack answers at all, whatever becomes of one workspace. */
export interface Reach {
  problem(): string | undefined;
  /** A call went wrong in a way that all others may: asks, where that is not known to be so already. */
  doubt(): void;
  stop(): void;
}

const most = 30_000;

/** @param client without a token. @param againMs until a failed look is repeated; doubled up to half a minute. */
export function createReach(client: webApi.WebClient, log: (message: string, details: object) => void, againMs = 1_000): Reach {
  let problem: string | undefined;
  let asking = false;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function ask(failures: number): Promise<void> {
    asking = true;
    try {
      await client.api.test();
      [problem, asking] = [undefined, false];
    } catch (error) {
      const reason = `Slack cannot be reached: ${outcomeOf(error).reason}`;
      if (problem !== reason) log(reason, {});
      problem = reason;
      if (!stopped) timer = setTimeout(() => void ask(failures + 1), Math.min(most, againMs * 2 ** failures)).unref();
    }
  }

  return {
    problem: () => problem,
    doubt() {
      if (!asking && !stopped) void ask(0);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
