import { describe, expect, it, test } from "vitest";
import type { Subscriptions } from "../../src/core/ports.ts";
import type { Action } from "../../src/core/reply.ts";
import own from "../fixtures/questions.json" with { type: "json" };
import a from "../fixtures/questions-a.json" with { type: "json" };
import b from "../fixtures/questions-b.json" with { type: "json" };
import { asking, folderWith, harbor, inlinesOf, kaiser, loaded } from "../helpers/asking.ts";
import { npmRun } from "../helpers/run.ts";

const both = await loaded(await folderWith([kaiser, harbor]));
const one = await loaded(await folderWith([kaiser]));
const now = "2023-10-11T12:00-07:00";

/** Answers whose every word is ours or a source's; quoted sources may say "must" of others. */
const orders =
  /\byou (?:must|should|have to|need to|ought to)\b|\b(?:usted )?(?:debe|debes|deberías|debería|tiene que|tienes que)\b(?! dejar)/i;

test("no answer tells anybody what to do, in either language", async () => {
  const { ask } = asking(both);
  const told: string[] = [];
  for (const question of [...a, ...own, ...b])
    for (const lang of ["en", "es"] as const) {
      const args = { positional: [], named: { question: question.text, dispute: question.dispute } };
      const { reply } = await ask("ask", { args, lang, now: question.as_of });
      if (orders.test(reply.text)) told.push(`${question.id} ${orders.exec(reply.text)?.[0]}`);
    }
  expect(told).toEqual([]);
});

describe("in danger", () => {
  it.each([
    ["i have chest pain is the ER open", "en", "Kaiser posts updates on care"],
    ["me duele el pecho, esta abierto urgencias?", "es", "Kaiser publica las novedades sobre la atención"],
  ] as const)("%s: where patients ask comes before anything else", async (question, lang, contact) => {
    const { reply } = await asking(one).ask(`ask ${question}`, { lang, now });
    const first = reply.blocks[0];
    expect(first && inlinesOf({ ...reply, blocks: [first] }).some((i) => "text" in i && i.text.includes(contact))).toBe(true);
  });

  it("is not seen where nothing of it is said", async () => {
    const { reply } = await asking(one).ask("ask is the ER open if they strike", { now });
    expect(reply.text.indexOf("Kaiser posts updates")).toBeGreaterThan(reply.text.indexOf("emergency departments remain open"));
  });
});

describe("remind me", () => {
  const untouched: Subscriptions = {
    put: () => Promise.reject(new Error("written")),
    list: () => Promise.reject(new Error("read")),
    end: () => Promise.reject(new Error("ended")),
  } as unknown as Subscriptions;

  it("offers a subscription and makes none", async () => {
    const { ask, logged } = asking(one, untouched);
    const { status, reply } = await ask("ask remind me before the next session", { now });
    expect(status).toBe("answered");
    expect(reply.text).toContain("subscribe about:sessions");
    expect(logged).toEqual([]);
  });

  it.each(["remind me before the next session", "remind me when the seattle contract expires", "recuérdame la huelga", "remind me"])(
    "%s: what it offers is a command that works, typed or pressed",
    async (question) => {
      const kept: unknown[] = [];
      const subscriptions = {
        put: async (s: object) => {
          const after = { ...s, id: "1", paused: null };
          kept.push(after);
          return { before: undefined, after };
        },
        list: async () => [],
        end: async () => [],
      } as unknown as Subscriptions;
      const { ask, invoke } = asking(one, subscriptions);
      const { reply } = await ask(`ask ${question}`, { now });
      const typed = inlinesOf(reply).find((i) => i.type === "code");
      expect(typed && "text" in typed && (await ask(typed.text, { now, role: "admin" })).status).toBe("answered");
      const offered = reply.blocks.flatMap((block): readonly Action[] => (block.type === "actions" ? block.actions : []));
      expect(offered).toHaveLength(1);
      for (const { command, args } of offered) {
        const pressed = await invoke({ command, args: { positional: [], named: { ...args } }, caller: { id: "U1", role: "admin" } });
        expect(pressed.status).toBe("answered");
      }
      expect(kept).toHaveLength(2);
    },
  );
});

test("what is offered instead of an answer works too", async () => {
  const { ask, invoke } = asking(one);
  const { reply } = await ask("ask who is the mediator", { now });
  const offered = reply.blocks.flatMap((block): readonly Action[] => (block.type === "actions" ? block.actions : []));
  expect(offered.length).toBeGreaterThan(1);
  for (const { command, args } of offered)
    expect((await invoke({ command, args: { positional: [], named: { ...args } } })).status).toBe("answered");
});

test.each(["can i get my refill at the pharmacy", "is portland on strike"])(
  "%s: what only lies near is said to be near",
  async (question) => {
    expect((await asking(one).ask(`ask ${question}`, { now })).reply.text).toContain("Not in any report in so many words.");
  },
);

test.each(["did the union reject kaisers last offer", "who is the union president"])("%s: nothing beside it is shown", async (question) => {
  expect((await asking(one).ask(`ask ${question}`, { now })).reply.text).toContain("Not in any report: no report says this.");
});

test("an idiom is no agreement", async () => {
  expect((await asking(one).ask("ask whats the deal with the strike", { now })).reply.text).toContain("October strike of the coalition");
});

test("the language is the question's where nobody chose one", async () => {
  const { ask } = asking(one);
  expect((await ask("ask ¿cuándo es la próxima sesión?", { now })).reply.text).toContain("Dónde preguntar");
  expect((await ask("ask when is the next session", { now })).reply.text).toContain("Where to ask");
  expect((await ask("ask ¿cuándo es la próxima sesión?", { now, lang: "en" })).reply.text).toContain("Where to ask");
});

test.each(["", "   "])("an empty question is refused with how to ask", async (question) => {
  const { status, reply } = await asking(one).ask(`ask ${question}`, { now });
  expect(status).toBe("refused");
  expect(reply.text).toContain("ask");
});

test("4,000 characters are refused in words", async () => {
  const { status, reply } = await asking(one).ask(`ask ${"is it on ".repeat(450)}`, { now });
  expect(status).toBe("refused");
  expect(reply.text).toContain("at most");
});

test.each(a.filter(({ id }) => ["A1", "A6", "A10", "A19"].includes(id)))(
  "$id in a terminal: $text",
  { timeout: 60_000 },
  async (question) => {
    const args = ["ask", question.text, "--now", question.as_of, "--lang", question.lang];
    const { code, stdout } = await npmRun("strike", args, { DATA_DIR: await folderWith([]) });
    expect(code).toBe(0);
    for (const match of question.match) expect(stdout).toMatch(new RegExp(match, "i"));
  },
);
