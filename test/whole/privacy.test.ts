import { afterEach, expect, it, vi } from "vitest";
import { openEmbedded } from "../../src/store/embedded.ts";
import { tablesOf } from "../../src/store/tables.ts";
import { startFakeDiscord } from "../fakes/discord/discord.ts";
import { startFakeSlack } from "../fakes/slack/slack.ts";
import { freshDataDir } from "../helpers/database.ts";
import { startChild } from "../helpers/server-child.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Words and people that stand nowhere else. */
const word = "quokkaberry";
const slackUser = "UQUOKKA";
const [discordUser, dmChannel] = ["770077007700", "880088008800"];
const secrets = new RegExp(`${word}|${slackUser}|DQUOKKA|${discordUser}|${dmChannel}`, "i");

const questions = [
  `ask is the ${word} strike still on?`,
  `next-session unit:${word}`,
  `deadlines dispute:${word}`,
  `${word}`,
  `status ${word}:1`,
  `what-changed since:${word}`,
  `help ${word}`,
  `deliveries ${word}`,
];

it("whatever is asked, and by whom, stands neither in the log at any level nor in the database", async () => {
  const [slack, discord, dir] = [await startFakeSlack(), await startFakeDiscord(), freshDataDir()];
  open.push(slack.close, discord.stop);
  slack.state.scopes.add("app_mentions:read").add("im:history").add("users:read");
  slack.state.channels.set("DQUOKKA", { id: "DQUOKKA", kind: "im", hasBot: true, archived: false });
  const env = { ...slack.env, ...discord.env, DATA_DIR: dir, LOG_LEVEL: "trace" };
  const child = await startChild(env);
  slack.connect(child.url);
  await vi.waitFor(() => expect(discord.identified).not.toEqual([]), { timeout: 15_000 });
  const from = { channel: "DQUOKKA", user: slackUser };
  for (const line of questions) {
    await child.ask(line);
    await slack.command(line, from);
    await slack.event({ type: "message", channel_type: "im", ts: "1700000000.000200", text: line, ...from });
    await slack.event({ type: "app_mention", channel: "C1", user: slackUser, ts: "1700000000.000300", text: `<@UBOT> ${line}` });
  }
  // Where something goes wrong: an answer that is not taken, a payload that cannot be read.
  slack.faults.next("response_url", { kind: "status", status: 500 }, 4);
  await slack.press({ action_id: "ask:0", value: JSON.stringify({ c: "ask", a: { question: word } }) }, from);
  await slack.press({ action_id: "ask:0", value: word }, from);
  await slack.send("event", { type: word }, {});
  const dm = { channel: dmChannel, user: discordUser };
  discord.state.addChannel({ id: dmChannel, kind: "dm" });
  await discord.command("ask", { question: `is the ${word} strike on?` }, dm).next();
  await discord.command("next-session", { unit: word }, dm).next();
  await discord.complete("next-session", "unit", word, dm).next();
  await discord.press(`${word}?x=${word}`, dm).next();
  discord.dispatch("INTERACTION_CREATE", discord.shapes.of(2, { name: "strike", options: [{ name: "ask", options: { not: word } }] }, dm));
  await vi.waitFor(() => expect(child.log()).toContain("an answer through the response_url"), { timeout: 15_000 });
  await child.kill("SIGTERM");
  expect(child.log()).toContain("Picketline is running");
  expect(
    child
      .log()
      .split("\n")
      .filter((line) => secrets.test(line)),
  ).toEqual([]);
  const db = await openEmbedded(dir);
  open.push(db.close);
  for (const { sql } of await tablesOf(db)) {
    const rows = await db.query<{ row: string }>(`select to_jsonb(t)::text as row from ${sql} t`);
    expect(rows.filter(({ row }) => secrets.test(row))).toEqual([]);
  }
}, 60_000);
