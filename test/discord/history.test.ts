import { REST } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createAccess } from "../../adapters/discord/access.ts";
import { createMessenger } from "../../adapters/discord/messenger.ts";
import { restOptions } from "../../adapters/discord/rest.ts";
import type { Messenger, Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";

let fake: FakeDiscord;
let messenger: Messenger;
beforeEach(async () => {
  fake = await startFakeDiscord();
  fake.state.channels.get("11")?.may.delete("READ_MESSAGE_HISTORY");
  messenger = createMessenger(
    new REST(restOptions(fake.url)).setToken(fake.token),
    createAccess(() => undefined),
  );
});
afterEach(() => fake.stop());

const target: Target = { platform: "discord", workspace: "1", conversation: "11" };
const message = { key: "k", target, reply: reply(paragraph(text("The strike begins"))) };
const minuteAgo = () => Temporal.Now.instant().subtract({ minutes: 1 });

it("where the history may not be read, Discord shows no messages at all: whether one is there is unknown", async () => {
  await messenger.post(message);
  expect(await messenger.find(target, "k", { under: [], since: minuteAgo() })).toBe("unknown");
});

it("where nothing was posted since, it is certain all the same that nothing is there", async () => {
  await messenger.post(message);
  fake.passes(60 * 60_000);
  const since = Temporal.Now.instant().add({ minutes: 30 });
  expect(await messenger.find(target, "later", { under: [], since })).toBeUndefined();
});

it("where the history may not be read, Discord takes no reply: what it says is posted by itself", async () => {
  const first = await messenger.post(message);
  if (first.outcome !== "delivered") throw new Error(first.outcome);
  expect(await messenger.reply(first.messageId, { ...message, key: "moved" })).toMatchObject({ outcome: "delivered" });
  expect(fake.received().map((m) => m.under)).toEqual([undefined, undefined]);
});

it("in a channel that is gone nothing is there: posting then says that it has ended", async () => {
  fake.state.channels.delete("11");
  expect(await messenger.find(target, "k", { under: [], since: minuteAgo() })).toBeUndefined();
  expect(await messenger.post(message)).toMatchObject({ outcome: "ended" });
});
