import { DiscordAPIError, RateLimitError } from "discord.js";
import { messageOf } from "../../src/core/errors.ts";
import type { PostOutcome } from "../../src/core/ports.ts";
import { statusOf } from "./access.ts";

export const unknownMessage = 10_008;
const ended: ReadonlySet<number> = new Set([10_003, 10_004, 50_007, 50_278]);
const paused: ReadonlySet<number> = new Set([50_001, 50_013]);

/** Until whoever runs it corrects the token and starts it again, everything waits: no subscription is paused for a typing mistake. */
export const refusedOutcome = (reason: string): PostOutcome => ({ outcome: "retry", reason, afterSeconds: 60, scope: "platform" });

/** What an error of posting means: codes in docs, topics/opcodes-and-status-codes. */
export function outcomeOf(error: unknown): PostOutcome {
  const reason = error instanceof RateLimitError ? `Discord's rate limit on ${error.route}` : messageOf(error);
  if (error instanceof RateLimitError) {
    return {
      outcome: "retry",
      reason,
      afterSeconds: Math.max(1, Math.ceil(error.retryAfter / 1_000)),
      ...(error.global && { scope: "platform" }),
    };
  }
  const status = statusOf(error);
  if (status !== undefined && status >= 500) return { outcome: "uncertain", reason };
  if (!(error instanceof DiscordAPIError)) return { outcome: status === undefined && !isOurs(error) ? "uncertain" : "failed", reason };
  const code = Number(error.code);
  if (ended.has(code)) return { outcome: "ended", reason };
  if (paused.has(code)) return { outcome: "paused", reason };
  if (code === unknownMessage) return { outcome: "failed", reason: "that message is not there any more" };
  return code === 130_000 ? { outcome: "retry", reason } : { outcome: "failed", reason };
}

const isOurs = (error: unknown): boolean => error instanceof Error && error.constructor === Error && !("code" in error);
