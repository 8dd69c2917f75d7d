import { describe, expect, it } from "vitest";
import type { Message, Target } from "../../src/core/ports.ts";
import { subscription } from "../contract/outbox.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { type Season, season } from "../helpers/season.ts";

const first = { id: "first", statedOn: "2023-10-01", asserts: [{ milestone: "session-a", status: "scheduled", when: "2023-10-12" }] };
const start = "2023-10-10T12:00-07:00";
const due = "2023-10-11T09:00-07:00";
const createdAt = Temporal.Instant.from(start);

async function due10_000(smallOn: Target["platform"]): Promise<Season> {
  const all = await season(start, [quickDispute([first], "d")]);
  await all.subscriptions.put(subscription({ platform: "discord", workspace: "big", conversation: "c0" }, { createdAt }));
  // Ten thousand rows by one statement: the port takes them one by one.
  await all.db.query(`insert into subscriptions (platform, workspace, conversation, dispute, kinds, units, lang, rule, created_by, created_at)
    select platform, workspace, 'c' || n, dispute, kinds, units, lang, rule, created_by, created_at
    from subscriptions, generate_series(1, 9999) n`);
  await all.subscriptions.put(subscription({ platform: smallOn, workspace: "zebra", conversation: "c" }, { createdAt }));
  await all.at(start);
  return all;
}

/** Lets what is due go out until it is enough; says after how many milliseconds each message went. */
async function until(all: Season, enough: (posted: readonly Message[]) => boolean): Promise<number[]> {
  const from = Temporal.Instant.from(due);
  const sentAt: number[] = [];
  const { post } = all.messenger;
  all.messenger.post = (message) => {
    sentAt.push(all.clock.real().since(from).total("milliseconds"));
    const posted = post(message);
    all.stopping = enough(all.messenger.posted);
    return posted;
  };
  for (let moment: Temporal.Instant | undefined = from; moment && !all.stopping; ) {
    await all.at(moment.toString());
    const wait = all.limiter.opensInMs(all.clock.real());
    moment = wait === undefined ? undefined : all.clock.real().add({ milliseconds: wait });
  }
  return sentAt;
}

describe("one workspace with 10,000 due", () => {
  it.each(["discord", "slack"] as const)("does not delay another's single reminder on %s by more than 2 s", async (platform) => {
    const all = await due10_000(platform);
    const isSmall = (m: Message) => m.target.workspace === "zebra";
    const sentAt = await until(all, (posted) => posted.some(isSmall));
    expect(sentAt[all.messenger.posted.findIndex(isSmall)]).toBeLessThanOrEqual(2_000);
  });

  it("keeps to the platform's limit, second after second", async () => {
    const all = await due10_000("web");
    const sentAt = await until(all, (posted) => posted.length >= 501);
    const perSecond = Object.values(Object.groupBy(sentAt, (ms) => ms)).map((sent) => sent?.length);
    expect(perSecond.slice(0, 9)).toEqual([51, ...Array(8).fill(50)]);
    expect(sentAt[450]).toBe(8_240);
  });
});

it("a refusal for a workspace holds back all of it, and nobody else", async () => {
  const all = await season(start, [quickDispute([first], "d")]);
  const targets = ["w/a", "w/b", "x/a"].map((t): Target => {
    const [workspace = "", conversation = ""] = t.split("/");
    return { platform: "slack", workspace, conversation };
  });
  for (const [n, target] of targets.entries()) {
    await all.subscriptions.put(subscription(target, { createdAt, rule: { leads: null, hour: `09:0${n}`, zone: "America/Los_Angeles" } }));
  }
  await all.at(start);
  all.messenger.script.push({
    outcome: { outcome: "retry", reason: "ratelimited", afterSeconds: 180, scope: "workspace" },
    arrives: false,
  });
  for (const minute of [0, 1, 2]) await all.at(`2023-10-11T09:0${minute}-07:00`);
  expect(all.messenger.posted.map((m) => m.target.workspace)).toEqual(["x"]);
  await all.at("2023-10-11T09:03-07:00");
  expect(all.messenger.posted.map((m) => m.target.workspace)).toEqual(["x", "w", "w"]);
});
