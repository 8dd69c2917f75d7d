import { expect, it } from "vitest";
import type { Messenger, PostOutcome, Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { guarded } from "../../src/reminders/guarded.ts";
import { createLimiter } from "../../src/reminders/limits.ts";
import { scriptedMessenger, setClock } from "../helpers/season.ts";

const target: Target = { platform: "discord", workspace: "w", conversation: "c" };
const words = reply(paragraph(text("words")));
const never = () => new Promise<never>(() => {});

function guard(messenger: Messenger, callMs = 1) {
  const clock = setClock("2023-10-11T16:00:00Z");
  const sleep = async (ms: number): Promise<void> => clock.set(clock.real().add({ milliseconds: Math.ceil(ms) }));
  return { clock, ...guarded(messenger, { limiter: createLimiter(), clock, sleep, callMs, mayCall: () => true }) };
}

it("a call that is not answered in time may have happened; a look back that is not has failed", async () => {
  const { post, edit, find } = guard({ ...scriptedMessenger(), platform: "discord", post: never, edit: never, find: never });
  const unanswered: PostOutcome = { outcome: "uncertain", reason: "no answer within 0.001 s" };
  expect(await post({ key: "k", target, reply: words })).toEqual(unanswered);
  expect(await edit(target, "m", words)).toEqual(unanswered);
  await expect(find(target, "k", { under: [], since: Temporal.Instant.from("2023-10-11T16:00:00Z") })).rejects.toThrow("no answer");
});

it("every call counts: edits, replies and looking back as well as posts, in the order they came", async () => {
  const began: { ms: number; what: string }[] = [];
  const noted = <T>(what: string, result: T): T => {
    began.push({ ms: clock.real().since(begin).total("milliseconds"), what });
    return result;
  };
  const scripted = scriptedMessenger();
  const { clock, ...messenger } = guard(
    {
      platform: "discord",
      post: (message) => noted(`post ${message.key}`, scripted.post(message)),
      reply: (under, message) => noted(`reply ${message.key}`, scripted.reply(under, message)),
      edit: (to, id, changed) => noted(`edit ${id}`, scripted.edit(to, id, changed)),
      find: async (_, key) => noted(`find ${key}`, undefined),
    },
    1_000,
  );
  const begin = clock.real();
  const calls = Array.from({ length: 15 }, (_, n) => [
    messenger.post({ key: `${n}`, target, reply: words }),
    messenger.reply("m", { key: `${n}`, target, reply: words }),
    messenger.edit(target, `${n}`, words),
    messenger.find(target, `${n}`, { under: [], since: begin }),
  ]);
  await Promise.all(calls.flat());
  expect(began.map((b) => b.ms)).toEqual([...Array(50).fill(0), ...Array(10).fill(1_030)]);
  expect(began.map((b) => b.what)).toEqual(
    Array.from({ length: 15 }, (_, n) => ["post", "reply", "edit", "find"].map((w) => `${w} ${n}`)).flat(),
  );
});

it("a turn that does not come for long is given up untried", async () => {
  const [clock, limiter] = [setClock("2023-10-11T16:00:00Z"), createLimiter()];
  limiter.pause({ platform: "discord" }, clock.real().add({ seconds: 60 }));
  const messenger = scriptedMessenger();
  const { post } = guarded(messenger, { limiter, clock, sleep: async () => {}, mayCall: () => true });
  expect(await post({ key: "k", target: { ...target, platform: "discord" }, reply: words })).toMatchObject({ outcome: "retry" });
  expect(messenger.posted).toEqual([]);
});

it("a pause of one workspace holds up nobody else in the line", async () => {
  const [clock, limiter, messenger] = [setClock("2023-10-11T16:00:00Z"), createLimiter(), scriptedMessenger()];
  limiter.pause({ platform: "discord", workspace: "w" }, clock.real().add({ seconds: 15 }));
  const slept: number[] = [];
  const sleep = async (ms: number): Promise<void> => void slept.push(ms);
  const { post } = guarded(messenger, { limiter, clock, sleep, mayCall: () => true });
  const other = { ...target, workspace: "other" };
  const [paused, sent] = await Promise.all([post({ key: "a", target, reply: words }), post({ key: "b", target: other, reply: words })]);
  expect([paused.outcome, sent.outcome, slept]).toEqual(["retry", "delivered", []]);
});

it("a process that another has taken over from calls no more", async () => {
  const [clock, messenger] = [setClock("2023-10-11T16:00:00Z"), scriptedMessenger()];
  const { post, find } = guarded(messenger, { limiter: createLimiter(), clock, sleep: async () => {}, mayCall: () => false });
  expect(await post({ key: "k", target, reply: words })).toMatchObject({ outcome: "retry", reason: expect.stringContaining("taken over") });
  await expect(find(target, "k", { under: [], since: clock.real() })).rejects.toThrow("taken over");
  expect(messenger.posted).toEqual([]);
});

it("says that looking back may be impossible only where the platform says so: there is less under way at once then", () => {
  const { looksBack: always, ...messenger } = scriptedMessenger();
  expect(always).toBeUndefined();
  expect(guard(messenger).looksBack).toBeUndefined();
  expect(guard({ ...messenger, looksBack: () => false }).looksBack?.("w")).toBe(false);
});
