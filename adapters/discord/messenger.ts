import type { REST } from "discord.js";
import type { Message, Messenger, PostOutcome, Target } from "../../src/core/ports.ts";
import type { Reply } from "../../src/core/reply.ts";
import { type Access, codeOf } from "./access.ts";
import { body, type Component } from "./body.ts";
import { markIn, nonceOf } from "./mark.ts";
import { outcomeOf, refusedOutcome, unknownMessage } from "./outcomes.ts";
import { createPieces } from "./pieces.ts";
import { type Part, renderDiscord } from "./render.ts";

type Raw = { id: string; components?: Component[] };

/** A post that was too long for one message: the ids of all, the first being the one that is replied to. */
const idOf = (all: readonly string[]): string => all.join("+");
const idsIn = (messageId: string): string[] => messageId.split("+");

/** @param rest with no retries of its own. */
export function createMessenger(rest: REST, access: Access): Messenger {
  const pieces = createPieces();

  async function send(conversation: string, message: object, under?: string): Promise<string> {
    const sent = async (body: object): Promise<string> =>
      ((await access.call(() => rest.post(`/channels/${conversation}/messages`, { body }))) as Raw).id;
    if (under === undefined) return sent(message);
    try {
      return await sent({ ...message, ...referringTo(under) });
    } catch (error) {
      if (codeOf(error) !== noReply) throw error;
      return sent(message);
    }
  }

  /** Undefined where it may not be read. */
  async function history(conversation: string, query: URLSearchParams): Promise<Raw[] | undefined> {
    try {
      return (await access.call(() => rest.get(`/channels/${conversation}/messages`, { query }))) as Raw[];
    } catch (error) {
      if (unseen.has(codeOf(error))) return undefined;
      throw error;
    }
  }

  /** Whether something was posted since that is not shown: without the right to read the history Discord shows an empty one (docs, resources/message). */
  async function hidden(conversation: string, after: string): Promise<boolean> {
    const { last_message_id: last } = (await access.call(() => rest.get(`/channels/${conversation}`))) as {
      last_message_id?: string | null;
    };
    return typeof last === "string" && BigInt(last) > BigInt(after);
  }

  async function attempt(work: () => Promise<PostOutcome>): Promise<PostOutcome> {
    try {
      return await work();
    } catch (error) {
      const refusal = access.refusal();
      return refusal === undefined ? outcomeOf(error) : refusedOutcome(refusal);
    }
  }

  /** What is there already, of an attempt that got so far, is not posted again. */
  async function post({ key, target, reply }: Message, under?: string): Promise<PostOutcome> {
    const have = pieces.of(target, key);
    const sent = await attempt(async () => {
      const parts = said(reply);
      for (const [n, part] of parts.entries()) {
        if (have.has(n)) continue;
        const own = `${target.conversation}/${key}/${n}`;
        const message = { ...body(part, 0, { key, part: n, of: parts.length }), nonce: nonceOf(own), enforce_nonce: true };
        have.set(n, await send(target.conversation, message, n === 0 ? under : undefined));
      }
      return { outcome: "delivered", messageId: idOf(parts.map((_, n) => have.get(n) ?? "")) };
    });
    if (sent.outcome !== "retry" && sent.outcome !== "uncertain") pieces.forget(target, key);
    // The rest is to be posted even after a restart: what is there must be looked back for then.
    return sent.outcome === "retry" && have.size > 0 ? { outcome: "uncertain", reason: sent.reason } : sent;
  }

  async function edit({ conversation }: Target, messageId: string, reply: Reply): Promise<PostOutcome> {
    const ids = idsIn(messageId);
    const parts = said(reply);
    let there = 0;
    for (const [n, id] of ids.entries()) {
      const changed = access.call(() => rest.patch(`/channels/${conversation}/messages/${id}`, { body: body(parts[n] ?? leftOver) }));
      there += await changed.then(
        () => 1,
        (error: unknown) => {
          // Somebody deleted it: the others still say what is wrong now.
          if (codeOf(error) === unknownMessage) return 0;
          throw error;
        },
      );
    }
    if (there === 0) return { outcome: "failed", reason: "that message is not there any more" };
    for (const part of parts.slice(ids.length)) {
      const nonce = nonceOf(`${messageId}/${part.text}`);
      await send(conversation, { ...body(part), nonce, enforce_nonce: true }, ids[0]);
    }
    return { outcome: "delivered", messageId };
  }

  return {
    platform: "discord",
    post: (message) => post(message),
    reply: (messageId, message) => post(message, idsIn(messageId)[0]),
    edit: (target, messageId, reply) => attempt(() => edit(target, messageId, reply)),
    async find(target, key, { since }) {
      const have = pieces.of(target, key);
      let of = 0;
      // Discord's clock and this computer's may be apart.
      let after = snowflake(since.subtract({ minutes: 5 }));
      for (let page = 0; page < 5; page++) {
        const query = new URLSearchParams({ after, limit: "100" });
        const found = await history(target.conversation, query);
        if (found === undefined) return "unknown";
        if (page === 0 && found.length === 0) return (await hidden(target.conversation, after)) ? "unknown" : undefined;
        for (const { id, components } of found) {
          const mark = markIn(components, key);
          if (!mark) continue;
          have.set(mark.part, id);
          of = mark.of;
        }
        const all = Array.from({ length: of }, (_, n) => have.get(n)).filter((id) => id !== undefined);
        if (of > 0 && all.length === of) return idOf(all);
        if (found.length < 100) return undefined;
        after = found.map((m) => m.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
      }
      return "unknown";
    },
    tell: (_, userId, reply) =>
      attempt(async () => {
        const channel = (await access.call(() => rest.post("/users/@me/channels", { body: { recipient_id: userId } }))) as Raw;
        const ids: string[] = [];
        for (const part of said(reply)) ids.push(await send(channel.id, body(part)));
        return { outcome: "delivered", messageId: idOf(ids) };
      }),
  };
}

/** Missing access, missing permissions (docs, topics/opcodes-and-status-codes). */
const unseen: ReadonlySet<unknown> = new Set([50001, 50013]);

/** Cannot reply without permission to read message history. */
const noReply = 160_002;

const leftOver: Part = { text: "↑", actions: [] };

const referringTo = (id: string) => ({ message_reference: { message_id: id, fail_if_not_exists: false } });

function said(reply: Reply): Part[] {
  const parts = renderDiscord(reply);
  if (parts.length === 0) throw new Error("There is nothing to say");
  return parts;
}

/** Message ids count milliseconds since 2015 (docs, reference: snowflakes). */
const snowflake = (since: Temporal.Instant): string => String(BigInt(Math.max(0, since.epochMilliseconds - 1_420_070_400_000)) << 22n);
