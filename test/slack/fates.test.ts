import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { migrate } from "../../src/store/migrations.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { freshMemory } from "../helpers/database.ts";
import { type Stage, stage } from "./stage.ts";

const at = (conversation: string): Target => ({ platform: "slack", workspace: "T1", conversation });
let db: Database;

beforeAll(async () => {
  db = (await freshMemory()).db;
  await migrate(db, migrations);
});
beforeEach(async () => {
  await db.query("delete from subscriptions");
});

async function subscribed(): Promise<Stage> {
  const set = await stage({ db, subscriptions: sqlSubscriptions(db), scopes: ["channels:read", "groups:read"] });
  for (const channel of ["C1", "C2"]) await set.slack.command("subscribe", { channel });
  return set;
}

const told = ({ slack }: Stage) => slack.received().filter((m) => m.conversation === "DU1");

it.each([
  ["channel_archive", "is_archived"],
  ["group_archive", "is_archived"],
])("%s: what follows that conversation is paused, and whoever set it is told", async (type, words) => {
  const set = await subscribed();
  await set.slack.event({ type, channel: "C1", user: "U2" });
  await set.running.stop();
  expect((await set.subscriptions.list(at("C1")))[0]?.paused).toContain(words);
  expect((await set.subscriptions.list(at("C2")))[0]?.paused).toBeNull();
  expect(told(set).map((m) => m.text.includes(words))).toEqual([true]);
});

it("channel_deleted: what follows it ends", async () => {
  const set = await subscribed();
  await set.slack.event({ type: "channel_deleted", channel: "C1" });
  await set.running.stop();
  expect(await set.subscriptions.list(at("C1"))).toEqual([]);
  expect(await set.subscriptions.list(at("C2"))).toHaveLength(1);
  expect(told(set)).toHaveLength(1);
});

it("channel_id_changed: what follows it follows it", async () => {
  const set = await subscribed();
  await set.slack.event({ type: "channel_id_changed", old_channel_id: "C1", new_channel_id: "C7" });
  await set.running.stop();
  expect(await set.subscriptions.list(at("C1"))).toEqual([]);
  expect(await set.subscriptions.list(at("C7"))).toMatchObject([{ dispute: "kaiser-2023", paused: null }]);
  expect(told(set)).toEqual([]);
});

it("another workspace's channel of the same id is another channel", async () => {
  const set = await subscribed();
  await set.slack.event({ type: "channel_deleted", channel: "C1" }, { team: "T2" });
  await set.slack.event({ type: "channel_id_changed", old_channel_id: "C1", new_channel_id: "C7" }, { team: "T2" });
  await set.running.stop();
  expect(await set.subscriptions.list(at("C1"))).toHaveLength(1);
});

it("a channel that became private refuses the next post with how to let the bot in, where it is no member", async () => {
  const set = await subscribed();
  set.slack.state.channels.set("C1", { id: "C1", kind: "private", hasBot: false, archived: false });
  await set.slack.event({
    type: "message",
    subtype: "channel_convert_to_private",
    channel: "C1",
    channel_type: "group",
    user: "U2",
    ts: "1.2",
  });
  const post = () => set.running.messenger.post({ key: "k", target: at("C1"), reply: reply(paragraph(text("Thursday"))) });
  expect(await post()).toEqual({ outcome: "paused", reason: "channel_not_found → /invite @picketline" });
  set.slack.state.channels.set("C1", { id: "C1", kind: "private", hasBot: true, archived: false });
  expect(await post()).toMatchObject({ outcome: "delivered" });
});

it("an uninstalled app is a problem that is named", async () => {
  const set = await subscribed();
  set.slack.state.tokenError = "account_inactive";
  await set.slack.event({ type: "app_uninstalled" });
  await set.running.stop();
  expect(set.running.problems()).toEqual(["Slack: SLACK_BOT_TOKEN was refused by Slack: account_inactive"]);
});
