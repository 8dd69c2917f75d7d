import { REST } from "discord.js";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createResponder } from "../../adapters/discord/respond.ts";
import { answeringOptions } from "../../adapters/discord/rest.ts";
import type { Result } from "../../src/core/dispatch.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";

let fake: FakeDiscord;
beforeEach(async () => {
  fake = await startFakeDiscord();
});
afterEach(() => fake.stop());

const common = {
  ...{ id: "5", token: "dGtu", application_id: "98", channel_id: "11", guild_id: "1", locale: "en-US", user: { id: "7" } },
  ...{ member: { user: { id: "7" }, permissions: "0" }, app_permissions: "3072", channel: { type: 0 } },
};
const option = { name: "dispute", type: 3, value: "x" };
const typed = (given: object) => ({ name: "strike", options: [{ name: "status", type: 1, options: [given] }] });
const field = { type: 18, label: "Date", component: { type: 4, custom_id: "date", value: "x" } };

/** Each kind of interaction, as Discord sends it. */
const kinds = {
  command: { ...common, type: 2, data: typed(option) },
  button: { ...common, type: 3, data: { component_type: 2, custom_id: "status?dispute=x" }, message: { id: "6", flags: 1 << 15 } },
  autocomplete: { ...common, type: 4, data: typed({ ...option, focused: true }) },
  modal: { ...common, type: 5, data: { custom_id: "status", components: [field] } },
};

/** Every field, however deep: as a path of keys. */
const pathsOf = (value: unknown): string[][] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsOf(inner).map((rest) => [key, ...rest])])
    : [];

function changed(value: unknown, [key, ...rest]: readonly string[], wrong: unknown): unknown {
  if (key === undefined) return wrong;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, wrong);
  return copy;
}

const answered: Result = { status: "answered", audience: "asker", reply: reply(paragraph(text("Thursday"))) };
const anything = fc.oneof(fc.anything(), fc.constantFrom(undefined, null, "", -1, 2, 3, 4, 5, "9".repeat(30), "../x", [], {}));

it.each(Object.entries(kinds))(
  "a %s of which one field is anything: a sentence, or silence with a line in the log; never a throw",
  async (_, whole) => {
    const warnings: string[] = [];
    const respond = createResponder({
      rest: new REST(answeringOptions(fake.url)),
      dispatch: async () => answered,
      audienceOf: () => "asker",
      onlyAnswers: () => true,
      complete: async () => ["one"],
      warn: (reason) => void warnings.push(reason),
    });
    let serial = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsOf(whole)), anything, async (path, wrong) => {
        const payload = changed({ ...whole, id: String(++serial), token: `dG${serial}` }, path, wrong);
        const before = { calls: fake.calls.length, warnings: warnings.length };
        fake.dispatch("INTERACTION_CREATE", payload);
        await respond(payload);
        const calls = fake.calls.slice(before.calls);
        expect(calls.length).toBeLessThanOrEqual(1);
        // Discord is told nothing that it refuses, but of what it does not know itself.
        for (const { status } of calls) expect([204, 404]).toContain(status);
        if (calls.some(({ status }) => status === 204))
          expect(JSON.stringify(calls[0]?.body)).toMatch(/Thursday|could not be read|choices/);
        else expect(warnings.length).toBeGreaterThan(before.warnings);
      }),
      { numRuns: 200 },
    );
  },
);
