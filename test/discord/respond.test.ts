import { REST } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createResponder } from "../../adapters/discord/respond.ts";
import { answeringOptions } from "../../adapters/discord/rest.ts";
import type { Result } from "../../src/core/dispatch.ts";
import { file, paragraph, reply, text } from "../../src/core/reply.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";

let fake: FakeDiscord;
let warnings: string[];
let asked: PromiseWithResolvers<void>;
beforeEach(async () => {
  fake = await startFakeDiscord();
  warnings = [];
  asked = Promise.withResolvers();
});
afterEach(() => fake.stop());

const interaction = {
  ...{ id: "5", token: "dGtu", application_id: "9", type: 2, channel_id: "1", guild_id: "2", locale: "en-US", user: { id: "7" } },
  ...{ member: { user: { id: "7" }, permissions: "0" }, app_permissions: "3072", channel: { type: 0 } },
  data: { name: "strike", options: [{ name: "status", type: 1, options: [{ name: "dispute", type: 3, value: "x" }] }] },
};

const answered: Result = { status: "answered", audience: "asker", reply: reply(paragraph(text("late"))) };

function responder(deferAfterMs = 1, answer = answered): (payload: unknown) => Promise<void> {
  return createResponder({
    rest: new REST(answeringOptions(fake.url)),
    dispatch: () => asked.promise.then(() => answer),
    audienceOf: () => "asker",
    onlyAnswers: () => true,
    complete: async () => ["one"],
    warn: (reason) => void warnings.push(reason),
    deferAfterMs,
  });
}

const exported: Result = {
  ...answered,
  reply: reply(paragraph(text("The dispute")), file("harbor 2024.yaml", "application/yaml", "id: harbor\ntitle: ñ\n")),
};

it.each([
  ["at once", 60_000, 0],
  ["later", 1, 1],
])("a file comes with the answer, %s, to the asker alone", async (_, deferAfterMs, call) => {
  fake.dispatch("INTERACTION_CREATE", interaction);
  const done = responder(deferAfterMs, exported)(interaction);
  while (deferAfterMs === 1 && fake.calls.length === 0) await new Promise(setImmediate);
  asked.resolve();
  await done;
  expect(warnings).toEqual([]);
  expect(fake.calls.map(({ status }) => status)).toEqual(call === 0 ? [204] : [204, 200]);
  const { body, files } = fake.calls[call] ?? {};
  expect([...(files ?? [])].map(([name, content]) => [name, content.toString()])).toEqual([["harbor_2024.yaml", "id: harbor\ntitle: ñ\n"]]);
  expect(JSON.stringify(body)).toContain('{"type":13,"file":{"url":"attachment://harbor_2024.yaml"}}');
  expect(JSON.stringify(fake.calls[0]?.body)).toMatch(/"flags":(?:64|32832)\b/);
});

async function untilDeferred(): Promise<{ done: Promise<void> }> {
  fake.dispatch("INTERACTION_CREATE", interaction);
  const done = responder()(interaction);
  while (fake.calls.length === 0) await new Promise(setImmediate);
  return { done };
}

it("what is not ready in time is deferred with the command's audience, then put in place", async () => {
  const { done } = await untilDeferred();
  expect(fake.calls[0]?.body).toEqual({ type: 5, data: { flags: 64 } });
  asked.resolve();
  await done;
  expect(fake.calls[1]).toMatchObject({ method: "PATCH", path: "/api/v10/webhooks/9/dGtu/messages/@original" });
  expect(warnings).toEqual([]);
});

it("an answer after fifteen minutes is a line in the log, without the interaction's token", async () => {
  const { done } = await untilDeferred();
  fake.passes(900_001);
  asked.resolve();
  await done;
  expect(warnings).toEqual(["An interaction was not answered: 50027"]);
});

it("one that Discord has given up on is a line in the log", async () => {
  fake.dispatch("INTERACTION_CREATE", interaction);
  fake.passes(3_001);
  asked.resolve();
  await responder(60_000)(interaction);
  expect(warnings).toEqual(["An interaction was not answered: 10062"]);
});

it("one that was acknowledged before is acknowledged", async () => {
  fake.dispatch("INTERACTION_CREATE", interaction);
  asked.resolve();
  const respond = responder(60_000);
  await respond(interaction);
  await respond(interaction);
  expect(warnings).toEqual([]);
});

it("what completes an option is answered with values", async () => {
  const typing = {
    ...interaction,
    type: 4,
    data: { options: [{ name: "status", options: [{ name: "dispute", value: "o", focused: true }] }] },
  };
  fake.dispatch("INTERACTION_CREATE", typing);
  await responder()(typing);
  expect(fake.calls[0]?.body).toEqual({ type: 8, data: { choices: [{ name: "one", value: "one" }] } });
});

it("answers a crowd, late as well: what answers people is not bound to the limit of what is posted", async () => {
  const respond = responder();
  const all = Array.from({ length: 120 }, (_, n) => {
    const each = { ...interaction, id: String(1_000 + n), token: `dG${n}` };
    fake.dispatch("INTERACTION_CREATE", each);
    return respond(each);
  });
  while (fake.calls.length < all.length) await new Promise(setImmediate);
  asked.resolve();
  await Promise.all(all);
  expect(warnings).toEqual([]);
  expect(fake.calls).toHaveLength(2 * all.length);
});
