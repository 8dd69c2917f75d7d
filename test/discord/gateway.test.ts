import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { type DiscordTuning, startDiscord } from "../../src/discord.ts";
import type { RunningPlatform } from "../../src/platforms.ts";
import { migrate } from "../../src/store/migrations.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";
import { folderWith, kaiser, loaded } from "../helpers/asking.ts";
import { freshMemory } from "../helpers/database.ts";
import { platformParts } from "../helpers/platform.ts";

let fake: FakeDiscord;
let running: RunningPlatform | undefined;
let lines: string[];
let db: Database;
const patience = { timeout: 10_000 };

async function start(token: string, tuning: DiscordTuning = {}): Promise<void> {
  const library = await loaded(await folderWith([kaiser]));
  const config = readConfig({ DISCORD_TOKEN: token, DISCORD_API_URL: fake.url });
  running = await startDiscord(platformParts({ config, library, db, logged: (line) => void lines.push(line) }), tuning);
}
beforeAll(async () => {
  ({ db } = await freshMemory());
  await migrate(db, migrations);
});
beforeEach(async () => {
  await db.query("delete from keyv");
  fake = await startFakeDiscord();
  lines = [];
});
afterEach(async () => {
  await running?.stop();
  await fake.stop();
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

it("shows an answer to everyone once its asker presses that button, and what would change something to nobody else", async () => {
  await start(fake.token);
  await well();
  fake.dispatch("INTERACTION_CREATE", interaction);
  await vi.waitFor(() => expect(callbacks()).toHaveLength(1), patience);
  expect(callbacks()[0]?.body).toMatchObject({ data: { flags: (1 << 15) | 64 } });
  const custom_id = /"custom_id":"(![^"]*)"/.exec(JSON.stringify(callbacks()[0]?.body))?.[1];
  fake.dispatch("INTERACTION_CREATE", { ...interaction, id: "502", type: 3, data: { custom_id } });
  await vi.waitFor(() => expect(callbacks()).toHaveLength(2), patience);
  expect(callbacks()[1]?.body).toMatchObject({ type: 4, data: { flags: 1 << 15, allowed_mentions: { parse: [] } } });
  fake.dispatch("INTERACTION_CREATE", { ...interaction, id: "503", type: 3, data: { custom_id: "!use?language=es" } });
  await vi.waitFor(() => expect(callbacks()).toHaveLength(3), patience);
  expect(callbacks()[2]?.body).toMatchObject({ data: { flags: (1 << 15) | 64 } });
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

const well = () => vi.waitFor(() => expect(running?.problems()).toEqual([]), patience);
const registered = () => fake.calls.filter((c) => c.method === "PUT").length;

it("commands that did not change are not registered at the next start", async () => {
  await start(fake.token);
  await well();
  await vi.waitFor(async () => expect(await db.query("select from keyv where namespace = 'discord-commands'")).toHaveLength(1), patience);
  await running?.stop();
  await start(fake.token);
  await well();
  fake.dispatch("INTERACTION_CREATE", interaction);
  await vi.waitFor(() => expect(callbacks()).toHaveLength(1), patience);
  expect(registered()).toBe(1);
});

const target = { platform: "discord", workspace: "1", conversation: "11" } as const;
const post = (key: string) => running?.messenger.post({ key, target, reply: reply(paragraph(text("Thursday"))) });

it("a gateway that is gone is a problem until it is back, tried at a steady pace; what is posted goes on", async () => {
  await start(fake.token);
  await well();
  const before = fake.connections();
  fake.cut(true);
  await vi.waitFor(() => expect(running?.problems().join()).toContain("the gateway is lost"), patience);
  // The SDK waits half a second between any two attempts, never longer or shorter: ten minutes are 1,200 of them.
  const began = performance.now();
  await vi.waitFor(() => expect(fake.connections()).toBeGreaterThan(before + 5), patience);
  expect((fake.connections() - before - 1) / ((performance.now() - began) / 1_000)).toBeLessThan(3);
  expect(await post("meanwhile")).toMatchObject({ outcome: "delivered" });
  fake.cut(false);
  await well();
  expect(fake.identified.length + fake.resumed()).toBe(2);
  fake.dispatch("INTERACTION_CREATE", interaction);
  await vi.waitFor(() => expect(callbacks()).toHaveLength(1), patience);
}, 40_000);

it("Discord away at the start is waited for: the gateway and the commands, each by itself", async () => {
  fake.faults.nextOf(/^GET .gateway/, { kind: "status", status: 503 }, { kind: "lost", applied: false });
  fake.faults.nextOf(/^PUT .*commands$/, { kind: "status", status: 503 });
  await start(fake.token, { againMs: 20 });
  await vi.waitFor(() => expect(running?.problems().join()).toContain("Discord cannot be reached"), patience);
  expect(running?.problems().join()).not.toContain("DISCORD_TOKEN");
  await well();
  await vi.waitFor(() => expect(fake.state.commands.length).toBeGreaterThan(0), patience);
  fake.dispatch("INTERACTION_CREATE", interaction);
  await vi.waitFor(() => expect(callbacks()).toHaveLength(1), patience);
}, 40_000);

it("a line that is cut is taken up again with what was missed; where the session is over, anew", async () => {
  await start(fake.token);
  await well();
  fake.cut(false);
  fake.dispatch("INTERACTION_CREATE", interaction);
  await vi.waitFor(() => expect(callbacks()).toHaveLength(1), patience);
  expect(fake.resumed()).toBe(1);
  expect(fake.identified).toHaveLength(1);
  fake.sessionsEnd();
  fake.cut(false);
  await vi.waitFor(() => expect(fake.identified).toHaveLength(2), patience);
  await well();
}, 40_000);

it("takes its session up again where the gateway asks for that, and where it went silent", async () => {
  fake.heart.everyMs = 400;
  await start(fake.token);
  await well();
  fake.askReconnect();
  await vi.waitFor(() => expect(fake.resumed()).toBe(1), patience);
  fake.heart.answers = false;
  await vi.waitFor(() => expect(fake.resumed()).toBeGreaterThan(1), patience);
  fake.heart.answers = true;
  await well();
  expect(fake.identified).toHaveLength(1);
}, 30_000);

it("a refused token stays a problem, though the gateway is well", async () => {
  await start(fake.token);
  await well();
  fake.faults.next({ kind: "status", status: 401 });
  await post("k");
  expect(running?.problems()).toEqual(["Discord: Discord refuses DISCORD_TOKEN (401)"]);
  fake.cut(false);
  await vi.waitFor(() => expect(fake.resumed()).toBe(1), patience);
  expect(running?.problems().join()).toContain("DISCORD_TOKEN");
});

describe("a server that removes the bot", () => {
  const subscribed = async (): Promise<number> => (await db.query("select from subscriptions where platform = 'discord'")).length;
  let graces: (() => void)[];
  beforeEach(async () => {
    graces = [];
    await start(fake.token, {
      later(work) {
        graces.push(work);
        return () => graces.splice(graces.indexOf(work), 1);
      },
    });
    await well();
    await db.query("insert into rules (key, hour, zone) values ('r', '09:00', 'UTC') on conflict do nothing");
    await db.query("delete from subscriptions");
    await db.query(`insert into subscriptions (platform, workspace, conversation, dispute, kinds, units, lang, rule, created_by, created_at)
      values ('discord', '5', '51', 'd', '{}', '{}', 'en', 'r', '7', now()), ('discord', '6', '61', 'd', '{}', '{}', 'en', 'r', '7', now())`);
  });

  it("ends its subscriptions, and no other's, after a grace period", async () => {
    fake.dispatch("GUILD_DELETE", { id: "5" });
    await vi.waitFor(() => expect(graces).toHaveLength(1), patience);
    expect(await subscribed()).toBe(2);
    graces[0]?.();
    await vi.waitFor(async () => expect(await subscribed()).toBe(1), patience);
  });

  it("keeps them where it is an outage, where the bot is invited again, and where Discord says that it is still there", async () => {
    fake.dispatch("GUILD_DELETE", { id: "5", unavailable: true });
    fake.dispatch("GUILD_DELETE", { id: "6" });
    await vi.waitFor(() => expect(graces).toHaveLength(1), patience);
    fake.dispatch("GUILD_CREATE", { id: "6", unavailable: true });
    await vi.waitFor(() => expect(graces).toHaveLength(0), patience);
    fake.state.guilds.set("5", { id: "5", mentionable: new Set() });
    fake.dispatch("GUILD_DELETE", { id: "5" });
    await vi.waitFor(() => expect(graces).toHaveLength(1), patience);
    graces[0]?.();
    await vi.waitFor(() => expect(fake.calls.some((c) => c.path.endsWith("/guilds/5"))).toBe(true), patience);
    expect(await subscribed()).toBe(2);
  });
});
