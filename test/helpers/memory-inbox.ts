import type { Inbox, InboxMessage } from "../../src/core/outbox.ts";

/** An inbox in memory, with the promises of the stored one: a key is added once, ids are never reused. */
export function memoryInbox(): Inbox {
  const byKey = new Map<string, string>();
  const kept = new Map<string, { conversation: string; message: InboxMessage }>();
  return {
    async add(key, conversation, reply, inReplyTo, at) {
      const earlier = kept.get(byKey.get(key) ?? "");
      if (earlier) return { message: earlier.message, added: false };
      const message: InboxMessage = { id: String(kept.size + 1), reply, postedAt: at, inReplyTo, editedAt: null };
      byKey.set(key, message.id);
      kept.set(message.id, { conversation, message });
      return { message, added: true };
    },
    async find(key) {
      return byKey.get(key);
    },
    async edit(id, reply, at) {
      const entry = kept.get(id);
      if (!entry) return undefined;
      entry.message = { ...entry.message, reply, editedAt: at };
      return entry.message;
    },
    async latest(conversation, count) {
      const mine = [...kept.values()].filter((entry) => entry.conversation === conversation).map((entry) => entry.message);
      return mine.reverse().slice(0, count);
    },
  };
}
