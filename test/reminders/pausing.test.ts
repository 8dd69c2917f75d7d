import { describe, expect, it } from "vitest";
import type { PostOutcome, Target } from "../../src/core/ports.ts";
import { subscription } from "../contract/outbox.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { type Season, season } from "../helpers/season.ts";

const asserts = [
  { milestone: "session-a", status: "scheduled", when: "2023-10-12" },
  { milestone: "session-b", status: "scheduled", when: "2023-10-20" },
];
const start = "2023-10-10T12:00-07:00";
const createdAt = Temporal.Instant.from(start);
const slack = (conversation: string, workspace = "w"): Target => ({ platform: "slack", workspace, conversation });

interface Told {
  to: string;
  text: string;
}

/** Who subscribed where; and what each of them was told in person. */
async function following(...who: [Target, string][]): Promise<Season & { told: Told[] }> {
  const all = await season(start, [quickDispute([{ id: "first", statedOn: "2023-10-01", asserts }], "d")]);
  for (const [target, createdBy] of who) await all.subscriptions.put(subscription(target, { createdAt, createdBy }));
  const told: Told[] = [];
  all.messenger.tell = async (workspace, userId, { text }) => {
    told.push({ to: `${workspace}/${userId}`, text });
    return { outcome: "delivered", messageId: "m" };
  };
  await all.at(start);
  return Object.assign(all, { told });
}

const answering = (all: Season, outcome: PostOutcome): number => all.messenger.script.push({ outcome, arrives: false });
const states = async (all: Season): Promise<string[]> => (await all.outcomes()).map((o) => `${o.lead} ${o.state}: ${o.reason}`);

describe("a conversation that cannot be posted to", () => {
  it("is paused with its reason, whoever subscribed is told once, and nothing more is queued", async () => {
    const all = await following([slack("c"), "ana"]);
    answering(all, { outcome: "paused", reason: "not_in_channel" });
    for (const moment of ["2023-10-11T09:00-07:00", "2023-10-12T09:00-07:00", "2023-10-13T09:00-07:00"]) await all.at(moment);
    expect(await states(all)).toEqual(["1d paused: not_in_channel"]);
    expect(all.told.map((t) => t.to)).toEqual(["w/ana"]);
    expect(all.told[0]?.text).toMatch(/no longer post there[\s\S]*c · [\s\S]*not_in_channel[\s\S]*subscribe/);
    expect((await all.subscriptions.list(slack("c"))).map((s) => s.paused)).toEqual(["not_in_channel"]);
  });

  it("goes on when somebody subscribes there again, and is told of again when it fails again", async () => {
    const all = await following([slack("c"), "ana"]);
    answering(all, { outcome: "paused", reason: "is_archived" });
    await all.at("2023-10-11T09:00-07:00");
    await all.subscriptions.put(subscription(slack("c"), { createdAt, createdBy: "ana" }));
    await all.at("2023-10-12T09:00-07:00");
    expect(all.messenger.posted).toHaveLength(1);
    answering(all, { outcome: "paused", reason: "is_archived" });
    await all.at("2023-10-13T09:00-07:00");
    expect([all.messenger.posted.length, all.told.length]).toEqual([1, 2]);
  });

  it("is paused although whoever subscribed asked to be forgotten: then nobody is told", async () => {
    const all = await following([slack("c"), "ana"]);
    await all.db.query("update subscriptions set created_by = null");
    answering(all, { outcome: "paused", reason: "not_in_channel" });
    await all.at("2023-10-11T09:00-07:00");
    expect([await states(all), all.told, all.logged]).toEqual([["1d paused: not_in_channel"], [], ["Nothing more is sent there"]]);
  });

  it("leaves other conversations alone, also of the same person", async () => {
    const all = await following([slack("a"), "ana"], [slack("b"), "ana"]);
    answering(all, { outcome: "paused", reason: "not_in_channel" });
    await all.at("2023-10-11T09:00-07:00");
    expect([all.messenger.posted.length, all.told.length]).toEqual([1, 1]);
  });

  it("is not posted to by a worker that comes back to what it held", async () => {
    const all = await following([slack("c"), "ana"]);
    answering(all, { outcome: "uncertain", reason: "timeout" });
    await all.at("2023-10-11T09:00-07:00");
    await all.subscriptions.pause(slack("c"), "is_archived", all.clock.real());
    await all.at("2023-10-11T09:10-07:00");
    expect(await states(all)).toEqual(["1d paused: is_archived"]);
    expect(all.messenger.posted).toEqual([]);
  });
});

it("a workspace that revoked us is stopped at once: each who subscribed is told once, other workspaces go on", async () => {
  const all = await following([slack("a"), "ana"], [slack("b"), "ana"], [slack("c"), "ben"], [slack("d", "other"), "ana"]);
  for (let n = 0; n < 3; n++) answering(all, { outcome: "stopped", reason: "token_revoked" });
  // The other workspace's turn comes first by its name.
  all.messenger.script.unshift({ outcome: { outcome: "delivered", messageId: "m" }, arrives: true });
  await all.at("2023-10-11T09:00-07:00");
  expect(all.messenger.posted.map((m) => m.target.workspace)).toEqual(["other"]);
  expect(all.told.map((t) => t.to).sort()).toEqual(["w/ana", "w/ben"]);
  await all.at("2023-10-12T09:00-07:00");
  expect(all.messenger.posted.map((m) => m.target.workspace)).toEqual(["other", "other"]);
});

it("a conversation that is gone ends, and whoever subscribed is told", async () => {
  const all = await following([slack("c"), "ana"]);
  answering(all, { outcome: "ended", reason: "unknown channel" });
  await all.at("2023-10-11T09:00-07:00");
  expect(await all.subscriptions.list(slack("c"))).toEqual([]);
  expect(await states(all)).toEqual(["1d skipped: unknown channel"]);
  expect(all.told[0]?.text).toMatch(/is gone[\s\S]*unknown channel/);
});

describe("where nobody can be told", () => {
  const unreachable: [string, (all: Season) => void, number][] = [
    ["a platform with no such place", (all) => delete all.messenger.tell, 1],
    ["a refusal", (all) => Object.assign(all.messenger, { tell: async () => ({ outcome: "failed", reason: "no DMs" }) }), 2],
    ["an error", (all) => Object.assign(all.messenger, { tell: () => Promise.reject(new Error("socket")) }), 2],
  ];
  it.each(unreachable)("%s is logged once, and the pause stands", async (_, arrange, lines) => {
    const all = await following([slack("c"), "ana"]);
    arrange(all);
    answering(all, { outcome: "paused", reason: "not_in_channel" });
    for (const moment of ["2023-10-11T09:00-07:00", "2023-10-12T09:00-07:00"]) await all.at(moment);
    expect(all.logged).toHaveLength(lines);
    expect(await states(all)).toEqual(["1d paused: not_in_channel"]);
  });
});
