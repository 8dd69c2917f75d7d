import { expect, it } from "vitest";
import { stage } from "./stage.ts";

const mention = (text: string, more: object = {}) => ({
  type: "app_mention",
  channel: "C1",
  user: "U1",
  ts: "1700000000.000100",
  text,
  ...more,
});
const dm = (text: string, more: object = {}) => ({
  type: "message",
  channel_type: "im",
  channel: "D1",
  user: "U1",
  ts: "1700000000.000200",
  text,
  ...more,
});

/** A conversation in which somebody has just written. */
async function ready(ts = "1700000000.000100") {
  const { slack, running, errors } = await stage({ scopes: ["app_mentions:read", "im:history"] });
  const said = { text: "a question", blocks: [], under: undefined, metadata: undefined, unfurls: false, at: 0, edits: [] };
  slack.state.messages.push({ ...said, ts, channel: "C1" }, { ...said, ts: "1700000000.000200", channel: "D1" });
  slack.state.channels.set("C1", { id: "C1", kind: "public", hasBot: true, archived: false });
  /** Once all that is under way is done. */
  const answers = async () => {
    await running.stop();
    return slack.received().filter((m) => m.text !== "a question");
  };
  return { slack, errors, answers };
}

it("a mention is a question, answered in its thread", async () => {
  const { slack, answers } = await ready();
  expect((await slack.event(mention("<@UBOT> when is the next session?"))).status).toBe(200);
  const [answer, ...more] = await answers();
  expect(answer).toMatchObject({ conversation: "C1", under: "1700000000.000100" });
  expect(answer?.text).toContain("Oct 12, 2023");
  expect(more).toEqual([]);
});

it("a command by mention works in a thread, where slash commands do not", async () => {
  const { slack, answers } = await ready();
  await slack.event(mention("<@UBOT> deadlines count:2", { ts: "1700000000.000900", thread_ts: "1700000000.000100" }));
  const [answer] = await answers();
  expect(answer?.under).toBe("1700000000.000100");
  expect(answer?.text).not.toContain("Usage");
});

it("a direct message is a question, answered where it stands", async () => {
  const { slack, answers } = await ready();
  await slack.event(dm("are we still out tomorrow?"));
  expect(await answers()).toMatchObject([{ conversation: "D1", under: null }]);
});

it("an event that Slack sends again is answered once", async () => {
  const { slack, answers } = await ready();
  await slack.event(mention("<@UBOT> next session?"), { id: "Ev7" });
  await slack.event(mention("<@UBOT> next session?"), { id: "Ev7" });
  expect(await answers()).toHaveLength(1);
});

it.each([
  ["its own message", dm("hello", { user: "UBOT" })],
  ["another bot's", dm("hello", { bot_id: "B2" })],
  ["an edit", dm("hello", { subtype: "message_changed" })],
  ["what people say in a channel", { ...dm("hello"), channel: "C1", channel_type: "channel" }],
  ["a mention in a direct message, which comes as a message too", mention("<@UBOT> hi", { channel: "D1" })],
])("%s is not answered", async (_, event) => {
  const { slack, answers, errors } = await ready();
  expect((await slack.event(event)).status).toBe(200);
  expect(await answers()).toEqual([]);
  expect(errors).toEqual([]);
});

it("another workspace's mention is not answered", async () => {
  const { slack, answers } = await ready();
  await slack.event(mention("<@UBOT> next session?"), { team: "T2" });
  expect(await answers()).toEqual([]);
});
