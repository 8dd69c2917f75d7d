import { REST } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createAccess } from "../../adapters/discord/access.ts";
import { createMessenger } from "../../adapters/discord/messenger.ts";
import { restOptions } from "../../adapters/discord/rest.ts";
import type { Messenger, Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { messengerContract } from "../contract/messenger.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";
import { wordsOn } from "../fakes/discord/message-shape.ts";
import type { FakeMessage } from "../fakes/discord/state.ts";

const target: Target = { platform: "discord", workspace: "1", conversation: "11" };
const other: Target = { ...target, conversation: "12" };
const shown = (m: FakeMessage): string => wordsOn(m).replace(/\\([^0-9A-Za-z\s])|\*\*/g, "$1");
const restFor = (fake: FakeDiscord, token = fake.token): REST => new REST(restOptions(fake.url)).setToken(token);

messengerContract({
  name: "Discord",
  async setup() {
    const fake = await startFakeDiscord();
    return {
      messenger: createMessenger(
        restFor(fake),
        createAccess(() => undefined),
      ),
      ...{ target, other },
      seen: async ({ conversation }) =>
        fake
          .received()
          .filter((m) => m.channel === conversation)
          .map((m) => ({ id: m.id, text: shown(m), under: m.under, pings: m.pings.length > 0 })),
      close: fake.stop,
    };
  },
});

let fake: FakeDiscord;
let messenger: Messenger;
let refusals: string[];
/** Long posts follow each other here more quickly than five messages in five seconds. */
const roomy = { rates: { bucket: { most: 100, seconds: 5 } } };
beforeEach(async () => {
  fake = await startFakeDiscord(roomy);
  refusals = [];
  messenger = createMessenger(
    restFor(fake),
    createAccess((reason) => void refusals.push(reason)),
  );
});
afterEach(() => fake.stop());
const message = { key: "k", target, reply: reply(paragraph(text("The strike begins"))) };

it("where no connection comes about nothing can have arrived, and everything waits", async () => {
  await fake.stop();
  expect(await messenger.post(message)).toEqual({
    ...{ outcome: "retry", reason: "no connection to Discord", afterSeconds: 10, scope: "platform" },
  });
});

it("an answer lost after the message was posted is uncertain, sent once, found by its key, and never doubled by the nonce", async () => {
  fake.faults.next({ kind: "status", status: 500, applied: true });
  expect(await messenger.post(message)).toMatchObject({ outcome: "uncertain" });
  expect(fake.calls).toHaveLength(1);
  const since = Temporal.Now.instant().subtract({ minutes: 1 });
  expect(await messenger.find(target, "k", { under: [], since })).toBe(fake.received()[0]?.id);
  expect(await messenger.post(message)).toMatchObject({ outcome: "delivered" });
  expect(fake.received()).toHaveLength(1);
});

it.each([
  [404, 10_003, "ended"],
  [403, 50_001, "paused"],
  [403, 50_013, "paused"],
  [400, 50_035, "failed"],
])("%s with code %s is %s", async (status, code, outcome) => {
  fake.faults.next({ kind: "status", status, code });
  expect(await messenger.post(message)).toMatchObject({ outcome });
});

it("a 429 is handed on with its seconds and the SDK's margin, not waited out", async () => {
  fake.faults.next({ kind: "rate", seconds: 7 });
  expect(await messenger.post(message)).toMatchObject({ outcome: "retry", afterSeconds: 8 });
  expect(fake.calls).toHaveLength(1);
});

it.each([50_001, 50_013])(
  "a channel whose messages may not be read (%s) cannot be looked back at; an outage is asked again",
  async (code) => {
    fake.faults.next({ kind: "status", status: 403, code });
    expect(await messenger.find(target, "k", { under: [], since: minuteAgo() })).toBe("unknown");
    fake.faults.next({ kind: "status", status: 500 });
    await expect(messenger.find(target, "k", { under: [], since: minuteAgo() })).rejects.toThrow();
  },
);

it("is found although this computer's clock is minutes ahead of Discord's", async () => {
  await messenger.post(message);
  const ahead = Temporal.Now.instant().add({ minutes: 3 });
  expect(await messenger.find(target, "k", { under: [], since: ahead })).toBe(fake.received()[0]?.id);
});

it("a token that is refused stops posting and looking back, says so once, and pauses nobody", async () => {
  messenger = createMessenger(
    restFor(fake, "wrong"),
    createAccess((reason) => void refusals.push(reason)),
  );
  for (let n = 0; n < 3; n++) expect(await messenger.post(message)).toMatchObject({ outcome: "retry", scope: "platform" });
  await expect(messenger.find(target, "k", { under: [], since: minuteAgo() })).rejects.toThrow("DISCORD_TOKEN");
  expect(refusals).toEqual(["Discord refuses DISCORD_TOKEN (401)"]);
  expect(fake.calls).toHaveLength(1);
});

const minuteAgo = () => Temporal.Now.instant().subtract({ minutes: 1 });
const longWords = Array.from({ length: 2_000 }, (_, n) => `word${n}`);
const long = { ...message, reply: reply(paragraph(text(longWords.join(" ")))) };
const wordsThere = () => fake.received().map(shown).join(" ").split(/\s+/);

it("of a long post that got halfway, looking back says that it is not there, and only the missing messages are posted", async () => {
  fake.faults.next({ kind: "none" }, { kind: "rate", seconds: 3 });
  expect(await messenger.post(long)).toMatchObject({ outcome: "uncertain" });
  expect(fake.received()).toHaveLength(1);
  fake.passes(10 * 60_000);
  const afterRestart = createMessenger(
    restFor(fake),
    createAccess(() => undefined),
  );
  expect(await afterRestart.find(target, "k", { under: [], since: minuteAgo() })).toBeUndefined();
  const posted = await afterRestart.post(long);
  expect(posted).toMatchObject({ outcome: "delivered" });
  expect(wordsThere()).toEqual(longWords);
  const found = await afterRestart.find(target, "k", { under: [], since: minuteAgo() });
  expect(found).toBe(
    fake
      .received()
      .map((m) => m.id)
      .join("+"),
  );
  expect(posted).toMatchObject({ messageId: found });
});

it("a long post that becomes short is corrected in all its messages, and a short one that becomes long goes on beneath", async () => {
  const posted = await messenger.post(long);
  if (posted.outcome !== "delivered") throw new Error(posted.outcome);
  expect(await messenger.edit(target, posted.messageId, message.reply)).toMatchObject({ outcome: "delivered" });
  expect(wordsThere().filter((word) => word.startsWith("word"))).toEqual([]);
  const short = await messenger.post({ ...message, key: "short" });
  if (short.outcome !== "delivered") throw new Error(short.outcome);
  for (let n = 0; n < 2; n++) expect(await messenger.edit(target, short.messageId, long.reply)).toMatchObject({ outcome: "delivered" });
  expect(wordsThere().filter((word) => word.startsWith("word"))).toEqual(longWords);
});

it("a message that somebody deleted is no reason to try again, nor to end anything", async () => {
  expect(await messenger.edit(target, "404", message.reply)).toEqual({
    outcome: "failed",
    reason: "that message is not there any more",
  });
});

it("tells one person in a direct message", async () => {
  expect(await messenger.tell?.("1", "7", message.reply)).toMatchObject({ outcome: "delivered" });
  expect(fake.received().map((m) => m.channel)).toEqual(["9007"]);
});

it("what is longer than a message is split, not cut", async () => {
  const long = Array.from({ length: 2_000 }, (_, n) => `word${n}`).join(" ");
  await messenger.post({ ...message, reply: reply(paragraph(text(long))) });
  expect(fake.received().length).toBeGreaterThan(1);
  expect(fake.received().map(shown).join(" ").split(/\s+/)).toEqual(long.split(" "));
});
