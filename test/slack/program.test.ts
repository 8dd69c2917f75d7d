import { afterEach, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { startServer } from "../../src/server.ts";
import { wordsOn } from "../fakes/slack/blocks.ts";
import { type FakeSlack, startFakeSlack } from "../fakes/slack/slack.ts";
import { freshDataDir } from "../helpers/database.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** The whole program as `npm start` runs it, on a fake Slack. */
async function program(env: Record<string, string> = {}): Promise<{ slack: FakeSlack; url: string; ready(): Promise<[number, string]> }> {
  const slack = await startFakeSlack();
  open.push(() => slack.close());
  const running = await startServer(readConfig({ ...slack.env, DATA_DIR: freshDataDir(), PORT: "0", LOG_LEVEL: "silent", ...env }));
  open.push(running.stop);
  slack.connect(running.url);
  const ready = async (): Promise<[number, string]> => {
    const response = await fetch(`${running.url}/readyz`);
    return [response.status, await response.text()];
  };
  return { slack, url: running.url, ready };
}

it("answers, and reminds whoever subscribed: once, of each date and of each change", async () => {
  const { slack, ready } = await program({ REPLAY_FROM: "2023-10-08T18:00-07:00", REPLAY_SPEED: "60000" });
  const sent = await slack.command("subscribe");
  expect(wordsOn(sent.shown.flatMap((s) => s.blocks))).toContain("Done");
  expect((await ready())[0]).toBe(200);
  const reminders = () => slack.received().filter((m) => m.key?.startsWith("said/") === false);
  await vi.waitFor(() => expect(reminders().length).toBeGreaterThanOrEqual(2), { timeout: 20_000, interval: 50 });
  const keys = reminders().map((m) => m.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(reminders().every((m) => m.conversation === "C1")).toBe(true);
  expect(slack.state.messages.some((m) => m.unfurls)).toBe(false);
});

it("goes on with everything else where the token is wrong, and says so", async () => {
  const { url, ready } = await program({ SLACK_BOT_TOKEN: "xoxb-wrong" });
  expect(await ready()).toEqual([503, expect.stringContaining("SLACK_BOT_TOKEN was refused by Slack: invalid_auth")]);
  const asked = await fetch(`${url}/ask`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"line":"next-session"}',
  });
  expect(asked.status).toBe(200);
});

it("keeps what it owes while Slack is down", async () => {
  const { slack, ready } = await program({ REPLAY_FROM: "2023-10-08T18:00-07:00", REPLAY_SPEED: "60000" });
  await slack.command("subscribe");
  slack.faults.always({ kind: "error", error: "service_unavailable" });
  const tries = () => slack.calls.filter((c) => c.method === "chat.postMessage").length;
  await vi.waitFor(() => expect(tries()).toBeGreaterThanOrEqual(2), { timeout: 20_000, interval: 50 });
  expect(slack.received()).toHaveLength(1);
  slack.faults.clear();
  await vi.waitFor(() => expect(slack.received().length).toBeGreaterThanOrEqual(2), { timeout: 20_000, interval: 50 });
  expect((await ready())[0]).toBe(200);
});
