import type { REST } from "discord.js";
import type { Message, Messenger, PostOutcome, Target } from "../../src/core/ports.ts";
import type { Reply } from "../../src/core/reply.ts";
import { type Access, codeOf } from "./access.ts";
import { type Body, body } from "./body.ts";
import { createCalls, type Reference } from "./calls.ts";
import { createForums, type Posts, postsInMemory } from "./forums.ts";
import { lookBack } from "./look-back.ts";
import { nonceOf } from "./mark.ts";
import { messageIdOf, type Standing, standingOf } from "./message-id.ts";
import { codes, outcomeOf, refusedOutcome } from "./outcomes.ts";
import { createPieces } from "./pieces.ts";
import { type Part, renderDiscord } from "./render.ts";

/** @param rest with no retries of its own. @param posts which post of a forum is about what. */
export function createMessenger(rest: REST, access: Access, posts: Posts = postsInMemory()): Messenger {
  const pieces = createPieces();
  const calls = createCalls(rest, access);
  const forums = createForums(calls, posts);

  async function attempt(work: () => Promise<PostOutcome>): Promise<PostOutcome> {
    try {
      return await work();
    } catch (error) {
      const refusal = access.refusal();
      return refusal === undefined ? outcomeOf(error) : refusedOutcome(refusal);
    }
  }

  /** The first message of a post: in the conversation, or in the post of a forum that is about the same, which it begins where there is none. */
  async function first(message: Message, made: Body, nonce: object, under: Standing | undefined): Promise<Standing> {
    const { conversation } = message.target;
    const thread = under?.thread ?? (forums.knows(conversation) ? await forums.threadOf(message) : undefined);
    try {
      if (thread !== undefined || !forums.knows(conversation))
        return { thread, ids: [await calls.send(thread ?? conversation, { ...made, ...nonce }, referringTo(under))] };
    } catch (error) {
      if (thread !== undefined && codeOf(error) === codes.unknownChannel) await forums.forget(message);
      else if (thread === undefined && codeOf(error) === codes.noTextChannel) {
        forums.learn(conversation);
        return first(message, made, nonce, under);
      } else throw error;
    }
    const { thread: post, begun } = await forums.begin(message, made);
    return { thread: post, ids: [begun ? post : await calls.send(post, { ...made, ...nonce })] };
  }

  /** What is there already, of an attempt that got so far, is not posted again. */
  async function post(message: Message, under?: Standing): Promise<PostOutcome> {
    const { key, target, reply, ping } = message;
    const have = pieces.of(target, key);
    const sent = await attempt(async () => {
      const parts = said(reply, ping);
      for (const [n, part] of parts.entries()) {
        if (have.ids.has(n)) continue;
        const made = body(part, { mark: { key, part: n, of: parts.length }, ...(n === 0 && { ping }) });
        const nonce = { nonce: nonceOf(`${target.conversation}/${key}/${n}`), enforce_nonce: true };
        if (n > 0) have.ids.set(n, await calls.send(have.thread ?? target.conversation, { ...made, ...nonce }));
        else {
          const { thread, ids } = await first(message, made, nonce, under);
          have.thread = thread;
          have.ids.set(0, ids[0] ?? "");
        }
      }
      return { outcome: "delivered", messageId: messageIdOf({ thread: have.thread, ids: parts.map((_, n) => have.ids.get(n) ?? "") }) };
    });
    if (sent.outcome !== "retry" && sent.outcome !== "uncertain") pieces.forget(target, key);
    // The rest is to be posted even after a restart: what is there must be looked back for then.
    return sent.outcome === "retry" && have.ids.size > 0 ? { outcome: "uncertain", reason: sent.reason } : sent;
  }

  async function edit({ conversation }: Target, messageId: string, reply: Reply, key: string | undefined): Promise<PostOutcome> {
    const { ids, thread } = standingOf(messageId);
    const channel = thread ?? conversation;
    const parts = said(reply);
    let there = 0;
    for (const [n, id] of ids.entries()) {
      // With its mark again: an edit replaces the components that carry it.
      const mark = key === undefined ? undefined : { key, part: n, of: ids.length };
      // Somebody deleted it: the others still say what is wrong now.
      if (await unless([codes.unknownMessage], calls.edit(channel, id, body(parts[n] ?? leftOver, { mark })))) there += 1;
    }
    if (there === 0) return { outcome: "failed", reason: "that message is not there any more" };
    for (const part of parts.slice(ids.length)) {
      const nonce = { nonce: nonceOf(`${messageId}/${part.text}`), enforce_nonce: true };
      await calls.send(channel, { ...body(part), ...nonce }, referringTo({ ids }));
    }
    return { outcome: "delivered", messageId };
  }

  return {
    platform: "discord",
    post: (message) => post(message),
    reply: (messageId, message) => post(message, standingOf(messageId)),
    edit: (target, messageId, reply, key) => attempt(() => edit(target, messageId, reply, key)),
    find: (target, key, { since }) => lookBack(target, key, since, pieces.of(target, key), { calls, forums }),
    publish: ({ conversation }, messageId) =>
      attempt(async () => {
        const { ids } = standingOf(messageId);
        for (const id of ids) await unless([codes.alreadyPublished, codes.unknownMessage], calls.crosspost(conversation, id));
        return { outcome: "delivered", messageId };
      }),
    tell: (_, userId, reply) =>
      attempt(async () => {
        const channel = await calls.openDirect(userId);
        const ids: string[] = [];
        for (const part of said(reply)) ids.push(await calls.send(channel, body(part)));
        return { outcome: "delivered", messageId: messageIdOf({ ids }) };
      }),
  };
}

/** Whether it was done; false where Discord answers with one of these. */
async function unless(harmless: readonly number[], work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (harmless.includes(codeOf(error) ?? 0)) return false;
    throw error;
  }
}

const leftOver: Part = { text: "↑", buttons: [] };

const referringTo = (under: Standing | undefined): Reference | undefined => {
  const id = under?.ids[0];
  return id === undefined ? undefined : { message_reference: { message_id: id, fail_if_not_exists: false } };
};

function said(reply: Reply, ping?: string): Part[] {
  const parts = renderDiscord(reply, { ping });
  if (parts.length === 0) throw new Error("There is nothing to say");
  return parts;
}
