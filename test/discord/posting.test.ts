import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Messenger, Target } from "../../src/core/ports.ts";
import { actions, paragraph, type Reply, reply, text } from "../../src/core/reply.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";
import { idIn, messengerOn, minuteAgo, shown } from "../helpers/discord.ts";

let fake: FakeDiscord;
let messenger: Messenger;
beforeEach(async () => {
  fake = await startFakeDiscord({ rates: { bucket: { most: 100, seconds: 5 } } });
  messenger = messengerOn(fake);
});
afterEach(() => fake.stop());

const target: Target = { platform: "discord", workspace: "1", conversation: "11" };
const words = (value: string): Reply => reply(paragraph(text(value)));
const long = Array.from({ length: 1_500 }, (_, n) => `word${n}`).join(" ");

describe("a role to ping", () => {
  beforeEach(() => {
    fake.state.guilds.get("1")?.mentionable.add("40").add("41");
  });

  it("is notified at the head of the first message, once, and nobody else is, whatever the text names", async () => {
    await messenger.post({ key: "k", target, ping: "40", reply: words(`<@&41> @everyone <@7> ${long}`) });
    expect(fake.received().length).toBeGreaterThan(1);
    expect(fake.received().map((m) => m.pings)).toEqual([
      ["40"],
      ...fake
        .received()
        .slice(1)
        .map(() => []),
    ]);
    expect(shown(fake.received()[0] ?? fail())).toMatch(/^<@&40>\n/);
  });

  it("is not notified by an edit, nor by an answer that names it", async () => {
    const id = idIn(await messenger.post({ key: "k", target, ping: "40", reply: words("Thursday") }));
    await messenger.edit(target, id, words("Friday"), "k");
    await messenger.post({ key: "l", target, reply: reply(paragraph({ type: "mention", of: "role", id: "40", text: "40" })) });
    expect(fake.received().map((m) => m.pings)).toEqual([["40"], []]);
    expect(shown(fake.received()[1] ?? fail())).toBe("<@&40>");
  });

  it("hostile ids of a role are text", async () => {
    await messenger.post({
      key: "l",
      target,
      reply: reply(paragraph({ type: "mention", of: "role", id: "40> @everyone <@&41", text: "@everyone" })),
    });
    expect(fake.received()[0]?.pings).toEqual([]);
    expect(shown(fake.received()[0] ?? fail())).toBe("@everyone");
  });
});

it("a message that was edited is still found by its key, every part of it", async () => {
  const id = idIn(await messenger.post({ key: "k", target, reply: words(long) }));
  expect(await messenger.edit(target, id, words("Friday"), "k")).toMatchObject({ outcome: "delivered" });
  expect(await messengerOn(fake).find(target, "k", { under: [], since: minuteAgo() })).toBe(id);
});

it("in a post, a button whose question does not fit is a line to type", async () => {
  const unit = "x".repeat(120);
  await messenger.post({
    key: "k",
    target,
    reply: reply(paragraph(text("Dates")), actions({ label: "Stop", command: "unsubscribe", args: { unit } })),
  });
  expect(shown(fake.received()[0] ?? fail())).toContain(`-# Stop: \`/strike unsubscribe unit:${unit}\``);
});

describe("publishing", () => {
  const news: Target = { ...target, conversation: "15" };
  const published = () => fake.received().filter((m) => m.flags & 1).length;
  const posted = async (key: string): Promise<string> => idIn(await messenger.post({ key, target: news, reply: words(key) }));

  it("hands all messages of a post on, and once more does nothing", async () => {
    const id = idIn(await messenger.post({ key: "k", target: news, reply: words(long) }));
    expect(await messenger.publish?.(news, id)).toMatchObject({ outcome: "delivered" });
    expect(published()).toBe(fake.received().length);
    expect(await messenger.publish?.(news, id)).toMatchObject({ outcome: "delivered" });
    expect(await messenger.publish?.(news, "404")).toMatchObject({ outcome: "delivered" });
  });

  it("the eleventh in an hour is to be tried again later, at once and without holding up a post", async () => {
    for (let n = 0; n < 10; n++) await messenger.publish?.(news, await posted(`k${n}`));
    const eleventh = await posted("k10");
    const refused = await messenger.publish?.(news, eleventh);
    expect(refused).toMatchObject({ outcome: "retry", afterSeconds: expect.any(Number) });
    expect(refused?.outcome === "retry" && (refused.afterSeconds ?? 0) > 3_000).toBe(true);
    expect(published()).toBe(10);
    await posted("k11");
    await messenger.edit(news, eleventh, words("Friday"), "k10");
    expect(fake.received()).toHaveLength(12);
    expect(fake.calls.filter((c) => c.status === 429)).toHaveLength(1);
  });

  it("is refused for good where the channel is none for announcements", async () => {
    const id = idIn(await messenger.post({ key: "k", target, reply: words("Thursday") }));
    expect(await messenger.publish?.(target, id)).toMatchObject({ outcome: "paused" });
  });

  it("an edit of a published message that Discord puts off says for how long", async () => {
    const id = await posted("k");
    fake.faults.next({ kind: "rate", seconds: 1_800 });
    const putOff = await messenger.edit(news, id, words("Friday"), "k");
    expect(putOff.outcome === "retry" && (putOff.afterSeconds ?? 0) >= 1_800).toBe(true);
    fake.faults.next({ kind: "status", status: 400, code: 20_022 });
    expect(await messengerOn(fake).edit(news, id, words("Friday"), "k")).toMatchObject({ outcome: "retry", afterSeconds: 600 });
  });
});

function fail(): never {
  throw new Error("no message");
}
