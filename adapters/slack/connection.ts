import type { webApi } from "@slack/bolt";
import { outcomeOf } from "./outcomes.ts";
import { mayPost, type Workspace } from "./workspaces.ts";

export interface Connection {
  /** Undefined until Slack has said so. */
  workspace(): Workspace | undefined;
  problem(): string | undefined;
  /** Asks Slack whose the token is; never throws. */
  check(): Promise<void>;
  /** A call went wrong in a way that others may too: asks, where that is not known to be so already. */
  doubt(): void;
  stop(): void;
}

export interface ConnectionParts {
  token: string;
  client: webApi.WebClient;
  log(message: string, details: object): void;
  /** Milliseconds until a failed check is repeated; doubled up to half a minute. */
  againMs?: number;
}

const most = 30_000;

/** Knows whether the token works. A wrong one is said once, and asked about again now and then: it may be put right at Slack. */
export function createConnection({ token, client, log, againMs = 1_000 }: ConnectionParts): Connection {
  let known: Workspace | undefined;
  let problem: string | undefined = "Slack has not answered yet";
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;
  let doubted = false;

  function failed(reason: string): void {
    if (problem !== reason) log(reason, {});
    problem = reason;
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void check(), Math.min(most, againMs * 2 ** failures++)).unref();
  }

  async function check(): Promise<void> {
    try {
      const { team_id: team, user_id: botUserId, bot_id: botId, user, response_metadata: more } = await client.auth.test();
      if (!team || !botUserId || !botId) return failed("SLACK_BOT_TOKEN is not a bot's token: it begins with xoxb-");
      known = { team, token, botId, botUserId, botName: user ?? "picketline", scopes: new Set(more?.scopes ?? []) };
      if (!mayPost(known)) return failed("SLACK_BOT_TOKEN lacks the scope chat:write");
      [failures, problem] = [0, undefined];
    } catch (error) {
      const { outcome, reason } = outcomeOf(error);
      failed(outcome === "stopped" ? `SLACK_BOT_TOKEN was refused by Slack: ${reason}` : `Slack cannot be reached: ${reason}`);
    }
  }

  return {
    workspace: () => known,
    problem: () => problem,
    check,
    doubt() {
      if (problem !== undefined || doubted) return;
      doubted = true;
      void check().finally(() => {
        doubted = false;
      });
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
