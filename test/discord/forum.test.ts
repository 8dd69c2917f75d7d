import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postsInMemory } from "../../adapters/discord/forums.ts";
import type { Message, Messenger, Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { messengerContract } from "../contract/messenger.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";
import { idIn, messengerOn, minuteAgo, shown } from "../helpers/discord.ts";

const roomy = { rates: { bucket: { most: 100, seconds: 5 } } };
const target: Target = { platform: "discord", workspace: "1", conversation: "16" };
const other: Target = { ...target, conversation: "18" };

messengerContract({
  name: "Discord, in a forum",
  async setup() {
    const fake = await startFakeDiscord(roomy);
    fake.state.addChannel({ id: "18", kind: "forum" });
    const posts = (conversation: string): Set<string> =>
      new Set([...fake.state.channels.values()].filter((c) => c.parent === conversation).map((c) => c.id));
    return {
      messenger: messengerOn(fake),
      ...{ target, other },
      seen: async ({ conversation }) =>
        fake
          .received()
          .filter((m) => posts(conversation).has(m.channel))
          .map((m) => ({
            id: `${m.channel}/${m.id}`,
            text: shown(m),
            under: m.under === undefined ? undefined : `${m.channel}/${m.under}`,
            pings: m.pings.length > 0,
          })),
      close: fake.stop,
    };
  },
  skip: { once: "a post in a forum takes no nonce: the outbox looks back before it posts again" },
});

let fake: FakeDiscord;
let messenger: Messenger;
beforeEach(async () => {
  fake = await startFakeDiscord(roomy);
  messenger = messengerOn(fake);
});
afterEach(() => fake.stop());

const about = (milestone: string, key: string): Message => ({
  ...{ key, target, topic: { id: milestone, name: `Strike of ${milestone}` } },
  reply: reply(paragraph(text(`What is known, ${key}`))),
});
const posts = () => [...fake.state.channels.values()].filter((c) => c.parent === "16");

describe("a forum", () => {
  it("gets one post for each milestone, named by it, and what follows goes there, after a restart too", async () => {
    const kept = postsInMemory();
    messenger = messengerOn(fake, kept);
    await messenger.post(about("october", "7d"));
    await messenger.post(about("november", "7d'"));
    const first = idIn(await messengerOn(fake, kept).post(about("october", "1d")));
    expect(posts().map((p) => [p.name, p.messages.length])).toEqual([
      ["Strike of october", 2],
      ["Strike of november", 1],
    ]);
    expect(first).toMatch(new RegExp(`^${posts()[0]?.id}/`));
    await messengerOn(fake).reply(first, about("october", "moved"));
    expect(posts()[0]?.messages.map((m) => m.under)).toEqual([undefined, undefined, first.split("/")[1]]);
  });

  it("two messages at once about the same begin one post", async () => {
    await messenger.post(about("november", "n"));
    await Promise.all([messenger.post(about("october", "a")), messenger.post(about("october", "b"))]);
    expect(posts().map((p) => p.messages.length)).toEqual([1, 2]);
  });

  it("gets another post where somebody deleted the one there was; the subscription does not end for it", async () => {
    const first = idIn(await messenger.post(about("october", "7d")));
    fake.state.channels.delete(posts()[0]?.id ?? "");
    expect((await messenger.post(about("october", "1d"))).outcome).toBe("delivered");
    fake.state.channels.delete(posts()[0]?.id ?? "");
    expect((await messenger.reply(first, about("october", "moved"))).outcome).toBe("delivered");
    expect(posts()).toHaveLength(1);
  });

  it("a post whose answer was lost is found by its key, by a process that knows nothing of it", async () => {
    await messenger.post(about("november", "n"));
    fake.faults.next({ kind: "status", status: 500, applied: true });
    expect(await messenger.post(about("october", "7d"))).toMatchObject({ outcome: "uncertain" });
    const post = posts()[1]?.id;
    expect(await messengerOn(fake).find(target, "7d", { under: [], since: minuteAgo() })).toBe(`${post}/${post}`);
    expect(await messengerOn(fake).find(target, "1d", { under: [], since: minuteAgo() })).toBeUndefined();
  });

  it("that wants a tag, or that the bot may not post in, pauses with the reason", async () => {
    const forum = fake.state.channels.get("16");
    if (!forum) throw new Error("no forum");
    forum.tagRequired = true;
    expect(await messenger.post(about("october", "7d"))).toMatchObject({ outcome: "paused", reason: expect.stringContaining("tag") });
    forum.tagRequired = false;
    forum.may.delete("SEND_MESSAGES");
    expect(await messenger.post(about("october", "7d"))).toMatchObject({ outcome: "paused" });
  });

  it("that is gone ends what follows it", async () => {
    await messenger.post(about("october", "7d"));
    fake.state.channels.delete("16");
    expect(await messenger.post(about("november", "7d"))).toMatchObject({ outcome: "ended" });
  });
});

describe("a thread", () => {
  const thread = { ...target, conversation: "17" };
  const words = { key: "k", target: thread, reply: reply(paragraph(text("Thursday"))) };
  const archive = (locked = false): void => void Object.assign(fake.state.channels.get("17") ?? {}, { archived: true, locked });

  it("that was put away comes back with a message, and for an edit", async () => {
    archive();
    const id = idIn(await messenger.post(words));
    archive();
    expect(await messenger.edit(thread, id, reply(paragraph(text("Friday"))), "k")).toMatchObject({ outcome: "delivered" });
    expect(fake.state.channels.get("17")).toMatchObject({ archived: false });
  });

  it("that is locked pauses, and one that is gone ends", async () => {
    archive(true);
    expect(await messenger.post(words)).toMatchObject({ outcome: "paused", reason: expect.stringContaining("locked") });
    fake.state.channels.delete("17");
    expect(await messenger.post(words)).toMatchObject({ outcome: "ended" });
  });
});
