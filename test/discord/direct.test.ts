import { expect, it } from "vitest";
import { parseInteraction } from "../../adapters/discord/interaction.ts";

const command = {
  ...{ id: "5", token: "dGtu", application_id: "9", type: 2, channel_id: "1", user: { id: "7" } },
  data: { name: "strike", options: [{ name: "status", type: 1, options: [] }] },
};
const inGuild = { ...command, guild_id: "2", member: { user: { id: "7" }, permissions: "0" }, app_permissions: "3072" };

it.each([
  ["the bot's own direct message", { ...command, context: 1, channel: { type: 1 } }, true],
  ["a press there", { ...command, context: 1, type: 3, data: { custom_id: "status?" } }, true],
  ["a direct message of two others, or a group's", { ...command, context: 2, channel: { type: 3 } }, undefined],
  ["one that does not say", command, undefined],
  ["a server", { ...inGuild, context: 0 }, undefined],
  ["a server that says otherwise", { ...inGuild, context: 1 }, undefined],
])("%s is known for what it is", (_, payload, direct) => {
  expect(parseInteraction(payload)?.invocation.here?.direct).toBe(direct);
});
