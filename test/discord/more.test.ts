import { REST } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createResponder } from "../../adapters/discord/respond.ts";
import { answeringOptions } from "../../adapters/discord/rest.ts";
import type { Result } from "../../src/core/dispatch.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { actions, paragraph, reply, text } from "../../src/core/reply.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";

const words = Array.from({ length: 1_500 }, (_, n) => `word${n}`);
const question = "q".repeat(900);
const ephemeral = 64;
const whole: Result = {
  ...{ status: "answered", audience: "asker" },
  reply: reply(paragraph(text(words.join(" "))), actions({ label: "Dates ahead", command: "deadlines", args: {} })),
};

let fake: FakeDiscord;
let asked: Invocation[];
let respond: (payload: unknown) => Promise<void>;
let serial = 0;
beforeEach(async () => {
  fake = await startFakeDiscord();
  asked = [];
  respond = begun();
});
afterEach(() => fake.stop());

const begun = () =>
  createResponder({
    rest: new REST(answeringOptions(fake.url)),
    dispatch: async (invocation) => {
      asked.push(invocation);
      return whole;
    },
    audienceOf: () => "asker",
    onlyAnswers: (command) => command !== "unsubscribe",
    complete: async () => [],
    warn: () => undefined,
    deferAfterMs: 60_000,
  });

interface Shown {
  data: { flags: number; components: { components: { content?: string; components?: { label: string; custom_id: string }[] }[] }[] };
}

async function send(given: object, locale = "en-US"): Promise<Shown["data"]> {
  const id = String(700 + serial++);
  const interaction = {
    ...{ id, token: `t${id}`, application_id: fake.state.application, channel_id: "11", guild_id: "1", locale, app_permissions: "3072" },
    ...{ member: { user: { id: "7" }, permissions: "0" }, channel: { type: 0 }, ...given },
  };
  fake.dispatch("INTERACTION_CREATE", interaction);
  const before = fake.calls.length;
  await respond(interaction);
  const call = fake.calls[before];
  if (!call) throw new Error("nothing was answered");
  return (call.body as Shown).data;
}
const ask = (name: string, locale?: string) =>
  send({ type: 2, data: { options: [{ name, type: 1, options: [{ name: "question", type: 3, value: question }] }] } }, locale);
const press = (custom_id: string | undefined) => send({ type: 3, data: { component_type: 2, custom_id } });

const textIn = ({ components: [box] }: Shown["data"]): string => box?.components.map((c) => c.content ?? "").join("") ?? "";
const buttonsIn = ({ components: [box] }: Shown["data"]) => box?.components.flatMap((c) => c.components ?? []) ?? [];
const labelled = (data: Shown["data"], label: string) => buttonsIn(data).find((b) => b.label === label)?.custom_id;

describe("an answer that is longer than a message", () => {
  it("is shown in turn, to whoever presses, until all of it was shown; nothing is sent unasked", async () => {
    let data = await ask("ask");
    const all = [textIn(data)];
    for (;;) {
      expect(data.flags & ephemeral).toBe(ephemeral);
      const next = labelled(data, "Show more");
      if (next === undefined) break;
      data = await press(next);
      all.push(textIn(data));
    }
    expect(all.length).toBeGreaterThan(2);
    expect(all.join(" ").split(/\s+/)).toEqual(words);
    expect(labelled(data, "Dates ahead")).toBe("deadlines?");
    expect(fake.calls).toHaveLength(all.length);
    expect(asked.every(({ args }) => typeof args !== "string" && args.named.question === question)).toBe(true);
  });

  it("of a command that acts is sent whole, and never asked again", async () => {
    const data = await ask("unsubscribe");
    expect(labelled(data, "Show more")).toBeUndefined();
    expect(fake.calls.length).toBeGreaterThan(2);
    expect(fake.calls.flatMap((c) => buttonsIn((c.body as Partial<Shown>).data ?? (c.body as Shown["data"]))).map((b) => b.label)).toEqual([
      "Dates ahead",
    ]);
    expect(asked).toHaveLength(1);
  });

  it("has Spanish buttons for whoever reads Spanish", async () => {
    expect(buttonsIn(await ask("ask", "es-419")).map((b) => b.label)).toEqual(["Mostrar más", "Mostrar a todos"]);
  });
});

describe("a question that is too long for a button", () => {
  it("can be shown to everyone all the same, which nobody else is offered again", async () => {
    const custom = labelled(await ask("ask"), "Show to everyone");
    expect(custom?.length).toBeLessThanOrEqual(100);
    const data = await press(custom);
    expect(data.flags & ephemeral).toBe(0);
    expect(labelled(data, "Show to everyone")).toBeUndefined();
    expect(asked[1]).toMatchObject({ command: "ask", args: { named: { question } } });
  });

  it("is too old after a restart, which is said to whoever pressed", async () => {
    const custom = labelled(await ask("ask"), "Show to everyone");
    respond = begun();
    const data = await press(custom);
    expect(textIn(data)).toBe("That button is too old. Please ask again.");
    expect(data.flags & ephemeral).toBe(ephemeral);
  });
});

it("what is sent from a form and cannot be read is answered", async () => {
  expect(textIn(await send({ type: 5, data: { custom_id: "x", components: [{ type: 18 }] } }))).toMatch(/could not be read/);
});
