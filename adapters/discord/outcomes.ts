import { DiscordAPIError, RateLimitError } from "discord.js";
import { messageOf } from "../../src/core/errors.ts";
import type { PostOutcome } from "../../src/core/ports.ts";
import { isUnreachable, unreachable } from "../../src/core/unreachable.ts";
import { statusOf } from "./access.ts";

/** Discord's codes: docs, topics/opcodes-and-status-codes. */
export const codes = {
  ...{ unknownChannel: 10_003, unknownGuild: 10_004, unknownMessage: 10_008, noDirectMessages: 50_007, notAMember: 50_278 },
  ...{ missingAccess: 50_001, missingPermissions: 50_013, mayNotReply: 160_002, resourceOverloaded: 130_000 },
  ...{ noTextChannel: 50_008, wrongChannelType: 50_024, tagRequired: 40_067, archived: 50_083, locked: 160_005 },
  ...{ alreadyPublished: 40_033, publishedEditLimit: 20_022 },
} as const;

const ended: ReadonlySet<number> = new Set([codes.unknownChannel, codes.unknownGuild, codes.noDirectMessages, codes.notAMember]);
const { missingAccess, missingPermissions, noTextChannel, wrongChannelType, tagRequired, archived, locked } = codes;
const paused: ReadonlySet<number> = new Set([
  missingAccess,
  missingPermissions,
  noTextChannel,
  wrongChannelType,
  tagRequired,
  archived,
  locked,
]);

/** Seconds before a published message is edited again, where Discord does not say. */
const publishedEditAgain = 600;

/** Until whoever runs it corrects the token and starts it again, everything waits: no subscription is paused for a typing mistake. */
export const refusedOutcome = (reason: string): PostOutcome => ({ outcome: "retry", reason, afterSeconds: 60, scope: "platform" });

/** What an error of posting means. */
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
  if (isUnreachable(error)) return unreachable("no connection to Discord");
  const status = statusOf(error);
  if (status !== undefined && status >= 500) return { outcome: "uncertain", reason };
  if (!(error instanceof DiscordAPIError)) return { outcome: status === undefined && !isOurs(error) ? "uncertain" : "failed", reason };
  const code = Number(error.code);
  if (ended.has(code)) return { outcome: "ended", reason };
  if (paused.has(code)) return { outcome: "paused", reason };
  if (code === codes.unknownMessage) return { outcome: "failed", reason: "that message is not there any more" };
  if (code === codes.publishedEditLimit) return { outcome: "retry", reason, afterSeconds: publishedEditAgain };
  return code === codes.resourceOverloaded ? { outcome: "retry", reason } : { outcome: "failed", reason };
}

const isOurs = (error: unknown): boolean => error instanceof Error && error.constructor === Error && !("code" in error);
