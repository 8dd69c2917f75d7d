import type { Clock } from "../../src/core/clock.ts";
import { messageOf } from "../../src/core/errors.ts";
import type { Inbox, InboxMessage } from "../../src/core/outbox.ts";
import { type Messenger, type PostOutcome, type Target, targetKey } from "../../src/core/ports.ts";

/** Told of every message that is new or changed. */
export type Announce = (conversation: string, message: InboxMessage) => void;

/** The console has no platform behind it: its messages are kept in the inbox and shown to whoever has the page open. */
export function createMessenger(inbox: Inbox, clock: Clock, announce: Announce): Messenger {
  const add = (message: { key: string; target: Target; reply: InboxMessage["reply"] }, under: string | null): Promise<PostOutcome> =>
    attempt(async () => {
      const { target, key, reply } = message;
      const { message: kept, added } = await inbox.add(keyIn(target, key), target.conversation, reply, under, clock.now());
      if (added) announce(target.conversation, kept);
      return delivered(kept.id);
    });

  return {
    platform: "web",
    post: (message) => add(message, null),
    reply: (messageId, message) => add(message, messageId),
    find: (target, key) => inbox.find(keyIn(target, key)),
    edit: (target, messageId, reply) =>
      attempt(async () => {
        const kept = await inbox.edit(messageId, reply, clock.now());
        if (!kept) return { outcome: "failed", reason: `The console has no message ${messageId}` };
        announce(target.conversation, kept);
        return delivered(kept.id);
      }),
  };
}

const keyIn = (target: Target, key: string): string => `${targetKey(target)}/${key}`;

const delivered = (messageId: string): PostOutcome => ({ outcome: "delivered", messageId });

/** The inbox adds a key once, so that trying again after any failure is safe. */
async function attempt(work: () => Promise<PostOutcome>): Promise<PostOutcome> {
  try {
    return await work();
  } catch (error) {
    return { outcome: "retry", reason: messageOf(error) };
  }
}
