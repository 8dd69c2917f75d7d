import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Message, Messenger, PostOutcome, Target } from "../../src/core/ports.ts";
import { heading, item, link, list, paragraph, type Reply, reply, strong, text } from "../../src/core/reply.ts";

/** A message as its readers see it. */
export interface Seen {
  id: string;
  /** The words on the screen: markup that took effect is gone, markup that came out as text is still there. */
  text: string;
  /** The message it stands under. */
  under: string | undefined;
  /** Whether somebody would be notified by name, or everybody. */
  pings?: boolean;
}

export interface Rig {
  messenger: Messenger;
  /** Two conversations of the same platform. */
  target: Target;
  other: Target;
  /** What stands in a conversation, oldest first. */
  seen(target: Target): Promise<Seen[]>;
  close?(): Promise<void> | void;
}

const promises = {
  posts: "post delivers and says which message it became",
  once: "the same key again is the same message",
  finds: "find names the message that a key became",
  findsNothing: "find knows of no message that was never posted",
  edits: "edit changes what is seen, and adds nothing",
  editsNothing: "edit of a message that is not there is no success",
  replies: "a reply stands under its message",
  findsReply: "find names a reply by its key and what it stands under",
  repliesOnce: "a reply with the same key again is the same message",
  apart: "two conversations do not see each other",
  hostile: "hostile text comes out as text",
} as const;
export type Promised = keyof typeof promises;

export interface Contract {
  name: string;
  setup(): Rig | Promise<Rig>;
  /** What this platform cannot promise, each with its reason. */
  skip?: Partial<Record<Promised, string>>;
}

/** What every Messenger promises to whoever delivers reminders. */
export function messengerContract({ name, setup, skip = {} }: Contract): void {
  describe(`${name} is a Messenger`, () => {
    let rig: Rig;
    const since = Temporal.Now.instant().subtract({ minutes: 5 });
    beforeEach(async () => {
      rig = await setup();
    });
    afterEach(async () => {
      await rig.close?.();
    });

    const holds = (promised: Promised, body: () => Promise<void>) => {
      const reason = skip[promised];
      if (reason === undefined) it(promises[promised], body);
      else it.skip(`${promises[promised]} (not here: ${reason})`, body);
    };
    const post = async (key: string, words: string, target = rig.target) =>
      idOf(await rig.messenger.post({ key, target, reply: say(words) }));

    holds("posts", async () => {
      const id = await post("k1", "The strike begins on Wednesday");
      const [first, ...more] = await rig.seen(rig.target);
      expect(first).toMatchObject({ id, under: undefined });
      expect(first?.text).toContain("The strike begins on Wednesday");
      expect(more).toEqual([]);
    });

    holds("once", async () => {
      const first = await post("k1", "Once");
      expect(await post("k1", "Once")).toBe(first);
      expect(await rig.seen(rig.target)).toHaveLength(1);
      expect(await post("k2", "Twice")).not.toBe(first);
      expect(await rig.seen(rig.target)).toHaveLength(2);
    });

    holds("finds", async () => {
      const id = await post("k1", "Here I am");
      expect(await rig.messenger.find(rig.target, "k1", { under: [], since })).toBe(id);
    });

    holds("findsNothing", async () => {
      await post("k1", "Here I am");
      expect(await rig.messenger.find(rig.target, "never", { under: [], since })).toBeUndefined();
    });

    holds("edits", async () => {
      const id = await post("k1", "Thursday");
      expect(await rig.messenger.edit(rig.target, id, say("Friday"))).toMatchObject({ outcome: "delivered" });
      const seen = await rig.seen(rig.target);
      expect(seen.map((m) => m.id)).toEqual([id]);
      expect(seen[0]?.text).toContain("Friday");
      expect(seen[0]?.text).not.toContain("Thursday");
    });

    holds("editsNothing", async () => {
      expect((await rig.messenger.edit(rig.target, "404", say("Friday"))).outcome).not.toBe("delivered");
    });

    holds("replies", async () => {
      const parent = await post("k1", "Thursday");
      const id = idOf(await rig.messenger.reply(parent, message("k2", "It moved to Friday")));
      const under = (await rig.seen(rig.target)).find((m) => m.id === id);
      expect(under).toMatchObject({ under: parent });
      expect(under?.text).toContain("It moved to Friday");
    });

    holds("findsReply", async () => {
      const parent = await post("k1", "Thursday");
      const id = idOf(await rig.messenger.reply(parent, message("k2", "It moved to Friday")));
      expect(await rig.messenger.find(rig.target, "k2", { under: [parent], since })).toBe(id);
    });

    holds("repliesOnce", async () => {
      const parent = await post("k1", "Thursday");
      const once = idOf(await rig.messenger.reply(parent, message("k2", "It moved")));
      expect(idOf(await rig.messenger.reply(parent, message("k2", "It moved")))).toBe(once);
      expect(await rig.seen(rig.target)).toHaveLength(2);
    });

    holds("apart", async () => {
      const here = await post("k1", "For one");
      const there = await post("k1", "For the other", rig.other);
      expect(there).not.toBe(here);
      expect((await rig.seen(rig.target)).map((m) => m.id)).toEqual([here]);
      expect((await rig.seen(rig.other)).map((m) => m.id)).toEqual([there]);
      expect(await rig.messenger.find(rig.other, "k1", { under: [], since })).toBe(there);
    });

    holds("hostile", async () => {
      for (const [n, words] of hostileWords.entries()) {
        const id = idOf(await rig.messenger.post({ key: `h${n}`, target: rig.target, reply: everywhere(words) }));
        const seen = (await rig.seen(rig.target)).find((m) => m.id === id);
        expect(seen?.text.split(words).length, words).toBeGreaterThan(4);
        expect(seen?.pings ?? false, words).toBe(false);
      }
    });

    const message = (key: string, words: string): Message => ({ key, target: rig.target, reply: say(words) });
  });
}

/** What would ping, break out of markup, or run, somewhere. */
export const hostileWords = [
  "<script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "@everyone <@U123> <!channel> <#C1>",
  "*bold* _it_ ~no~ `code` ||spoiler|| > quote",
  "[click](https://evil.example) &amp; <https://evil.example|here>",
] as const;

const say = (words: string): Reply => reply(paragraph(text(words)));

const everywhere = (words: string): Reply =>
  reply(
    heading(words),
    paragraph(text(words), strong(words), link(words, "https://example.org/")),
    list([item([text(words)], [text(words)])]),
  );

function idOf(outcome: PostOutcome): string {
  if (outcome.outcome !== "delivered") throw new Error(`expected "delivered", got ${JSON.stringify(outcome)}`);
  return outcome.messageId;
}
