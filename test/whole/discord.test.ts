import { afterEach, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { chatPlatforms } from "../../src/platforms.ts";
import type { ReplayClock } from "../../src/replay.ts";
import { startServer } from "../../src/server.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";
import type { Content } from "../fakes/discord/message-shape.ts";
import { flag, wordsOn } from "../fakes/discord/message-shape.ts";
import { wordsOn as slackWords } from "../fakes/slack/blocks.ts";
import { startFakeSlack } from "../fakes/slack/slack.ts";
import { freshDataDir } from "../helpers/database.ts";
import { startChild } from "../helpers/server-child.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const october = { REPLAY_FROM: "2023-10-08T18:00-07:00", REPLAY_SPEED: "1" };
const patience = { timeout: 15_000, interval: 20 };
const manages = 1n << 4n;

async function fakeDiscord(): Promise<FakeDiscord> {
  const discord = await startFakeDiscord();
  open.push(discord.stop);
  return discord;
}

const buttonsOn = ({ components }: Pick<Content, "components">): string[] =>
  [...JSON.stringify(components).matchAll(/"custom_id":"([^"]*)"/g)].flatMap((found) => found[1] ?? []);

/** The whole program as `npm start` runs it, on a fake Discord, in October 2023. */
async function program(discord: FakeDiscord) {
  const config = readConfig({ ...discord.env, ...october, DATA_DIR: freshDataDir(), PORT: "0", LOG_LEVEL: "silent" });
  const running = await startServer(config, chatPlatforms, { quietMs: 0, retryMs: 100 });
  open.push(running.stop);
  const ready = async (): Promise<string> => (await fetch(`${running.url}/readyz`)).text();
  await vi.waitFor(async () => expect(await ready()).toContain('"ok":true'), patience);
  return {
    ready,
    /** Lives on until then, and sends what fell due. */
    async until(moment: string): Promise<void> {
      (running.clock as ReplayClock).jump(Temporal.Instant.from(moment));
      await running.heartbeat.beat();
    },
  };
}

it("answers, subscribes and reminds: once, of each date and of each change, nobody notified", async () => {
  const discord = await fakeDiscord();
  const { until } = await program(discord);
  expect(wordsOn(await discord.command("next-session").next())).toMatch(/session/i);
  expect((await discord.complete("deadlines", "unit", "").next()).choices.length).toBeGreaterThan(0);
  expect(wordsOn(await discord.command("subscribe").next())).toMatch(/manages this channel/);
  await discord.command("subscribe", {}, { permissions: manages }).next();
  for (const moment of ["2023-10-09T20:00-07:00", "2023-10-11T09:30-07:00", "2023-10-14T09:30-07:00"]) {
    const before = discord.received().length;
    await until(moment);
    await vi.waitFor(() => expect(discord.received().length).toBeGreaterThan(before), patience);
  }
  expect(discord.received().every((m) => m.channel === "11" && m.pings.length === 0)).toBe(true);
  expect(discord.received().some((m) => m.under !== undefined)).toBe(true);
  expect(discord.received().some((m) => m.edits.length > 0)).toBe(true);
  expect([discord.limited(), discord.invalid()]).toEqual([0, 0]);
});

it("publishes what it posts in an announcement channel, and its corrections, to those who follow; a role is notified, and nobody else", async () => {
  const discord = await fakeDiscord();
  discord.state.guilds.get("1")?.mentionable.add("40");
  const { until } = await program(discord);
  const where = { channel: "15", permissions: manages, resolved: { roles: { "40": { id: "40", name: "strikers", mentionable: true } } } };
  expect(wordsOn(await discord.command("subscribe", { ping: "40" }, where).next())).toMatch(/Other servers can follow this channel/);
  const custom_id = buttonsOn(await discord.press("subscribe?publish=yes", where).next());
  expect(custom_id).toContain("subscribe?dispute=kaiser-2023&ping=none");
  const confirmations = discord.received().length;
  for (const moment of ["2023-10-09T20:00-07:00", "2023-10-11T09:30-07:00"]) await until(moment);
  await vi.waitFor(() => expect(discord.received().length).toBeGreaterThan(confirmations + 1), patience);
  const told = () => discord.received().slice(confirmations);
  await vi.waitFor(() => expect(told().map((m) => m.flags & flag.published)).toEqual(told().map(() => flag.published)), patience);
  expect(
    discord
      .received()
      .slice(0, confirmations)
      .some((m) => m.flags & flag.published),
  ).toBe(false);
  expect(told().map((m) => m.pings)).toEqual(told().map(() => ["40"]));
  expect([discord.limited(), discord.invalid()]).toEqual([0, 0]);
});

it("gives each milestone a post in a forum, answers what is asked in it, and ends there", async () => {
  const discord = await fakeDiscord();
  const { until } = await program(discord);
  const resolved = { channels: { "16": { id: "16", name: "dates", type: 15, permissions: String(manages) } } };
  await discord.command("subscribe", { channel: "16" }, { resolved }).next();
  const posts = () => [...discord.state.channels.values()].filter((c) => c.parent === "16");
  await vi.waitFor(() => expect(posts()).toHaveLength(1), patience);
  for (const moment of ["2023-10-09T20:00-07:00", "2023-10-11T09:30-07:00", "2023-10-14T09:30-07:00"]) await until(moment);
  await vi.waitFor(() => expect(discord.received().some((m) => m.edits.length > 0)).toBe(true), patience);
  const names = posts().map((p) => p.name);
  expect(new Set(names).size).toBe(names.length);
  expect(posts().some((p) => p.messages.length > 1)).toBe(true);
  const [post] = posts().slice(1);
  const inPost = { channel: post?.id ?? "", permissions: manages };
  expect(wordsOn(await discord.press("unsubscribe?dispute=kaiser-2023", { ...inPost, permissions: 0n }).next())).toMatch(
    /manages this channel/,
  );
  expect(wordsOn(await discord.press("unsubscribe?dispute=kaiser-2023", inPost).next())).toMatch(/Unsubscribed/);
  expect([discord.limited(), discord.invalid()]).toEqual([0, 0]);
});

it("reminds over REST while the gateway is gone, and answers again when it is back", async () => {
  const discord = await fakeDiscord();
  const { ready, until } = await program(discord);
  await discord.command("subscribe", {}, { permissions: manages }).next();
  discord.cut(true);
  await vi.waitFor(async () => expect(await ready()).toContain("the gateway is lost"), patience);
  const before = discord.received().length;
  await until("2023-10-09T20:00-07:00");
  await vi.waitFor(() => expect(discord.received().length).toBeGreaterThan(before), patience);
  discord.cut(false);
  await vi.waitFor(async () => expect(await ready()).toContain('"ok":true'), patience);
  expect(wordsOn(await discord.command("next-session").next())).toMatch(/session/i);
});

it("a wrong DISCORD_TOKEN is one line that names it; the console and Slack go on and answer", async () => {
  const [discord, slack] = [await fakeDiscord(), await startFakeSlack()];
  open.push(slack.close);
  const child = await startChild({
    ...discord.env,
    ...slack.env,
    ...october,
    DISCORD_TOKEN: "a-token-of-nobody",
    DATA_DIR: freshDataDir(),
  });
  slack.connect(child.url);
  await vi.waitFor(() => expect(child.log()).toContain("DISCORD_TOKEN"), patience);
  expect(await child.ask("next-session")).toMatch(/session/i);
  const asked = await slack.command("next-session");
  expect(slackWords(asked.shown.flatMap((s) => s.blocks))).toMatch(/session/i);
  const readiness = await fetch(`${child.url}/readyz`);
  expect([readiness.status, await readiness.text()]).toEqual([503, expect.stringContaining("DISCORD_TOKEN")]);
  expect(child.log().trim().split("\n")).toHaveLength(1);
  expect(child.log()).not.toContain("a-token-of-nobody");
  expect(discord.invalid()).toBeLessThanOrEqual(1);
  expect(await child.kill("SIGTERM")).toEqual({ code: 0, signal: null });
});
