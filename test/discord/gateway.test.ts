import { pino } from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { startDiscord } from "../../src/discord.ts";
import type { PlatformParts, RunningPlatform } from "../../src/platforms.ts";
import { type FakeGateway, startFakeGateway } from "../fakes/discord/gateway.ts";
import { asking, folderWith, kaiser, loaded } from "../helpers/asking.ts";

let fake: FakeGateway;
let running: RunningPlatform | undefined;
let lines: string[];
const patience = { timeout: 10_000 };

async function start(token: string): Promise<void> {
  const library = await loaded(await folderWith([kaiser]));
  const config = readConfig({ DISCORD_TOKEN: token, DISCORD_API_URL: fake.url });
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  running = await startDiscord({ config, library, log, answering: asking(library).answering } as unknown as PlatformParts);
}
beforeEach(async () => {
  fake = await startFakeGateway();
  lines = [];
});
afterEach(async () => {
  await running?.stop();
  await fake.close();
});

const interaction = {
  ...{ id: "501", token: "aW50", application_id: "98", type: 2, channel_id: "11", guild_id: "1", locale: "en-US" },
  ...{ member: { user: { id: "7" }, permissions: "0" }, app_permissions: "3072", channel: { type: 0 } },
  data: { name: "strike", options: [{ name: "next-session", type: 1, options: [] }] },
};
const callbacks = () => fake.calls.filter((c) => c.path.includes("/callback"));

it("answers /strike over the gateway, to the asker alone, with Guilds as its only intent and the commands registered once", async () => {
  await start(fake.token);
  await vi.waitFor(() => expect(running?.problems()).toEqual([]), patience);
  expect(fake.identified).toEqual([{ intents: 1 }]);
  await vi.waitFor(() => expect(fake.calls.filter((c) => c.method === "PUT")).toHaveLength(1), patience);
  fake.dispatch("INTERACTION_CREATE", interaction);
  await vi.waitFor(() => expect(callbacks()).toHaveLength(1), patience);
  expect(callbacks()[0]?.body).toMatchObject({ type: 4, data: { allowed_mentions: { parse: [] } } });
  expect(JSON.stringify(callbacks()[0]?.body)).toMatch(/session/i);
});

it("lives through every field missing or wrong, and answers the next", async () => {
  await start(fake.token);
  await vi.waitFor(() => expect(running?.problems()).toEqual([]), patience);
  for (const field of Object.keys(interaction)) {
    for (const wrong of [undefined, null, 7, "x", [], {}, { options: 3 }])
      fake.dispatch("INTERACTION_CREATE", { ...interaction, [field]: wrong });
  }
  fake.dispatch("INTERACTION_CREATE", null);
  fake.dispatch("INTERACTION_CREATE", { ...interaction, id: "999" });
  await vi.waitFor(() => expect(callbacks().map((c) => c.path)).toContainEqual(expect.stringContaining("/interactions/999/")), patience);
  expect(lines.some((line) => line.includes("could not be read"))).toBe(true);
});

it("a wrong token is one line that names the variable, never the token, and a problem", async () => {
  await start("quite-another-token");
  await vi.waitFor(() => expect(running?.problems().join()).toContain("DISCORD_TOKEN"), patience);
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain("quite-another-token");
});
