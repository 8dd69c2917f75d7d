import { expect, it } from "vitest";
import { invocationOf } from "../../adapters/slack/asking.ts";

const workspace = { team: "T1", token: "xoxb-1", botUserId: "UBOT", botId: "B1", botName: "picketline", scopes: new Set(["chat:write"]) };
const people = { of: async () => ({}) };

it.each([
  ["D024BE91L", true],
  ["C024BE91L", undefined],
  ["G024BE91L", undefined],
])("%s is a direct message: %s", async (conversation, direct) => {
  const { here } = await invocationOf(workspace, conversation, "U1", { command: "status", args: "" }, { people });
  expect(here?.direct).toBe(direct);
});
