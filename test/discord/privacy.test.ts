import { afterEach, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { chatPlatforms } from "../../src/platforms.ts";
import type { ReplayClock } from "../../src/replay.ts";
import { type Running, startServer } from "../../src/server.ts";
import { startFakeDiscord } from "../fakes/discord/discord.ts";
import { freshDataDir } from "../helpers/database.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const patience = { timeout: 15_000, interval: 20 };
const dm = { channel: "31", user: "7" };
const other = { channel: "32", user: "8" };
const server = { channel: "11", user: "7", permissions: 16n };

/** The whole program on a made-up Discord, in October 2023. */
async function stage() {
  const discord = await startFakeDiscord();
  open.push(() => discord.stop());
  for (const { channel } of [dm, other]) discord.state.addChannel({ id: channel, kind: "dm" });
  const october = { REPLAY_FROM: "2023-10-08T18:00-07:00", REPLAY_SPEED: "1" };
  const config = readConfig({ ...discord.env, ...october, DATA_DIR: freshDataDir(), PORT: "0", LOG_LEVEL: "silent" });
  const start = async (): Promise<Running> => {
    const before = discord.identified.length;
    const running = await startServer(config, chatPlatforms, { quietMs: 0, retryMs: 100 });
    await vi.waitFor(() => expect(discord.identified.length).toBeGreaterThan(before), patience);
    return running;
  };
  let running = await start();
  open.push(() => running.stop());
  return {
    discord,
    posted: (channel = dm.channel) => discord.received().filter((m) => m.channel === channel),
    async restart(): Promise<void> {
      await running.stop();
      running = await start();
    },
    async until(moment: string): Promise<void> {
      (running.clock as ReplayClock).jump(Temporal.Instant.from(moment));
      await running.heartbeat.beat();
    },
    async rows(): Promise<string[]> {
      const tables = ["subscriptions", "deliveries", "keyv"];
      const found = await Promise.all(tables.map((t) => running.db.query<{ row: string }>(`select to_jsonb(t)::text as row from ${t} t`)));
      return found.flat().map(({ row }) => row);
    },
  };
}

/** What a message shows, and what its buttons are made of. */
const wordsIn = (body: unknown): string[] =>
  [...JSON.stringify(body ?? null).matchAll(/"(?:content|label)":"([^"]*)"/g)].map((m) => (m[1] ?? "").replaceAll("\\", ""));
const buttonsIn = (body: unknown): string[] => [...JSON.stringify(body).matchAll(/"custom_id":"([^"]*)"/g)].map((m) => m[1] ?? "");

it("a discreet direct message names nothing, also when it changes; its button shows the facts to its reader alone, after a restart too", async () => {
  const { discord, posted, restart, until } = await stage();
  const subscribed = await discord.command("subscribe", { discreet: "yes" }, dm).next();
  expect(wordsIn(subscribed).join()).toContain("Kaiser Permanente strike, 2023");
  expect(subscribed.ephemeral).toBe(true);
  await until("2023-10-09T20:00-07:00");
  await vi.waitFor(() => expect(posted()).toHaveLength(2), patience);
  await restart();
  await until("2023-10-11T09:30-07:00");
  await vi.waitFor(() => expect(posted().length).toBeGreaterThan(2), patience);
  await until("2023-10-14T09:30-07:00");
  await vi.waitFor(() => expect(posted().some((m) => m.edits.length > 0)).toBe(true), patience);
  const [confirmation, ...news] = posted();
  expect(wordsIn(confirmation?.components)).toEqual(["Messages from me will come here."]);
  for (const { first, components, edits } of news) {
    expect(wordsIn(first)).toEqual(["There is an update.", "Show"]);
    expect(wordsIn(components)).toEqual(["There is an update.", "Show"]);
    expect(edits.join()).not.toMatch(/2023|Kaiser|session|strike/i);
  }
  const [button = ""] = buttonsIn(news[0]?.components);
  expect(button).toMatch(/^news\?message=\d+\.[0-9a-f]{12}$/);
  const shown = await discord.press(button, dm).next();
  expect(wordsIn(shown).join()).toMatch(/2023.*As it stands now/);
  expect(shown.ephemeral).toBe(true);
  expect(wordsIn(shown)).not.toContain("Show to everyone");
  expect(wordsIn(await discord.press(button, other).next()).join()).toContain("not kept any more");
}, 60_000);

it("forget-me deletes what is kept of one direct message, and a server's stays without its name", async () => {
  const { discord, posted, rows, until } = await stage();
  await discord.command("subscribe", {}, dm).next();
  await discord.command("use", { language: "es" }, dm).next();
  await discord.command("subscribe", {}, other).next();
  await discord.command("subscribe", {}, server).next();
  const asked = await discord.command("forget-me", {}, dm).next();
  expect(asked.ephemeral).toBe(true);
  expect(wordsIn(asked).join()).toMatch(/mensajes directos: 1.*“use”: 1/);
  const button = buttonsIn(asked).find((id) => id.startsWith("forget-me"));
  expect(wordsIn(await discord.press(button ?? "", dm).next()).join()).toContain("Olvidado");
  expect((await rows()).filter((row) => row.includes('"31"') || row.includes("/31"))).toEqual([]);
  // The server is another account to forget: there it is still known who subscribed.
  expect((await rows()).filter((row) => row.includes('"created_by": "7"'))).toHaveLength(1);
  const there = await discord.command("forget-me", { confirm: "yes" }, server).next();
  expect(wordsIn(there).join()).toMatch(/who set them up: 1/);
  expect((await rows()).filter((row) => row.includes('"created_by": "7"'))).toEqual([]);
  await until("2023-10-09T20:00-07:00");
  await vi.waitFor(() => expect([posted("32"), posted("11")].map((m) => m.length)).toEqual([2, 2]), patience);
  expect(posted()).toHaveLength(1);
});
