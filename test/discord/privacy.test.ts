import { afterEach, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { chatPlatforms } from "../../src/platforms.ts";
import type { ReplayClock } from "../../src/replay.ts";
import { type Running, startServer } from "../../src/server.ts";
import { startFakeGateway } from "../fakes/discord/gateway.ts";
import { freshDataDir } from "../helpers/database.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const patience = { timeout: 15_000, interval: 20 };
const ephemeral = 64;

/** The whole program on a fake Discord, in October 2023, and one person's direct message with the bot. */
async function stage() {
  const fake = await startFakeGateway();
  open.push(() => fake.close());
  const october = { REPLAY_FROM: "2023-10-08T18:00-07:00", REPLAY_SPEED: "1" };
  const discord = { DISCORD_TOKEN: fake.token, DISCORD_API_URL: fake.url };
  const config = readConfig({ ...discord, ...october, DATA_DIR: freshDataDir(), PORT: "0", LOG_LEVEL: "silent" });
  const start = async (): Promise<Running> => {
    const before = fake.identified.length;
    const running = await startServer(config, chatPlatforms, { quietMs: 0, retryMs: 100 });
    await vi.waitFor(() => expect(fake.identified.length).toBeGreaterThan(before), patience);
    return running;
  };
  let running = await start();
  open.push(() => running.stop());
  let count = 500;
  const inDm = {
    token: "aW50",
    application_id: "98",
    channel_id: "11",
    context: 1,
    channel: { type: 1 },
    user: { id: "7" },
    locale: "en-US",
  };
  async function asked(payload: object): Promise<unknown[]> {
    const id = String(++count);
    fake.dispatch("INTERACTION_CREATE", { ...inDm, id, token: `aW${id}`, ...payload });
    const calls = () => fake.calls.filter((c) => c.path.includes(`/interactions/${id}/`) || c.path.includes(`/webhooks/98/aW${id}`));
    // On a busy computer Discord is told to wait first.
    const deferred = (body: unknown): boolean => JSON.stringify(body).startsWith('{"type":5');
    await vi.waitFor(() => expect(calls().some((c) => !deferred(c.body))).toBe(true), patience);
    return calls().map((c) => c.body);
  }
  return {
    strike: (name: string, args: Record<string, string> = {}, where: object = {}) => {
      const options = Object.entries(args).map(([key, value]) => ({ name: key, type: 3, value }));
      return asked({ type: 2, data: { name: "strike", options: [{ name, type: 1, options }] }, ...where });
    },
    press: (custom_id: string, where: object = {}) => asked({ type: 3, data: { custom_id }, ...where }),
    /** What was posted and edited there. */
    sent: (method: "POST" | "PATCH", channel = "11") =>
      fake.calls.filter((c) => c.method === method && c.path.includes(`/channels/${channel}/messages`)).map((c) => c.body),
    async restart(): Promise<void> {
      await running.stop();
      running = await start();
    },
    async until(moment: string): Promise<void> {
      (running.clock as ReplayClock).jump(Temporal.Instant.from(moment));
      await running.heartbeat.beat();
    },
    rows: async (): Promise<string[]> => {
      const found = await Promise.all(
        ["subscriptions", "deliveries", "keyv"].map((t) =>
          running.db.query<{ row: string }>(`select to_jsonb(t)::text as row from ${t} t`),
        ),
      );
      return found.flat().map(({ row }) => row);
    },
  };
}

/** What a message shows, and what its buttons are made of. */
const wordsIn = (body: unknown): string[] => [...JSON.stringify(body).matchAll(/"(?:content|label)":"([^"]*)"/g)].map((m) => m[1] ?? "");
const buttonsIn = (body: unknown): string[] => [...JSON.stringify(body).matchAll(/"custom_id":"([^"]*)"/g)].map((m) => m[1] ?? "");

it("a discreet direct message names nothing, also when it changes; its button shows the facts to its reader alone, after a restart too", async () => {
  const { strike, press, sent, restart, until } = await stage();
  const answer = await strike("subscribe", { discreet: "yes" });
  expect(JSON.stringify(answer)).toContain("Kaiser Permanente strike, 2023");
  await until("2023-10-09T20:00-07:00");
  await vi.waitFor(() => expect(sent("POST")).toHaveLength(2), patience);
  await restart();
  await until("2023-10-11T09:30-07:00");
  await vi.waitFor(() => expect(sent("POST").length).toBeGreaterThan(2), patience);
  await until("2023-10-14T09:30-07:00");
  await vi.waitFor(() => expect(sent("PATCH")).not.toEqual([]), patience);
  const [confirmation, ...news] = sent("POST");
  expect(wordsIn(confirmation)).toEqual(["Messages from me will come here."]);
  for (const body of [...news, ...sent("PATCH")]) expect(wordsIn(body)).toEqual(["There is an update.", "Show"]);
  const [button = ""] = buttonsIn(news[0]);
  expect(button).toMatch(/^news\?message=\d+\.[0-9a-f]{12}$/);
  const shown = await press(button);
  expect(JSON.stringify(shown)).toMatch(/2023.*As it stands now/);
  expect(JSON.stringify(shown[0])).toMatch(new RegExp(`"flags":(${(1 << 15) | ephemeral}|${ephemeral})\\b`));
  expect(wordsIn(shown)).not.toContain("Show to everyone");
  const elsewhere = await press(button, { channel_id: "12", user: { id: "8" } });
  expect(JSON.stringify(elsewhere)).toContain("not kept any more");
});

it("forget-me deletes what is kept of one direct message, and a server's stays without its name", async () => {
  const { strike, press, rows, until, sent } = await stage();
  const guild = { guild_id: "1", channel_id: "21", context: 0, channel: { type: 0 }, user: undefined };
  const member = { member: { user: { id: "7" }, permissions: "16" }, app_permissions: "3072" };
  await strike("subscribe");
  await strike("use", { language: "es" });
  await strike("subscribe", {}, { channel_id: "12", user: { id: "8" } });
  await strike("subscribe", {}, { ...guild, ...member });
  const asked = await strike("forget-me");
  expect(JSON.stringify(asked)).toMatch(/direct messages.*: 1.*“use”.*: 1/);
  const button = buttonsIn(asked).find((id) => id.startsWith("forget-me"));
  expect(JSON.stringify(await press(button ?? ""))).toContain("Forgotten");
  expect((await rows()).filter((row) => row.includes('"11"') || row.includes("/11"))).toEqual([]);
  // The server is another account to forget: here it is still known who subscribed.
  expect((await rows()).filter((row) => row.includes('"created_by": "7"'))).toHaveLength(1);
  const there = await strike("forget-me", { confirm: "yes" }, { ...guild, ...member });
  expect(JSON.stringify(there)).toMatch(/who set them up.*: 1/);
  expect((await rows()).filter((row) => row.includes('"created_by": "7"'))).toEqual([]);
  await until("2023-10-09T20:00-07:00");
  await vi.waitFor(() => expect(sent("POST", "12")).toHaveLength(2), patience);
  await vi.waitFor(() => expect(sent("POST", "21")).toHaveLength(2), patience);
  expect(sent("POST", "11")).toHaveLength(1);
});
