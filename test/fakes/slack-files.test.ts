import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient, sdkLogger } from "../../adapters/slack/client.ts";
import { type FakeSlack, startFakeSlack } from "./slack/slack.ts";

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack();
});
afterEach(() => slack.close());

const picture = { file: Buffer.from("a picture"), filename: "timeline.png", alt_text: "October, with two sessions" };
const send = (channel: string) =>
  createClient(slack.state.token, { apiUrl: slack.url, logger: sdkLogger(() => {}) }).filesUploadV2({ ...picture, channel_id: channel });

describe("a file, through the real SDK", () => {
  it("arrives whole, with its words for those who do not see it, where the bot is a member", async () => {
    slack.state.scopes.add("files:write");
    await send("D1");
    expect([...slack.state.files.all.values()]).toEqual([
      { id: "F1", name: "timeline.png", length: 9, altText: picture.alt_text, content: picture.file, channel: "D1" },
    ]);
  });

  it.each([
    ["without the scope", "D1", [], "missing_scope"],
    ["where the bot is no member, though it may post there", "C1", ["files:write"], "not_in_channel"],
    ["to a name instead of an id", "#general", ["files:write"], "channel_not_found"],
  ])("is refused %s", async (_, channel, scopes, error) => {
    for (const scope of scopes) slack.state.scopes.add(scope);
    await expect(send(channel)).rejects.toMatchObject({ data: { error } });
  });
});
