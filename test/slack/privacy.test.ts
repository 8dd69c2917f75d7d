import { afterEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { chatPlatforms } from "../../src/platforms.ts";
import type { ReplayClock } from "../../src/replay.ts";
import { type Running, startServer } from "../../src/server.ts";
import { buttonsOn, type FakeBlock, wordsOn } from "../fakes/slack/blocks.ts";
import type { Sent } from "../fakes/slack/sender.ts";
import { type FakeSlack, startFakeSlack } from "../fakes/slack/slack.ts";
import { wordsInView } from "../fakes/slack/views.ts";
import { freshDataDir } from "../helpers/database.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const waiting = { timeout: 15_000, interval: 20 };
const dm = { channel: "D1", user: "U1" };

async function stage() {
  const slack = await startFakeSlack();
  open.push(() => slack.close());
  for (const id of ["D1", "D2"]) slack.state.channels.set(id, { id, kind: "im", hasBot: true, archived: false });
  const october = { REPLAY_FROM: "2023-10-08T18:00-07:00", REPLAY_SPEED: "1" };
  const config = readConfig({ ...slack.env, ...october, DATA_DIR: freshDataDir(), PORT: "0", LOG_LEVEL: "silent" });
  const start = async (): Promise<Running> => {
    const running = await startServer(config, chatPlatforms, { quietMs: 0, retryMs: 100 });
    slack.connect(running.url);
    return running;
  };
  let running = await start();
  open.push(() => running.stop());
  return {
    slack,
    async restart(): Promise<void> {
      await running.stop();
      running = await start();
    },
    db: () => running.db,
    async until(moment: string): Promise<void> {
      (running.clock as ReplayClock).jump(Temporal.Instant.from(moment));
      await running.heartbeat.beat();
    },
  };
}

const shownIn = (sent: Sent): string => wordsOn(sent.shown.flatMap((s) => s.blocks));
const posted = ({ state }: FakeSlack, channel: string) => state.messages.filter((m) => m.channel === channel);
/** What any of it shows: words, notification, labels. */
const visible = (messages: readonly { text: string; blocks: FakeBlock[] }[]): string[] =>
  messages.map(({ text, blocks }) => `${text} | ${wordsOn(blocks)}`);
const show = (blocks: FakeBlock[] = []) => {
  const [button] = buttonsOn(blocks);
  if (!button) throw new Error("There is no button");
  return button;
};

describe("a direct message on Slack", () => {
  it("that is to be discreet names nothing, also when it changes; its button shows the facts to its reader alone, after a restart too", async () => {
    const { slack, restart, until } = await stage();
    expect(shownIn(await slack.command("subscribe discreet:yes", dm))).toContain("Kaiser Permanente strike, 2023");
    await until("2023-10-09T20:00-07:00");
    await vi.waitFor(() => expect(posted(slack, "D1")).toHaveLength(2), waiting);
    await restart();
    await until("2023-10-11T09:30-07:00");
    await vi.waitFor(() => expect(posted(slack, "D1").length).toBeGreaterThan(2), waiting);
    await until("2023-10-14T09:30-07:00");
    await vi.waitFor(() => expect(posted(slack, "D1").some((m) => m.edits.length > 0)).toBe(true), waiting);
    const [confirmation, ...news] = visible(posted(slack, "D1"));
    expect(confirmation).toBe("Messages from me will come here. | Messages from me will come here.");
    expect(new Set(news)).toEqual(new Set(["There is an update. | There is an update.\n[Show]"]));
    expect(new Set(posted(slack, "D1").flatMap((m) => m.edits))).toEqual(new Set(["There is an update."]));
    await restart();
    const pressed = await slack.press(show(posted(slack, "D1")[1]?.blocks), dm);
    expect(await pressed.next()).toMatchObject({ by: "response_url", toEveryone: false });
    expect(shownIn(pressed)).toMatch(/2023[\s\S]*As it stands now\./);
    expect(buttonsOn(pressed.shown.flatMap((s) => s.blocks)).map((b) => b.text.text)).not.toContain("Show to everyone");
    // Pressed by somebody else, somewhere else: a button that was made up.
    const elsewhere = await slack.press(show(posted(slack, "D1")[1]?.blocks), { channel: "D2", user: "U2" });
    await elsewhere.next();
    expect(shownIn(elsewhere)).toContain("not kept any more");
  }, 60_000);

  it("is forgotten with all that was kept of it, and nothing comes there afterwards; another's goes on", async () => {
    const { slack, until, db } = await stage();
    await slack.command("subscribe", dm);
    await slack.command("subscribe", { channel: "D2", user: "U2" });
    await slack.command("subscribe", { channel: "C1", user: "U1" });
    await slack.command("use language:es", dm);
    await until("2023-10-09T20:00-07:00");
    await vi.waitFor(
      () => expect([posted(slack, "D1"), posted(slack, "D2"), posted(slack, "C1")].map((m) => m.length)).toEqual([2, 2, 2]),
      waiting,
    );
    const asked = await slack.command("forget-me", dm);
    expect(shownIn(asked)).toMatch(/directos: 1\.[\s\S]*“use”: 1\.[\s\S]*quién las pidió: 1\./);
    const pressed = await slack.press(show(asked.shown.flatMap((s) => s.blocks)), dm);
    expect(await pressed.next()).toMatchObject({ toEveryone: false });
    expect(shownIn(pressed)).toMatch(/Olvidado|Forgotten/);
    await until("2023-10-11T09:30-07:00");
    await vi.waitFor(() => expect(posted(slack, "D2")).toHaveLength(3), waiting);
    await vi.waitFor(() => expect(posted(slack, "C1")).toHaveLength(3), waiting);
    expect(posted(slack, "D1")).toHaveLength(2);
    const rows = await Promise.all(
      ["subscriptions", "deliveries", "keyv"].map((t) => db().query<{ row: string }>(`select to_jsonb(t)::text as row from ${t} t`)),
    );
    expect(rows.flat().filter((r) => /D1|U1/.test(r.row))).toEqual([]);
    // What it chose is not in memory either.
    expect(shownIn(await slack.command("about", dm))).toContain("About Picketline");
  }, 60_000);

  it("is forgotten by App Home's button, which asks first and says what went", async () => {
    const { slack, db } = await stage();
    const published = () => slack.state.homes.get("U1")?.published ?? 0;
    const home = (): string => wordsInView(slack.state.homes.get("U1")?.view ?? { blocks: [] });
    await slack.command("subscribe", dm);
    await slack.event({ type: "app_home_opened", user: "U1", channel: "D1", tab: "home" });
    await vi.waitFor(() => expect(published()).toBe(1), waiting);
    await slack.act({ type: "button", action_id: "home:forget" }, dm);
    await vi.waitFor(() => expect(published()).toBe(2), waiting);
    expect(home()).toMatch(/Forgotten[\s\S]*direct messages: 1/);
    expect(await db().query("select conversation from subscriptions where platform = 'slack'")).toEqual([]);
  });

  it("a mention in a channel shows nobody what is kept of whoever asks", async () => {
    const { slack } = await stage();
    slack.state.scopes.add("app_mentions:read");
    await slack.command("subscribe", dm);
    const ts = "1700000000.000100";
    const said = { text: "q", blocks: [], under: undefined, metadata: undefined, unfurls: false, at: 0, edits: [] };
    slack.state.channels.set("C1", { id: "C1", kind: "public", hasBot: true, archived: false });
    slack.state.messages.push({ ...said, ts, channel: "C1" });
    for (const words of ["forget-me", "forget-me confirm:yes"])
      await slack.event({ type: "app_mention", channel: "C1", user: "U1", ts, text: `<@UBOT> ${words}` });
    await vi.waitFor(() => expect(posted(slack, "C1")).toHaveLength(3), waiting);
    for (const text of visible(posted(slack, "C1").slice(1))) expect(text).toContain("Others could read the answer here");
    expect(shownIn(await slack.command("subscriptions", dm))).toContain("Kaiser");
  });
});
