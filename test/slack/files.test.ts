import { expect, test } from "vitest";
import { answer, answerInFull } from "../../adapters/slack/answer.ts";
import { createClients, sdkLogger } from "../../adapters/slack/client.ts";
import { uploadTo } from "../../adapters/slack/files.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { file, paragraph, reply, text } from "../../src/core/reply.ts";
import { startFakeSlack } from "../fakes/slack/slack.ts";

const exported = reply(paragraph(text("The dispute")), file("harbor.yaml", "application/yaml", "título: ñ\n"));
const invocation: Invocation = {
  ...{ command: "export", args: "", caller: { id: "U1", role: "organizer" }, locale: "en-US" },
  target: { platform: "slack", workspace: "T1", conversation: "D1" },
};
const parts = {
  dispatch: async () => ({ status: "answered", audience: "asker", reply: exported }) as const,
  onlyAnswers: () => true,
};

async function asked(conversation: string, scopes: readonly string[], part = 0) {
  const slack = await startFakeSlack();
  try {
    for (const scope of scopes) slack.state.scopes.add(scope);
    const { token } = slack.state;
    const workspace = { team: "T1", token, botId: "B1", botUserId: "U0", botName: "picketline", scopes: new Set(scopes) };
    const upload = uploadTo(workspace, conversation, createClients({ apiUrl: slack.url, logger: sdkLogger(() => {}) }));
    const given = await answer(await parts.dispatch(), invocation, { show: false, part }, parts, undefined, upload);
    const files = [...slack.state.files.all.values()].map(({ name, channel, content }) => [name, channel, content?.toString()]);
    return { text: given.text, files, full: await answerInFull(invocation, parts.dispatch, upload) };
  } finally {
    await slack.close();
  }
}

test("in a direct message the file is sent, and the answer says so", async () => {
  const { text: said, files } = await asked("D1", ["files:write"]);
  expect(files).toEqual([["harbor.yaml", "D1", "título: ñ\n"]]);
  expect(said).toBe("The dispute\n\nharbor.yaml is a message of its own in this conversation.");
});

test.each([
  ["in a channel, where everyone would see it", "C1", ["files:write"]],
  ["without the scope", "D1", []],
  ["in a direct message that the bot is not in", "D9", ["files:write"]],
])("%s no file is shown, and the answer says where to have it", async (_, conversation, scopes) => {
  const { text: said, files, full } = await asked(conversation, scopes);
  expect(files.filter(([, channel]) => channel !== undefined)).toEqual([]);
  expect(said).toMatch(/^The dispute\n\nharbor\.yaml could not be sent here\. .*web console/);
  expect(full[0]?.text).toBe(said);
});
