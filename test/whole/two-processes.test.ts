import { afterEach, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { chatPlatforms } from "../../src/platforms.ts";
import { startServer } from "../../src/server.ts";
import { startFakeSlack } from "../fakes/slack/slack.ts";
import { freshFolder, freshServer } from "../helpers/database.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const token = "a-token-for-the-console";

it("what is entered in one process is answered in another within two seconds, and sent once", async () => {
  const [slack, { url }] = [await startFakeSlack(), await freshServer()];
  open.push(slack.close);
  const settings = { ...slack.env, DATABASE_URL: url, REPLAY_FROM: "2023-10-10T08:00-07:00", REPLAY_SPEED: "1", WEB_TOKEN: token };
  const start = async () => {
    const config = readConfig({ ...settings, DATA_DIR: freshFolder(), PORT: "0", LOG_LEVEL: "silent" });
    const running = await startServer(config, chatPlatforms, { quietMs: 0, retryMs: 100, takeOverAfterMs: 100 });
    open.push(running.stop);
    return running;
  };
  const [one, two] = [await start(), await start()];
  const ask = async (process: typeof one, line: string): Promise<string> => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const response = await fetch(`${process.url}/ask`, { method: "POST", headers, body: JSON.stringify({ line }) });
    return ((await response.json()) as { text: string }).text;
  };
  slack.connect(two.url);
  await slack.command("subscribe");
  const before = slack.received().length;

  const draft = /Draft (\w+)\./.exec(await ask(one, "move session-2023-10-12 fri 10am"))?.[1];
  const both = await Promise.all([ask(one, `approve ${draft}`), ask(two, `approve ${draft}`)]);
  expect(both.filter((answer) => answer.includes("It is entered"))).toHaveLength(1);
  const entered = performance.now();
  await vi.waitFor(
    async () => {
      for (const process of [one, two]) expect(await ask(process, "next-session 3")).toContain("Fri, Oct 13, 2023, 10:00 AM PDT");
    },
    { timeout: 10_000, interval: 20 },
  );
  // Looked for once a second; the rest is for a machine that does other work as well.
  expect(performance.now() - entered).toBeLessThan(2_000);

  const updates = () => slack.received().slice(before);
  await vi.waitFor(() => expect(updates()).toHaveLength(1), { timeout: 20_000, interval: 50 });
  await Promise.all([one.heartbeat.beat(), two.heartbeat.beat()]);
  expect(updates().map(({ text }) => text.includes("10:00 AM PDT"))).toEqual([true]);
  expect(await ask(two, "history session-2023-10-12")).toContain("reached 1 conversation");

  await slack.command("use language:es");
  slack.connect(one.url);
  await vi.waitFor(async () => expect((await slack.command("next-session")).shown[0]?.text).toContain("negociación"), {
    ...{ timeout: 2_000, interval: 20 },
  });

  await ask(two, "organizers add UHELP");
  await vi.waitFor(async () => expect(await ask(one, "organizers")).toContain("UHELP"), { timeout: 2_000, interval: 20 });
}, 60_000);
