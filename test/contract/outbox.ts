import { beforeEach, describe, expect, it } from "vitest";
import type { Outbox, Outcome, Reminder } from "../../src/core/outbox.ts";
import { type NewSubscription, ruleKey, type Scope, type Subscriptions, type Target } from "../../src/core/ports.ts";

export interface OutboxRig {
  outbox: Outbox;
  subscriptions: Subscriptions;
  /** Every delivery's state, by key. */
  states(): Promise<Record<string, string>>;
  /** Forgets how far every reminder was fanned out. */
  forgetProgress(): Promise<void>;
}

export const t0 = Temporal.Instant.from("2023-10-11T16:00:00Z");
const lease = Temporal.Duration.from({ seconds: 60 });
const rule = { leads: null, hour: "09:00", zone: "America/Los_Angeles" };

export const channel = (name: string, workspace = "local"): Target => ({ platform: "web", workspace, conversation: name });

export const subscription = (target: Target, changes: Partial<NewSubscription> = {}): NewSubscription => ({
  target,
  dispute: "d",
  kinds: [],
  units: [],
  lang: "en",
  rule,
  createdBy: "someone",
  createdAt: t0.subtract({ hours: 24 }),
  ...changes,
});

export function lead(
  milestone: string,
  changes: Partial<Reminder> = {},
): { reminder: Reminder; audience: { kind: string; units: string[] } } {
  const key = `d/${milestone}/r1/start/1d/${ruleKey(rule)}`;
  const reminder: Reminder = {
    ...{ key, type: "lead", dispute: "d", milestone, revision: 1, previous: 0, lead: "1d", edge: "start", rule: ruleKey(rule), dueAt: t0 },
    ...changes,
  };
  return { reminder, audience: { kind: "bargaining-session", units: [] } };
}

const delivered: Outcome = { state: "delivered", messageId: "m1", late: false, uncertain: false };

/** What every outbox keeps: once each, nothing lost between claim and record, nobody claims what another holds. */
export function outboxContract(name: string, setup: () => Promise<OutboxRig>): void {
  describe(`outbox on ${name}`, () => {
    let rig: OutboxRig;
    beforeEach(async () => {
      rig = await setup();
    });
    const spread = async (...due: ReturnType<typeof lead>[]): Promise<void> => {
      await rig.outbox.record(t0, due, new Map());
      while (await rig.outbox.fanOut(t0, 3, Temporal.Duration.from({ seconds: 60 })));
    };
    const claim = (seconds = 0, limit = 50) => rig.outbox.claim(t0.add({ seconds }), lease, () => limit);
    const settleAll = async (outcome: Outcome, seconds = 0) => {
      for (const batch of await claim(seconds)) {
        await rig.outbox.settle(new Map(batch.deliveries.map((d) => [d.key, outcome])), t0);
      }
    };

    it("records and fans out once, however often it is told and however small the pages", async () => {
      for (let i = 0; i < 10; i++) await rig.subscriptions.put(subscription(channel(`c${i}`)));
      await spread(lead("session-a"));
      await spread(lead("session-a"));
      expect(Object.values(await rig.states())).toEqual(Array(10).fill("due"));
    });

    it("what is fanned out a second time stays as it is", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"));
      await settleAll(delivered);
      await rig.forgetProgress();
      await spread();
      expect(Object.values(await rig.states())).toEqual(["delivered"]);
    });

    it("a worker that comes too late with another outcome changes nothing", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"));
      const [batch] = await claim();
      await settleAll(delivered, 60);
      const late: Outcome = { state: "retrying", reason: "reset", nextAt: t0, uncertain: false };
      await rig.outbox.settle(new Map(batch?.deliveries.map((d) => [d.key, late])), t0);
      expect(Object.values(await rig.states())).toEqual(["delivered"]);
    });

    it("sends to those who follow the kind and the unit, had subscribed by then, and have that rule", async () => {
      await rig.subscriptions.put(subscription(channel("all")));
      await rig.subscriptions.put(subscription(channel("kind"), { kinds: ["bargaining-session"] }));
      await rig.subscriptions.put(subscription(channel("unit"), { units: ["north"] }));
      await rig.subscriptions.put(subscription(channel("other kind"), { kinds: ["strike"] }));
      await rig.subscriptions.put(subscription(channel("other unit"), { units: ["south"] }));
      await rig.subscriptions.put(subscription(channel("other rule"), { rule: { ...rule, hour: "10:00" } }));
      await rig.subscriptions.put(subscription(channel("other dispute"), { dispute: "e" }));
      await rig.subscriptions.put(subscription(channel("too late"), { createdAt: t0.add({ seconds: 1 }) }));
      await spread({ ...lead("session-a"), audience: { kind: "bargaining-session", units: ["north"] } });
      const conversations = (await claim()).map((b) => b.target.conversation);
      expect(conversations.sort()).toEqual(["all", "kind", "unit"]);
    });

    it("gathers what one conversation has due together into one batch, and keeps it one when it is tried again", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"), lead("session-b"));
      const [first] = await claim();
      expect(first?.deliveries.map((d) => d.reminder.milestone)).toEqual(["session-a", "session-b"]);
      await spread(lead("session-c"));
      const again = await claim(61);
      expect(again.find((b) => b.messageKey === first?.messageKey)?.deliveries).toHaveLength(2);
      expect(again.find((b) => b.messageKey !== first?.messageKey)?.deliveries.map((d) => d.reminder.milestone)).toEqual(["session-c"]);
    });

    it("a claim holds for its lease and comes back after it, counting attempts", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"));
      expect((await claim()).map((b) => b.attempts)).toEqual([0]);
      expect(await claim(59)).toEqual([]);
      expect((await claim(60)).map((b) => b.attempts)).toEqual([1]);
    });

    it("two workers never hold the same batch", async () => {
      for (let i = 0; i < 30; i++) await rig.subscriptions.put(subscription(channel(`c${i}`)));
      await spread(lead("session-a"));
      const claims = await Promise.all(Array.from({ length: 6 }, () => claim(0, 10)));
      const keys = claims.flat().map((b) => b.messageKey);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toHaveLength(30);
    });

    it("what is settled stays settled; what is to be retried waits until then", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"));
      await settleAll({ state: "retrying", reason: "later", nextAt: t0.add({ seconds: 5 }), uncertain: false });
      expect(await claim(4)).toEqual([]);
      await settleAll(delivered, 5);
      expect(await claim(10_000)).toEqual([]);
      expect(Object.values(await rig.states())).toEqual(["delivered"]);
    });

    it("a batch goes on when its head alone is done", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"), lead("session-b"));
      const [batch] = await claim();
      const [a, b] = batch?.deliveries ?? [];
      if (!a || !b) throw new Error("Two deliveries were expected");
      const retry: Outcome = { state: "retrying", reason: "later", nextAt: t0, uncertain: false };
      await rig.outbox.settle(
        new Map<string, Outcome>([
          [a.key, { state: "skipped", reason: "over" }],
          [b.key, retry],
        ]),
        t0,
      );
      const [left] = await claim(1);
      expect([left?.messageKey, left?.deliveries.map((d) => d.reminder.milestone)]).toEqual([batch?.messageKey, ["session-b"]]);
    });

    /** Takes and delivers, helping after helping, and says whose turn each was. */
    const drained = async (helping: number, closed: readonly Scope[] = []): Promise<string[]> => {
      const order: string[] = [];
      for (;;) {
        const batches = await rig.outbox.claim(t0, lease, () => helping, closed);
        if (batches.length === 0) return order;
        order.push(...batches.map((b) => b.target.workspace));
        await rig.outbox.settle(new Map(batches.flatMap((b) => b.deliveries.map((d) => [d.key, delivered]))), t0);
      }
    };

    it("takes workspaces in turn: many due in one do not hold up another's few, nor are they held up", async () => {
      for (let i = 0; i < 40; i++) await rig.subscriptions.put(subscription(channel(`c${i}`, "big")));
      for (const small of ["after", "zebra"]) await rig.subscriptions.put(subscription(channel("c", small)));
      await spread(lead("session-a"));
      const order = await drained(6);
      expect(order.slice(0, 4).sort()).toEqual(["after", "big", "big", "zebra"]);
      expect(order.filter((w) => w === "big")).toHaveLength(40);
    });

    it("takes no more of one workspace than its share", async () => {
      for (let i = 0; i < 9; i++) await rig.subscriptions.put(subscription(channel(`c${i}`, "big")));
      await rig.subscriptions.put(subscription(channel("c", "small")));
      await spread(lead("session-a"));
      const taken = await rig.outbox.claim(
        t0,
        lease,
        () => 50,
        [],
        () => 3,
      );
      expect(taken.map((b) => b.target.workspace).sort()).toEqual(["big", "big", "big", "small"]);
    });

    it("gives every workspace its turn when there are more than it takes at once", async () => {
      for (let i = 0; i < 9; i++) for (const c of ["a", "b"]) await rig.subscriptions.put(subscription(channel(c, `w${i}`)));
      await spread(lead("session-a"));
      const order = await drained(4);
      expect(order).toHaveLength(18);
      // One each before anybody's second.
      expect(new Set(order.slice(0, 9)).size).toBe(9);
    });

    it("takes with it all that its subscription has due, whoever's turn it is", async () => {
      for (let i = 0; i < 5; i++) await rig.subscriptions.put(subscription(channel("c", `w${i}`)));
      await spread(lead("session-a"), lead("session-b"));
      expect((await claim(0, 5)).map((b) => b.deliveries.length)).toEqual(Array(5).fill(2));
    });

    it("one platform does not use up another's share, and what is closed is left out", async () => {
      const on = (platform: Target["platform"], workspace: string): Target => ({ platform, workspace, conversation: "c" });
      for (const w of ["a", "b", "c"]) await rig.subscriptions.put(subscription(on("discord", w)));
      for (const w of ["s", "t"]) await rig.subscriptions.put(subscription(on("slack", w)));
      await spread(lead("session-a"));
      expect(await drained(1, [{ platform: "discord" }, { platform: "slack", workspace: "s" }])).toEqual(["t"]);
      expect((await claim(0, 1)).map((b) => b.target.workspace).sort()).toEqual(["a", "s"]);
    });

    it("what a lease ran out on may have arrived; what was answered, put back or parted has not", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"), lead("session-b"));
      const uncertain = async (seconds: number): Promise<boolean[]> => (await claim(seconds)).map((b) => b.uncertain);
      expect(await uncertain(0)).toEqual([false]);
      expect(await uncertain(60)).toEqual([true]);
      await rig.outbox.takeOver(t0.add({ seconds: 121 }));
      const [batch] = await claim(61);
      const retry: Outcome = { state: "retrying", reason: "429", nextAt: t0, uncertain: false };
      await rig.outbox.settle(new Map(batch?.deliveries.map((d) => [d.key, retry])), t0);
      const [again] = await claim(62);
      expect([batch?.uncertain, again?.uncertain]).toEqual([true, false]);
      await rig.outbox.release(new Map([[again?.messageKey ?? "", t0]]));
      expect(await uncertain(63)).toEqual([false]);
      await rig.outbox.part(again?.messageKey ?? "", t0);
      expect(await uncertain(64)).toEqual([false, false]);
    });

    it("a pause settles what waits, and not what may have arrived: that is looked back for", async () => {
      for (const c of ["doubt", "waits"]) await rig.subscriptions.put(subscription(channel(c)));
      await spread(lead("session-a"));
      const [held] = await claim(0, 1);
      await rig.outbox.takeOver(t0.add({ seconds: 61 }));
      await rig.subscriptions.pause({ platform: "web", workspace: "local" }, "token_revoked", t0);
      const states = Object.entries(await rig.states()).map(([key, state]) => [key === held?.messageKey, state]);
      expect(states.sort()).toEqual([
        [false, "paused"],
        [true, "due"],
      ]);
    });

    it("whoever takes over has at once what others held", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"));
      const [held] = await claim();
      await rig.outbox.takeOver(t0.add({ seconds: 60 }));
      expect(await claim(1)).toEqual([]);
      await rig.outbox.takeOver(t0.add({ seconds: 61 }));
      expect(await claim(1)).toEqual([{ ...held, attempts: 1, uncertain: true }]);
    });

    it("what a clock that was wrong put off for hours is brought near when it is right again", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"));
      const ahead = t0.add({ hours: 3 });
      const [batch] = await rig.outbox.claim(ahead, lease, () => 1);
      const retry: Outcome = { state: "retrying", reason: "503", nextAt: ahead.add({ hours: 9 }), uncertain: false };
      await rig.outbox.settle(new Map(batch?.deliveries.map((d) => [d.key, retry])), ahead);
      expect(await claim(16 * 60)).toEqual([]);
      await rig.outbox.unwind(t0);
      expect(await claim(1)).toHaveLength(1);
      // As right is what a platform asked for, within reason.
      await rig.outbox.settle(new Map(batch?.deliveries.map((d) => [d.key, { ...retry, nextAt: t0.add({ hours: 9 }) }])), t0);
      await rig.outbox.unwind(t0);
      expect([await claim(14 * 60), (await claim(15 * 60)).length]).toEqual([[], 1]);
    });

    it("what is put back was not tried, and waits until it may go, as the same batch", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"), lead("session-b"));
      const [first] = await claim();
      await rig.outbox.release(new Map([[first?.messageKey ?? "", t0.add({ milliseconds: 1_500 })]]));
      expect(await claim(1)).toEqual([]);
      expect(await claim(2)).toEqual([{ ...first, firstTried: t0.add({ seconds: 2 }) }]);
    });

    it("says so when the subscription ended meanwhile", async () => {
      await rig.subscriptions.put(subscription(channel("c")));
      await spread(lead("session-a"));
      await rig.subscriptions.end(channel("c"));
      expect((await claim()).flatMap((b) => b.deliveries.map((d) => d.subscription))).toEqual([undefined]);
    });

    it("a pause settles what is queued there and lets nothing more be queued, until somebody subscribes again", async () => {
      const { subscriptions, outbox, states } = rig;
      for (const w of ["here", "there"]) await subscriptions.put(subscription(channel("c", w)));
      await spread(lead("session-a"));
      const scope = channel("c", "here");
      expect((await subscriptions.pause(scope, "archived", t0)).map((s) => [s.target, s.paused])).toEqual([[scope, "archived"]]);
      expect(await subscriptions.pause({ platform: "web", workspace: "here" }, "again", t0)).toEqual([]);
      await spread(lead("session-b", { key: "b" }));
      const seen = Object.entries(await states()).map(([key, state]) => `${key.includes("/here/") ? "here" : "there"} ${state}`);
      expect(seen.sort()).toEqual(["here paused", "there due", "there due"]);
      expect((await subscriptions.list(scope)).map((s) => s.paused)).toEqual(["archived"]);
      const { before, after } = await subscriptions.put(subscription(scope));
      expect([before?.paused, after.paused]).toEqual(["archived", null]);
      await outbox.record(t0, [lead("session-c", { key: "c" })], new Map());
      await spread();
      expect(Object.keys(await states())).toHaveLength(5);
    });

    it("a pause reaches a whole workspace, and spares what a worker holds and what may have arrived", async () => {
      for (const c of ["a", "b", "c"]) await rig.subscriptions.put(subscription(channel(c)));
      await spread(lead("session-a"));
      const [held, unsure] = await claim(0, 2);
      await rig.outbox.settle(new Map([[unsure?.deliveries[0]?.key ?? "", { state: "uncertain", reason: "timeout", nextAt: t0 }]]), t0);
      expect(await rig.subscriptions.pause({ platform: "web", workspace: "local" }, "revoked", t0)).toHaveLength(3);
      expect(Object.values(await rig.states()).sort()).toEqual(["due", "paused", "uncertain"]);
      expect((await rig.states())[held?.messageKey ?? ""]).toBe("due");
    });

    it("remembers the tick and what was announced, and never lets either go back", async () => {
      expect(await rig.outbox.progress()).toEqual({ lastTick: undefined, announced: new Map() });
      await rig.outbox.record(t0, [], new Map([["d/session-a", 3]]));
      await rig.outbox.record(t0.subtract({ hours: 1 }), [], new Map([["d/session-a", 2]]));
      expect(await rig.outbox.progress()).toEqual({ lastTick: t0, announced: new Map([["d/session-a", 3]]) });
    });

    it("subscribing again changes the one row and says what it was", async () => {
      const first = await rig.subscriptions.put(subscription(channel("c")));
      expect(first.before).toBeUndefined();
      const second = await rig.subscriptions.put(subscription(channel("c"), { kinds: ["strike"] }));
      expect([second.before?.kinds, second.after.kinds, second.after.id]).toEqual([[], ["strike"], first.after.id]);
      expect(await rig.subscriptions.list(channel("c"))).toHaveLength(1);
      expect(await rig.subscriptions.list(channel("c", "elsewhere"))).toEqual([]);
    });
  });
}
