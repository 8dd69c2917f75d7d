import { describe, expect, it } from "vitest";
import { backoff } from "../../src/reminders/deliver.ts";
import { channel, subscription } from "../contract/outbox.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { type Season, season } from "../helpers/season.ts";

const first = { id: "first", statedOn: "2023-10-01", asserts: [{ milestone: "session-a", status: "scheduled", when: "2023-10-12" }] };
const moved = {
  id: "moved",
  statedOn: "2023-10-11",
  recordedAt: "2023-10-11T10:00-07:00",
  asserts: [{ milestone: "session-a", when: "2023-10-13" }],
};
const start = "2023-10-10T12:00-07:00";

async function subscribed(...reports: Parameters<typeof quickDispute>[0]): Promise<Season> {
  const all = await season(start, [quickDispute(reports, "d")]);
  await all.subscriptions.put(subscription(channel("c"), { createdAt: Temporal.Instant.from(start) }));
  await all.at(start);
  return all;
}

const texts = (all: Season): string[] => all.messenger.posted.map((m) => m.reply.text.split("\n").slice(0, 3).join(" ").trim());

describe("the whole path", () => {
  it("reminds once at each lead, and records each", async () => {
    const all = await subscribed(first);
    for (const moment of ["2023-10-11T08:59-07:00", "2023-10-11T09:00-07:00", "2023-10-11T09:01-07:00", "2023-10-12T09:00-07:00"])
      await all.at(moment);
    expect(texts(all)).toEqual([
      "Reminder  - Bargaining session: Thu, Oct 12, 2023 · tomorrow · scheduled",
      "Reminder  - Bargaining session: Thu, Oct 12, 2023 · today · scheduled",
    ]);
    expect((await all.outcomes()).map((o) => [o.lead, o.state, o.late])).toEqual([
      ["1d", "delivered", false],
      ["0d", "delivered", false],
    ]);
  });

  it("tells followers of a change, with what it was, and then reminds of the new date only", async () => {
    const all = await subscribed(first, moved);
    for (const moment of ["2023-10-11T09:00-07:00", "2023-10-11T10:00-07:00", "2023-10-12T09:00-07:00", "2023-10-13T09:00-07:00"])
      await all.at(moment);
    expect(texts(all)).toEqual([
      "Reminder  - Bargaining session: Thu, Oct 12, 2023 · tomorrow · scheduled",
      "Update  - Changed: Bargaining session: Fri, Oct 13, 2023 · in 2 days · scheduled",
      "Reminder  - Bargaining session: Fri, Oct 13, 2023 · tomorrow · scheduled",
      "Reminder  - Bargaining session: Fri, Oct 13, 2023 · today · scheduled",
    ]);
    expect(all.messenger.posted[1]?.reply.text).toContain("Before: Thu, Oct 12, 2023");
  });

  it("says that a milestone was taken back when every report of it is retracted, and reminds no more", async () => {
    const retraction = { id: "sorry", statedOn: "2023-10-10", recordedAt: "2023-10-10T18:00-07:00", retracts: ["first"] };
    const all = await subscribed(first, retraction);
    for (const moment of ["2023-10-10T18:00-07:00", "2023-10-11T09:00-07:00"]) await all.at(moment);
    expect(texts(all)).toEqual(["Update  - Bargaining session: Taken back: every report of it was retracted."]);
    expect(all.messenger.posted[0]?.reply.text).toContain("Before: Thu, Oct 12, 2023 · scheduled");
  });

  it("a dispute seen for the first time is no news", async () => {
    const all = await subscribed(first);
    expect(all.messenger.posted).toEqual([]);
    all.histories.push(quickDispute([{ ...first, id: "other" }], "e"));
    await all.subscriptions.put(subscription(channel("c"), { dispute: "e", createdAt: Temporal.Instant.from(start) }));
    await all.at("2023-10-10T12:01-07:00");
    expect(all.messenger.posted).toEqual([]);
  });
});

describe("downtime", () => {
  it("sends late what is still useful, in one message, and says that it is late", async () => {
    const second = { id: "second", statedOn: "2023-10-01", asserts: [{ milestone: "session-b", status: "scheduled", when: "2023-10-12" }] };
    const all = await subscribed(first, second);
    await all.at("2023-10-11T15:00-07:00");
    expect(all.messenger.posted).toHaveLength(1);
    expect(all.messenger.posted[0]?.reply.text).toContain("Late: this was due earlier.");
    expect((await all.outcomes()).map((o) => [o.state, o.late])).toEqual([
      ["delivered", true],
      ["delivered", true],
    ]);
  });

  it("records as skipped what lies in the past, and sends nothing", async () => {
    const all = await subscribed(first);
    await all.at("2023-11-20T12:00-08:00");
    expect(all.messenger.posted).toEqual([]);
    expect((await all.outcomes()).map((o) => [o.lead, o.state, o.reason])).toEqual([
      ["1d", "skipped", "it lies in the past"],
      ["0d", "skipped", "it lies in the past"],
    ]);
  });

  it("tells the news that came meanwhile", async () => {
    const all = await subscribed(first, moved);
    await all.at("2023-10-12T00:00-07:00");
    expect(texts(all)).toEqual(["Update  - Changed: Bargaining session: Fri, Oct 13, 2023 · tomorrow · scheduled"]);
  });

  it("plans nothing twice when the clock was set back", async () => {
    const all = await subscribed(first);
    for (const moment of ["2023-10-11T09:00-07:00", "2023-10-11T08:00-07:00", "2023-10-11T09:30-07:00"]) await all.at(moment);
    expect(all.messenger.posted).toHaveLength(1);
  });
});

describe("a platform that fails", () => {
  const due = "2023-10-11T09:00-07:00";
  const later = "2023-10-11T09:10-07:00";

  it("is looked back at before a second attempt: what arrived is not sent again", async () => {
    const all = await subscribed(first);
    all.messenger.script.push({ outcome: { outcome: "uncertain", reason: "timeout" }, arrives: true });
    await all.at(due);
    expect((await all.outcomes()).map((o) => o.state)).toEqual(["uncertain"]);
    await all.at(later);
    expect(all.messenger.posted).toHaveLength(1);
    expect((await all.outcomes()).map((o) => o.state)).toEqual(["delivered"]);
  });

  it.each([
    ["an uncertain answer and no message", { outcome: { outcome: "uncertain", reason: "timeout" }, arrives: false } as const],
    ["an error thrown by the client", new Error("socket hang up")],
    ["a request to come back later", { outcome: { outcome: "retry", reason: "429", afterSeconds: 30 }, arrives: false } as const],
  ])("is tried again after %s, under the same key", async (_, step) => {
    const all = await subscribed(first);
    all.messenger.script.push(step);
    await all.at(due);
    expect(all.messenger.posted).toEqual([]);
    await all.at(later);
    expect(all.messenger.posted).toHaveLength(1);
    expect((await all.outcomes()).map((o) => o.state)).toEqual(["delivered"]);
  });

  it("is not tried before the time it asked for", async () => {
    const all = await subscribed(first);
    all.messenger.script.push({ outcome: { outcome: "retry", reason: "429", afterSeconds: 30 }, arrives: false });
    await all.at(due);
    await all.at("2023-10-11T09:00:29-07:00");
    expect(all.messenger.posted).toEqual([]);
    await all.at("2023-10-11T09:00:30-07:00");
    expect(all.messenger.posted).toHaveLength(1);
  });

  it.each(["paused", "failed"] as const)("%s is recorded with its reason and not repeated", async (outcome) => {
    const all = await subscribed(first);
    all.messenger.script.push({ outcome: { outcome, reason: "archived" }, arrives: false });
    await all.at(due);
    await all.at(later);
    expect((await all.outcomes()).map((o) => [o.state, o.reason])).toEqual([[outcome, "archived"]]);
    expect(all.messenger.posted).toEqual([]);
  });

  it("and a subscription that ended meanwhile gets nothing", async () => {
    const all = await subscribed(first);
    all.messenger.script.push({ outcome: { outcome: "retry", reason: "429" }, arrives: false });
    await all.at(due);
    await all.subscriptions.end(channel("c"));
    await all.at(later);
    expect((await all.outcomes()).map((o) => [o.state, o.reason])).toEqual([["skipped", "the subscription ended"]]);
  });
});

it("waits longer each time, at most five minutes, and never the same for all", () => {
  expect([0, 1, 2, 3, 20].map((n) => backoff(2_000, n, 1))).toEqual([2_000, 4_000, 8_000, 16_000, 300_000]);
  expect([backoff(2_000, 3, 0), backoff(2_000, 3, 0.5)]).toEqual([8_000, 12_000]);
});
