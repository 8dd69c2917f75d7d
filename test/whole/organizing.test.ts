import { afterEach, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { Target } from "../../src/core/ports.ts";
import { chatPlatforms } from "../../src/platforms.ts";
import type { ReplayClock } from "../../src/replay.ts";
import { startServer } from "../../src/server.ts";
import { startFakeDiscord } from "../fakes/discord/discord.ts";
import { wordsOn } from "../fakes/discord/message-shape.ts";
import { wordsOn as slackWords } from "../fakes/slack/blocks.ts";
import type { Sent } from "../fakes/slack/sender.ts";
import { startFakeSlack } from "../fakes/slack/slack.ts";
import { folderWith, kaiser, readText } from "../helpers/asking.ts";
import { freshDataDir } from "../helpers/database.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const patience = { timeout: 30_000, interval: 50 };
const session = "session-2023-10-12";
const half = 25;

/** The whole program on both platforms, 25 conversations subscribed on each, and two who must agree. */
async function program() {
  const [slack, discord] = [await startFakeSlack(), await startFakeDiscord()];
  open.push(slack.close, discord.stop);
  const disputes = await folderWith([], { "kaiser-2023.yaml": `approvals: 2\n${await readText(kaiser)}` });
  const config = readConfig({
    ...{ ...slack.env, ...discord.env, REPLAY_FROM: "2023-10-11T08:00-07:00", REPLAY_SPEED: "1", DISPUTES_DIR: disputes },
    ...{ DATA_DIR: freshDataDir(), PORT: "0", LOG_LEVEL: "silent", ORGANIZERS: "slack/T1/U1, discord/1/7" },
  });
  const running = await startServer(config, chatPlatforms, { quietMs: 0, retryMs: 100 });
  open.push(running.stop);
  slack.connect(running.url);
  await vi.waitFor(async () => expect(await (await fetch(`${running.url}/readyz`)).text()).toContain('"ok":true'), patience);
  for (let n = 0; n < half; n++) {
    slack.state.channels.set(`C1${n}`, { id: `C1${n}`, kind: "public", hasBot: true, archived: false });
    discord.state.addChannel({ id: `10${n}`, kind: "text" });
    const targets: Target[] = [
      { platform: "slack", workspace: "T1", conversation: `C1${n}` },
      { platform: "discord", workspace: "1", conversation: `10${n}` },
    ];
    for (const target of targets) {
      const rule = { leads: null, hour: "09:00", zone: "America/Los_Angeles" };
      const common = { dispute: "kaiser-2023", kinds: [], units: [], lang: "en", createdBy: "U1", createdAt: running.clock.now() } as const;
      await running.subscriptions.put({ target, rule, ...common });
    }
  }
  return { slack, discord, running };
}

/** What each conversation received, in order: where it stands, what it says, what it was changed to. */
function told({ slack, discord }: Pick<Awaited<ReturnType<typeof program>>, "slack" | "discord">) {
  const all = [
    ...slack.received().map(({ conversation, id, under, text, edits }) => ({ conversation, id, under, text, edits })),
    ...discord
      .received()
      .map((m) => ({ ...m, conversation: m.channel, under: m.under ?? null, text: plain(wordsOn(m)), edits: m.edits.map(plain) })),
  ];
  return [...Map.groupBy(all, (message) => message.conversation)].flatMap(([id, messages]) =>
    /^(?:C1|10)\d+$/.test(id) ? [messages] : [],
  );
}

const plain = (text: string): string => text.replaceAll("**", "").replace(/\\([^0-9A-Za-z\s])/g, "$1");
/** At once, or where it takes longer after the acknowledgement. */
async function saidBack(asked: Promise<Sent>): Promise<string> {
  const { shown } = await asked;
  await vi.waitFor(() => expect(shown).not.toEqual([]), patience);
  return slackWords(shown.flatMap(({ blocks }) => blocks));
}
const draftIn = (text: string): string => /Draft (\w{6})\b/.exec(text)?.[1] ?? `no draft in ${text}`;

it("moves a session from Slack, agreed to on Discord: all fifty get one update, every answer says so, and it can be undone", async () => {
  const { slack, discord, running } = await program();
  const until = async (count: number): Promise<void> => {
    await running.heartbeat.beat();
    await vi.waitFor(() => {
      const conversations = told({ slack, discord });
      expect([conversations.length, ...new Set(conversations.map((messages) => messages.length))]).toEqual([2 * half, count]);
    }, patience);
  };
  (running.clock as ReplayClock).jump(Temporal.Instant.from("2023-10-11T09:01-07:00"));
  await until(1);
  for (const [reminder] of told({ slack, discord })) expect(reminder?.text).toMatch(/Reminders?\b[\s\S]*Thu, Oct 12, 2023/);

  const preview = await saidBack(slack.command(`move ${session} fri 10am source:https://example.org/notice`));
  expect(preview).toContain("25 conversations on Slack, 25 conversations on Discord");
  expect(await saidBack(slack.command(`approve ${draftIn(preview)}`))).toContain("One more organizer must agree");
  expect(plain(wordsOn(await discord.command("next-session").next()))).not.toContain("10:00 AM");
  const agreed = performance.now();
  expect(plain(wordsOn(await discord.command("approve", { draft: draftIn(preview) }).next()))).toContain("It is entered");
  const answers = async (): Promise<string[]> => [
    await saidBack(slack.command("next-session")),
    plain(wordsOn(await discord.command("next-session").next())),
    await (
      await fetch(`${running.url}/ask`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"line":"next-session"}',
      })
    ).text(),
  ];
  for (const answer of await answers()) expect(answer).toMatch(/Fri, Oct 13, 2023, 10:00 AM PDT/);
  expect(performance.now() - agreed).toBeLessThan(2_000);

  await until(2);
  const inPerson = discord.received().filter(({ channel }) => discord.state.channels.get(channel)?.kind === "dm");
  expect(inPerson.map((message) => plain(wordsOn(message)))).toEqual([expect.stringContaining("Another organizer asks you to agree")]);
  for (const [reminder, update] of told({ slack, discord })) {
    expect(reminder?.edits.at(-1)).toMatch(/No longer current: /);
    expect(update?.under).toBe(reminder?.id);
    expect(update?.text).toMatch(/Changed: .*Fri, Oct 13, 2023, 10:00 AM PDT/);
    expect(update?.text).toContain("example.org");
  }

  const undo = await saidBack(slack.command(`retract ${session}`));
  await slack.command(`approve ${draftIn(undo)}`);
  await discord.command("approve", { draft: draftIn(undo) }).next();
  for (const answer of await answers()) expect(answer).not.toContain("10:00 AM");
  await until(3);
  for (const [reminder, update, undone] of told({ slack, discord })) {
    // Slack has one thread, under the first; Discord answers the last.
    expect([reminder?.id, update?.id]).toContain(undone?.under);
    expect(undone?.text).toMatch(/Changed: .*October 12: Thu, Oct 12, 2023/);
    expect(update?.edits.at(-1)).toMatch(/No longer current: /);
  }

  const history = await saidBack(slack.command(`history ${session}`));
  expect(history).toMatch(/Taken back by report-/);
  expect(history).toMatch(/update \(revision 2\): reached 50 conversations/);
  expect(history).toMatch(/update \(revision 3\): reached 50 conversations/);
  expect(slack.limited()).toBe(0);
}, 90_000);
