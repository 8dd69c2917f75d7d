import { expect, it } from "vitest";
import { answer } from "../../adapters/slack/answer.ts";
import type { Result } from "../../src/core/dispatch.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { actions, paragraph, reply, text } from "../../src/core/reply.ts";
import { buttonsOn, checkBlocks, wordsOn } from "../fakes/slack/blocks.ts";

const lines = Array.from({ length: 400 }, (_, n) => `Line ${n} of a preview that is longer than one message.`);
const result: Result = {
  ...{ status: "answered", audience: "asker" },
  reply: reply(...lines.map((line) => paragraph(text(line))), actions({ label: "Confirm", command: "approve", args: { draft: "abcdef" } })),
};
const invocation: Invocation = {
  ...{ command: "move", args: "session fri 10am", caller: { id: "U1", role: "organizer" } },
  target: { platform: "slack", workspace: "T1", conversation: "C1" },
};
const answered = (repeatable: boolean) => answer(result, invocation, { show: false, part: 0 }, { onlyAnswers: () => repeatable });
const checked = (blocks: unknown) => {
  const taken = checkBlocks(blocks);
  if (typeof taken === "string") throw new Error(taken);
  return taken;
};

it("what must not be asked twice comes whole: asking for its rest would do it again", async () => {
  const { further = [], ...first } = await answered(false);
  const messages = [first, ...further].map(({ blocks }) => checked(blocks));
  expect(messages.length).toBeGreaterThan(1);
  for (const line of lines) expect(messages.some((blocks) => wordsOn(blocks).includes(line))).toBe(true);
  expect(messages.flatMap(buttonsOn).map((button) => button.text.text)).toEqual(["Confirm"]);
});

it("what only answers is shown a part at a time", async () => {
  const { further, blocks } = await answered(true);
  expect(further).toBeUndefined();
  expect(buttonsOn(checked(blocks)).map((button) => button.text.text)).toEqual(["Show more", "Show to everyone"]);
});
