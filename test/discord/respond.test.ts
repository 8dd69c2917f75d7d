import { REST } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createResponder } from "../../adapters/discord/respond.ts";
import { restOptions } from "../../adapters/discord/rest.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { type FakeGateway, startFakeGateway } from "../fakes/discord/gateway.ts";

let fake: FakeGateway;
beforeEach(async () => {
  fake = await startFakeGateway();
});
afterEach(() => fake.close());

it("what is not ready in time is deferred with the command's audience, then put in place", async () => {
  const asked = Promise.withResolvers<void>();
  const warnings: string[] = [];
  const respond = createResponder({
    rest: new REST(restOptions(fake.url)),
    async dispatch() {
      await asked.promise;
      return { status: "answered", audience: "asker", reply: reply(paragraph(text("late"))) };
    },
    audienceOf: () => "asker",
    onlyAnswers: () => true,
    complete: async () => [],
    warn: (reason) => {
      warnings.push(reason);
    },
    deferAfterMs: 1,
  });
  const done = respond({
    ...{ id: "5", token: "t", application_id: "9", type: 2, channel_id: "1", user: { id: "7" } },
    data: { options: [{ name: "status" }] },
  });
  while (fake.calls.length === 0) await new Promise(setImmediate);
  expect(fake.calls[0]?.body).toEqual({ type: 5, data: { flags: 64 } });
  asked.resolve();
  await done;
  expect(fake.calls[1]).toMatchObject({ method: "PATCH", path: "/api/v10/webhooks/9/t/messages/@original" });
  expect(warnings).toEqual([]);
});
