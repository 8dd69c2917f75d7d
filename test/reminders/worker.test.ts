import { describe, expect, it } from "vitest";
import type { PostOutcome, Target } from "../../src/core/ports.ts";
import { subscription } from "../contract/outbox.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { type Season, season } from "../helpers/season.ts";

const asserts = [
  { milestone: "session-a", status: "scheduled", when: "2023-10-12" },
  { milestone: "session-b", status: "scheduled", when: "2023-10-12" },
];
const start = "2023-10-10T12:00-07:00";
const due = "2023-10-11T09:00-07:00";
const createdAt = Temporal.Instant.from(start);
const place = (workspace: string, conversation: string): Target => ({ platform: "web", workspace, conversation });

async function following(targets: readonly Target[], milestones = asserts.slice(0, 1)): Promise<Season> {
  const all = await season(start, [quickDispute([{ id: "first", statedOn: "2023-10-01", asserts: milestones }], "d")]);
  for (const target of targets) await all.subscriptions.put(subscription(target, { createdAt }));
  await all.at(start);
  return all;
}

const states = async (all: Season): Promise<string[]> => (await all.outcomes()).map((o) => o.state);

describe("what hangs", () => {
  it("does not hold up others, not even of its own platform", async () => {
    const hanging = Array.from({ length: 120 }, (_, n) => place("hanging", `c${n}`));
    const all = await following([...hanging, place("other", "c")]);
    const { post } = all.messenger;
    const release = Promise.withResolvers<PostOutcome>();
    all.messenger.post = (message) => (message.target.workspace === "hanging" ? release.promise : post(message));
    const arrived = Promise.withResolvers<void>();
    const { push } = all.messenger.posted;
    all.messenger.posted.push = (...messages) => {
      arrived.resolve();
      return push.apply(all.messenger.posted, messages);
    };
    const finished = all.at(due);
    await arrived.promise;
    expect(all.messenger.posted.map((m) => m.target.workspace)).toEqual(["other"]);
    release.resolve({ outcome: "delivered", messageId: "m" });
    await finished;
    expect(new Set(await states(all))).toEqual(new Set(["delivered"]));
  });
});

describe("an outcome that cannot be written", () => {
  it("is kept and written before anything else is claimed: nothing is looked for or sent again", async () => {
    const all = await following([place("w", "c")]);
    const { settle } = all.outbox;
    let failures = 2;
    all.outbox.settle = (...given) => (failures-- > 0 ? Promise.reject(new Error("the database is away")) : settle(...given));
    all.messenger.find = () => Promise.reject(new Error("not to be asked"));
    await all.at(due).catch(() => undefined);
    expect([all.messenger.posted.length, await states(all)]).toEqual([1, ["due"]]);
    await all.at("2023-10-11T09:05-07:00");
    expect([all.messenger.posted.length, await states(all)]).toEqual([1, ["delivered"]]);
  });
});

describe("a batch that is refused for good", () => {
  it("is tried part by part, so that one does not take the others with it", async () => {
    const all = await following([place("w", "c")], asserts);
    const { post } = all.messenger;
    all.messenger.post = async (message) =>
      message.reply.text.includes("Reminders")
        ? { outcome: "failed", reason: "msg_too_long" }
        : message.key.includes("session-a")
          ? { outcome: "failed", reason: "invalid_blocks" }
          : post(message);
    await all.at(due);
    expect((await all.outcomes()).map((o) => [o.milestone, o.state, o.reason])).toEqual([
      ["session-a", "failed", "invalid_blocks"],
      ["session-b", "delivered", null],
    ]);
  });
});

describe("a lease that runs out under one's own hands", () => {
  it("does not make a second attempt beside the first", async () => {
    const all = await following([place("w", "c")]);
    const { post } = all.messenger;
    const release = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    let attempts = 0;
    all.messenger.post = async (message) => {
      attempts++;
      begun.resolve();
      await release.promise;
      return post(message);
    };
    let looks = 0;
    all.messenger.find = async () => void looks++;
    const first = all.at(due);
    await begun.promise;
    const { claim } = all.outbox;
    const claimedAgain = Promise.withResolvers<number>();
    all.outbox.claim = async (...given) => {
      const batches = await claim(...given);
      claimedAgain.resolve(batches.length);
      return batches;
    };
    const second = all.at("2023-10-11T09:02-07:00");
    expect(await claimedAgain.promise).toBe(1);
    release.resolve();
    await Promise.all([first, second]);
    expect([attempts, looks, await states(all)]).toEqual([1, 0, ["delivered"]]);
  });
});

describe("of several processes", () => {
  it("one that does not lead sends nothing, and sends when it leads, first what others held", async () => {
    const all = await following([place("w", "c"), place("w", "d")]);
    all.lead.leads = false;
    await all.at(due);
    expect([all.messenger.posted.length, await states(all)]).toEqual([0, ["due", "due"]]);
    // Another process claims one, posts it, and is gone before it can say so.
    const [held] = await all.outbox.claim(all.clock.real(), Temporal.Duration.from({ seconds: 60 }), () => 1);
    if (!held) throw new Error("A batch was expected");
    all.messenger.posted.push({ key: held.messageKey, target: held.target, reply: { blocks: [], text: "by the other" } });
    all.lead.leads = true;
    await all.at("2023-10-11T09:00:05-07:00");
    expect(await states(all)).toEqual(["delivered", "delivered"]);
    expect(all.messenger.posted.filter((m) => m.key === held.messageKey)).toHaveLength(1);
  });
});

describe("where nobody can look back", () => {
  it("messages of one workspace go out one after another, each recorded before the next: a kill leaves one in doubt", async () => {
    const all = await following([...Array.from({ length: 30 }, (_, n) => place("blind", `c${n}`)), place("other", "c")]);
    all.messenger.looksBack = (workspace) => workspace !== "blind";
    const { post } = all.messenger;
    let [underway, most] = [0, 0];
    const unrecorded: number[] = [];
    all.messenger.post = async (message) => {
      if (message.target.workspace !== "blind") return post(message);
      most = Math.max(most, ++underway);
      const waiting = await all.db.query("select from deliveries where workspace = 'blind' and state = 'due'");
      unrecorded.push(30 - waiting.length - all.messenger.posted.filter((m) => m.target.workspace === "blind").length);
      const outcome = await post(message);
      underway--;
      return outcome;
    };
    await all.at(due);
    expect([most, all.messenger.posted.length, new Set(unrecorded)]).toEqual([1, 31, new Set([0])]);
  });
});
