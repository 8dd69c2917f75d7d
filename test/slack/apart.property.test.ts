import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { commands } from "../../commands/index.ts";
import type { Target } from "../../src/core/ports.ts";
import { wordsOn } from "../fakes/slack/blocks.ts";
import { stage } from "./stage.ts";

const at = (conversation: string, workspace = "T1"): Target => ({ platform: "slack", workspace, conversation });

/** Words that somebody who is after another conversation might try. */
const word = fc.oneof(
  fc.constantFrom(
    "C2",
    "<#C2|other>",
    "slack/T1/C2",
    "conversation:C2",
    "channel_id=C2",
    "target:C2",
    "dispute:kaiser-2023",
    "all",
    "unit:seattle",
    "workspace:T2",
    "'; drop table subscriptions; --",
  ),
  fc.string({ maxLength: 12 }),
);
const name = fc.constantFrom(...commands.map((c) => c.name), "nonsense");
const line = fc.tuple(name, fc.array(word, { maxLength: 4 })).map(([command, words]) => [command, ...words].join(" "));
const value = fc.oneof(
  fc
    .record({
      c: name,
      a: fc.dictionary(fc.constantFrom("dispute", "target", "conversation", "unit", "__proto__"), word),
      s: fc.constantFrom(undefined, 1),
    })
    .map((v) => JSON.stringify(v)),
  fc.string(),
);

it("a conversation neither sees nor changes what another one follows", async () => {
  const { slack, subscriptions } = await stage();
  await slack.command("subscribe zone:Pacific/Chatham", { channel: "C2" });
  const common = {
    dispute: "kaiser-2023",
    kinds: [],
    units: [],
    lang: "en",
    createdBy: "U9",
    createdAt: Temporal.Instant.from("2023-10-01T00:00Z"),
  } as const;
  const rule = { leads: null, hour: "09:00", zone: "Pacific/Chatham" };
  await subscriptions.put({ ...common, target: at("C1", "T2"), rule });
  const others = async () => [await subscriptions.list(at("C2")), await subscriptions.list(at("C1", "T2"))];
  const before = await others();
  expect(before.map((list) => list.length)).toEqual([1, 1]);
  const posted = slack.received().filter((m) => m.conversation === "C2").length;

  const opened = (): number => slack.calls.filter(({ method }) => method === "views.open").length;

  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        line.map((typed) => ({ typed })),
        value.map((pressed) => ({ pressed })),
      ),
      async (ask) => {
        const forms = opened();
        const sent = "typed" in ask ? await slack.command(ask.typed) : await slack.press({ action_id: "ask:0", value: ask.pressed });
        // What a press asks for comes later, or as a form.
        if ("pressed" in ask && sent.status === 200)
          await Promise.race([
            sent.next(),
            vi.waitUntil(() => opened() > forms || sent.shown.length > 0, { timeout: 10_000, interval: 5 }),
          ]);
        const shown = wordsOn(sent.shown.flatMap((s) => s.blocks));
        expect(shown).not.toContain("Chatham");
        expect(sent.refused).toEqual([]);
        expect(await others()).toEqual(before);
      },
    ),
    { numRuns: 200 },
  );
  expect(slack.received().filter((m) => m.conversation === "C2")).toHaveLength(posted);
});
