import type { Message } from "../../src/core/ports.ts";
import type { Body } from "./body.ts";
import type { Calls } from "./calls.ts";
import { LIMITS } from "./limits.ts";

/** Which post of a forum is about what, kept between starts. */
export interface Posts {
  get(key: string): Promise<string | undefined>;
  set(key: string, thread: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

export interface Forums {
  /** Whether a conversation turned out to be one. */
  knows(conversation: string): boolean;
  learn(conversation: string): void;
  /** The post about the same, if there is one. */
  threadOf(message: Message): Promise<string | undefined>;
  /** Begins its post; false where another message about the same was quicker, and this one is still to be sent. */
  begin(message: Message, made: Body): Promise<{ thread: string; begun: boolean }>;
  /** Its post was deleted. */
  forget(message: Message): Promise<void>;
}

/** A forum takes no message of its own: what is about one thing stands in one post, and what follows goes there. */
export function createForums(calls: Pick<Calls, "begin">, posts: Posts): Forums {
  const known = new Set<string>();
  const beginning = new Map<string, Promise<string>>();
  const keyOf = ({ target: { conversation }, topic, key }: Message): string => `${conversation}/${topic?.id ?? key}`;
  return {
    knows: (conversation) => known.has(conversation),
    learn: (conversation) => void known.add(conversation),
    threadOf: (message) => posts.get(keyOf(message)),
    async begin(message, made) {
      const key = keyOf(message);
      const other = beginning.get(key);
      if (other) return { thread: await other, begun: false };
      const begun = calls.begin(message.target.conversation, nameOf(message), made);
      beginning.set(key, begun);
      try {
        const thread = await begun;
        // It is posted: where that cannot be kept, the next about it begins a post of its own.
        await posts.set(key, thread).catch(() => undefined);
        return { thread, begun: true };
      } finally {
        beginning.delete(key);
      }
    },
    forget: async (message) => void (await posts.delete(keyOf(message))),
  };
}

function nameOf({ topic, reply }: Message): string {
  const name = (topic?.name ?? reply.text.split("\n", 1)[0] ?? "").trim() || "Picketline";
  return name.length > LIMITS.threadName ? `${name.slice(0, LIMITS.threadName - 1)}…` : name;
}

/** For trials: a restart forgets which post is about what. */
export function postsInMemory(): Posts {
  const kept = new Map<string, string>();
  return {
    get: async (key) => kept.get(key),
    set: async (key, thread) => kept.set(key, thread),
    delete: async (key) => kept.delete(key),
  };
}
