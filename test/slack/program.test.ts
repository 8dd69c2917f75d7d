import { afterEach, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { chatPlatforms } from "../../src/platforms.ts";
import type { ReplayClock } from "../../src/replay.ts";
import { startServer } from "../../src/server.ts";
import { wordsOn } from "../fakes/slack/blocks.ts";
import { startFakeSlack } from "../fakes/slack/slack.ts";
import { freshDataDir } from "../helpers/database.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** The whole program as `npm start` runs it, on a fake Slack, in October 2023. */
async function program(env: Record<string, string> = {}) {
  const slack = await startFakeSlack();
  open.push(() => slack.close());
  const october = { REPLAY_FROM: "2023-10-08T18:00-07:00", REPLAY_SPEED: "1" };
  const config = readConfig({ ...slack.env, ...october, DATA_DIR: freshDataDir(), PORT: "0", LOG_LEVEL: "silent", ...env });
  const running = await startServer(config, chatPlatforms, { quietMs: 0, retryMs: 100 });
  open.push(running.stop);
  slack.connect(running.url);
  return {
    ...{ slack, url: running.url },
    /** Lives on until then, and sends what fell due. */
    async until(moment: string): Promise<void> {
      (running.clock as ReplayClock).jump(Temporal.Instant.from(moment));
      await running.heartbeat.beat();
    },
    async ready(): Promise<[number, string]> {
      const response = await fetch(`${running.url}/readyz`);
      return [response.status, await response.text()];
    },
    reminders: () => slack.received().filter((m) => m.key?.startsWith("said/") === false),
  };
}

const waiting = { timeout: 15_000, interval: 20 };

it("answers, and reminds whoever subscribed: once, of each date and of each change", async () => {
  const { slack, ready, until, reminders } = await program();
  const sent = await slack.command("subscribe");
  expect(wordsOn(sent.shown.flatMap((s) => s.blocks))).toContain("Done");
  expect((await ready())[0]).toBe(200);
  for (const [n, moment] of ["2023-10-09T20:00-07:00", "2023-10-11T09:30-07:00", "2023-10-14T09:30-07:00"].entries()) {
    await until(moment);
    await vi.waitFor(() => expect(reminders().length).toBeGreaterThan(n), waiting);
  }
  const keys = reminders().map((m) => m.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(reminders().every((m) => m.conversation === "C1")).toBe(true);
  expect(reminders().some((m) => m.under !== null)).toBe(true);
  expect(slack.received().some((m) => m.edits.length > 0)).toBe(true);
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
  const { slack, ready, until, reminders } = await program();
  await slack.command("subscribe");
  slack.faults.always({ kind: "error", error: "service_unavailable" });
  await until("2023-10-09T20:00-07:00");
  await vi.waitFor(() => expect(slack.calls.filter((c) => c.method === "chat.postMessage").length).toBeGreaterThanOrEqual(2), waiting);
  expect(reminders()).toEqual([]);
  slack.faults.clear();
  await vi.waitFor(() => expect(reminders()).toHaveLength(1), waiting);
  expect((await ready())[0]).toBe(200);
});
