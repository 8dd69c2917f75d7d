import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Target } from "../../src/core/ports.ts";
import { createLimiter, type Limiter } from "../../src/reminders/limits.ts";

const start = Temporal.Instant.from("2023-10-11T16:00:00Z");
const at = (ms: number): Temporal.Instant => start.add({ milliseconds: ms });
const discord = (workspace: string, conversation = "c"): Target => ({ platform: "discord", workspace, conversation });
const slack = (workspace: string, conversation = "c"): Target => ({ platform: "slack", workspace, conversation });

/** As each platform counts: Discord every call, Slack what is posted. */
function admit(limiter: Limiter, target: Target, real: Temporal.Instant): { admitted: true } | { admitted: false; waitMs: number } {
  const admission = limiter.admit(target, real, target.platform === "discord" ? "calls" : "posts");
  if (!admission.admitted) return admission;
  admission.answered();
  return { admitted: true };
}

interface Burst {
  after: number;
  count: number;
}

/** Sends bursts as they come, each message as soon as it may go; yields when each went, in milliseconds. */
function sendAll(bursts: readonly Burst[], targetOf: (n: number) => Target, limiter: Limiter = createLimiter()): number[] {
  const sent: number[] = [];
  let [now, waiting, n] = [0, 0, 0];
  for (const { after, count } of [...bursts, { after: Number.POSITIVE_INFINITY, count: 0 }]) {
    const next = now + after;
    while (waiting > 0) {
      const answer = admit(limiter, targetOf(n), at(now));
      if (answer.admitted) {
        sent.push(now);
        waiting--;
        n++;
      } else if (now + answer.waitMs < next) now += answer.waitMs;
      else break;
    }
    now = next;
    waiting += count;
  }
  return sent;
}

/** The most that lie in any stretch of so many milliseconds. */
function densest(sent: readonly number[], span: number): number {
  let [from, most] = [0, 0];
  for (const [to, moment] of sent.entries()) {
    while ((sent[from] ?? 0) <= moment - span) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

const bursts = fc.array(fc.record({ after: fc.nat(2_500), count: fc.nat(300) }), { minLength: 1, maxLength: 12 });
const total = (of: readonly Burst[]): number => of.reduce((sum, { count }) => sum + count, 0);

describe("Discord", () => {
  it("never has more than 50 in any second, whatever comes, and everything is sent", () => {
    fc.assert(
      fc.property(bursts, (of) => {
        const sent = sendAll(of, (n) => discord(`w${n % 7}`));
        expect(densest(sent, 1_000)).toBeLessThanOrEqual(50);
        expect(sent).toHaveLength(total(of));
      }),
    );
  });

  it.each([1_000, 10_000, 100_000])("takes no more than 5% longer than the limit itself for %i at once", (count) => {
    const sent = sendAll([{ after: 0, count }], () => discord("w"));
    expect((sent.at(-1) ?? 0) / 1_000).toBeLessThanOrEqual((count / 50) * 1.05);
  });
});

describe("what is not answered", () => {
  it("counts as on its way, however long ago it was let go: a process that stood still sends no second burst on top of its first", () => {
    const limiter = createLimiter();
    const calls = Array.from({ length: 50 }, () => limiter.admit(discord("w"), at(0), "calls"));
    expect(limiter.admit(discord("w"), at(5_000), "calls")).toEqual({ admitted: false, waitMs: 50 });
    for (const call of calls.slice(0, 7)) if (call.admitted) call.answered();
    const next = Array.from({ length: 8 }, () => limiter.admit(discord("w"), at(5_000), "calls").admitted);
    expect(next).toEqual([...Array(7).fill(true), false]);
  });
});

describe("Slack", () => {
  it("has one a second in a conversation and 240 a minute in a workspace, whatever comes", () => {
    fc.assert(
      fc.property(bursts, fc.integer({ min: 1, max: 40 }), (of, conversations) => {
        const sent = sendAll(of, (n) => slack("w", `c${n % conversations}`));
        expect(densest(sent, 1_000)).toBeLessThanOrEqual(Math.min(conversations, 20));
        expect(densest(sent, 60_000)).toBeLessThanOrEqual(240);
        expect(sent).toHaveLength(total(of));
      }),
    );
  });

  it("does not count one workspace against another", () => {
    const limiter = createLimiter();
    for (let n = 0; n < 20; n++) admit(limiter, slack("full", `c${n}`), start);
    expect(admit(limiter, slack("full", "next"), start)).toEqual({ admitted: false, waitMs: 5_000 });
    expect(admit(limiter, slack("other"), start)).toEqual({ admitted: true });
    expect([limiter.closed(start), limiter.opensInMs(at(100))]).toEqual([[{ platform: "slack", workspace: "full" }], 4_900]);
    expect([limiter.closed(at(5_000)), limiter.opensInMs(at(5_000))]).toEqual([[], undefined]);
  });
});

describe("a pause", () => {
  const answers = (limiter: Limiter, ms: number) =>
    [slack("a", "x"), slack("a", "y"), slack("b"), discord("a")].map((t) => admit(limiter, t, at(ms)).admitted);

  it.each([
    ["conversation", slack("a", "x"), [false, true, true, true]],
    ["workspace", { platform: "slack", workspace: "a" }, [false, false, true, true]],
    ["platform", { platform: "slack" }, [false, false, false, true]],
  ] as const)("of one %s holds back what is in it, until it is over", (_, scope, during) => {
    const limiter = createLimiter();
    limiter.pause(scope, at(30_000));
    expect(answers(limiter, 29_999)).toEqual(during);
    expect(answers(limiter, 31_000)).toEqual([true, true, true, true]);
  });

  it("is not shortened by another", () => {
    const limiter = createLimiter();
    for (const ms of [30_000, 10_000]) limiter.pause({ platform: "web" }, at(ms));
    const web: Target = { platform: "web", workspace: "local", conversation: "c" };
    expect(admit(limiter, web, at(20_000))).toEqual({ admitted: false, waitMs: 10_000 });
  });
});

it("the web console has no limit, and a clock set back by hours holds nothing up", () => {
  const limiter = createLimiter();
  const web: Target = { platform: "web", workspace: "local", conversation: "c" };
  for (let n = 0; n < 1_000; n++) expect(admit(limiter, web, start).admitted).toBe(true);
  for (let n = 0; n < 50; n++) admit(limiter, discord("w"), at(7_200_000));
  expect(admit(limiter, discord("w"), start).admitted).toBe(true);
});
