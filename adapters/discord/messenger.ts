import { DiscordAPIError, HTTPError, RateLimitError, type REST } from "discord.js";
import { messageOf } from "../../src/core/errors.ts";
import type { Message, Messenger, PostOutcome } from "../../src/core/ports.ts";
import { body, type Component, hasKey, nonceOf } from "./body.ts";
import { renderDiscord } from "./render.ts";

type Raw = { id: string; components?: Component[] };

/** @param rest with no retries of its own. @param refused told once when Discord refuses the token: nothing is sent after that. */
export function createMessenger(rest: REST, refused: (reason: string) => void): Messenger {
  let dead: string | undefined;
  const attempt = async (work: () => Promise<string>): Promise<PostOutcome> => {
    if (dead !== undefined) return { outcome: "stopped", reason: dead };
    try {
      return { outcome: "delivered", messageId: await work() };
    } catch (error) {
      if (statusOf(error) === 401) {
        dead = "Discord refuses DISCORD_TOKEN (401)";
        refused(dead);
      }
      return outcomeOf(error);
    }
  };
  const post = ({ key, target, reply }: Message, under?: string): Promise<PostOutcome> =>
    attempt(async () => {
      let first: string | undefined;
      for (const [n, part] of renderDiscord(reply).entries()) {
        const own = n === 0 ? key : `${key}#${n}`;
        const reference = under && n === 0 ? { message_reference: { message_id: under, fail_if_not_exists: false } } : {};
        const message = { ...body(part, 0, own), nonce: nonceOf(`${target.conversation}/${own}`), enforce_nonce: true, ...reference };
        const posted = (await rest.post(`/channels/${target.conversation}/messages`, { body: message })) as Raw;
        first ??= posted.id;
      }
      if (first === undefined) throw new Error("There is nothing to say");
      return first;
    });

  return {
    platform: "discord",
    post: (message) => post(message),
    reply: (messageId, message) => post(message, messageId),
    edit: (target, messageId, reply) =>
      attempt(async () => {
        const [part, ...more] = renderDiscord(reply);
        if (!part || more.length > 0) throw new Error("The new words do not fit the message that is there");
        const edited = await rest.patch(`/channels/${target.conversation}/messages/${messageId}`, { body: body(part) });
        return (edited as Raw).id;
      }),
    async find({ conversation }, key, { since }) {
      let after = snowflake(since);
      for (let page = 0; page < 5; page++) {
        const query = new URLSearchParams({ after, limit: "100" });
        const found = (await rest.get(`/channels/${conversation}/messages`, { query })) as Raw[];
        const hit = found.find((message) => hasKey(message.components, key));
        if (hit) return hit.id;
        if (found.length < 100) return undefined;
        after = found.map((m) => m.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
      }
      return "unknown";
    },
  };
}

/** Message ids count milliseconds since 2015 (docs, reference: snowflakes). */
const snowflake = (since: Temporal.Instant): string => String(BigInt(Math.max(0, since.epochMilliseconds - 1_420_070_400_000)) << 22n);

const statusOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : undefined;

const ended: ReadonlySet<number> = new Set([10_003, 10_004, 50_007, 50_278]);
const paused: ReadonlySet<number> = new Set([50_001, 50_013]);

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
  if (status === 401) return { outcome: "stopped", reason: "Discord refuses DISCORD_TOKEN (401)" };
  if (status !== undefined && status >= 500) return { outcome: "uncertain", reason };
  if (!(error instanceof DiscordAPIError)) return { outcome: status === undefined && !isOurs(error) ? "uncertain" : "failed", reason };
  const code = Number(error.code);
  if (ended.has(code)) return { outcome: "ended", reason };
  if (paused.has(code)) return { outcome: "paused", reason };
  return code === 130_000 ? { outcome: "retry", reason } : { outcome: "failed", reason };
}

const isOurs = (error: unknown): boolean => error instanceof Error && error.constructor === Error && !("code" in error);
