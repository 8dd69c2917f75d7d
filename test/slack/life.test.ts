import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { migrate } from "../../src/store/migrations.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { wordsOn } from "../fakes/slack/blocks.ts";
import type { FakeState } from "../fakes/slack/state.ts";
import { freshMemory } from "../helpers/database.ts";
import { install } from "./browser.ts";
import { type Stage, type StageSettings, stage } from "./stage.ts";

let db: Database;
beforeAll(async () => {
  db = (await freshMemory()).db;
  await migrate(db, migrations);
});
beforeEach(async () => {
  await db.query("delete from keyv");
  await db.query("delete from subscriptions");
});

const hour = 3_600_000;
const at = (team: string): Target => ({ platform: "slack", workspace: team, conversation: `${team}C1` });
const post = ({ running }: Stage, team: string) =>
  running.messenger.post({ key: crypto.randomUUID(), target: at(team), reply: reply(paragraph(text("Thursday"))) });

/** Two workspaces, each with a subscription. */
async function installed(settings: StageSettings = {}): Promise<{ set: Stage; t2: FakeState; t3: FakeState }> {
  const set = await stage({ many: true, db, subscriptions: sqlSubscriptions(db), ...settings });
  const [t2, t3] = [set.slack.addWorkspace("T2"), set.slack.addWorkspace("T3")];
  for (const where of [t2, t3]) await install(set, where);
  for (const team of ["T2", "T3"]) await set.slack.command("subscribe", { team });
  return { set, t2, t3 };
}

const pauses = async ({ subscriptions }: Stage) =>
  Promise.all(["T2", "T3"].map(async (team) => (await subscriptions.list(at(team))).map((s) => s.paused)));
const answer = async ({ slack }: Stage, team: string) =>
  wordsOn((await slack.command("next-session", { team })).shown.flatMap((s) => s.blocks));
const kept = async () =>
  (await db.query<{ key: string }>("select key from keyv where namespace = 'slack-installations'")).map((r) => r.key).sort();

describe("an app that is removed", () => {
  const uninstalled = { type: "app_uninstalled" };
  const revoked = { type: "tokens_revoked", tokens: { oauth: [], bot: ["T2UBOT"] } };
  it.each([
    ["app_uninstalled, then tokens_revoked", [uninstalled, revoked]],
    ["tokens_revoked, then app_uninstalled", [revoked, uninstalled]],
    ["one of them alone", [revoked]],
    ["one of them twice", [uninstalled, uninstalled]],
  ])("is forgotten there and nowhere else, and what follows there waits for it: %s", async (_, events) => {
    const { set, t2 } = await installed();
    set.slack.oauth.end(t2, "account_inactive");
    await Promise.all(events.map((event) => set.slack.event(event, { team: "T2" })));
    await vi.waitFor(async () => expect(await kept()).toEqual(["T3"]));
    expect(await pauses(set)).toEqual([["account_inactive"], [null]]);
    expect(await answer(set, "T2")).toContain("not installed in this workspace");
    expect(await answer(set, "T3")).toContain("bargaining session");
    expect(await post(set, "T2")).toMatchObject({ outcome: "retry", scope: "workspace" });
    expect(await post(set, "T3")).toMatchObject({ outcome: "delivered" });
    expect(set.running.problems()).toEqual([]);
    // Installed anew, what was subscribed to goes on.
    await install(set, t2);
    expect(await pauses(set)).toEqual([[null], [null]]);
    expect(await post(set, "T2")).toMatchObject({ outcome: "delivered" });
  });

  it("is kept where the news of it comes late, after it was installed anew, or is of one person's token", async () => {
    const { set, t2 } = await installed();
    set.slack.oauth.end(t2, "account_inactive");
    await install(set, t2);
    await set.slack.event(uninstalled, { team: "T2" });
    await set.slack.event({ type: "tokens_revoked", tokens: { oauth: ["U7"], bot: [] } }, { team: "T3" });
    await set.running.stop();
    expect(await kept()).toEqual(["T2", "T3"]);
    expect(await pauses(set)).toEqual([[null], [null]]);
  });

  it("is noticed at the next post where no event came", async () => {
    const { set, t2 } = await installed();
    set.slack.oauth.end(t2, "token_revoked");
    expect(await post(set, "T2")).toEqual({ outcome: "stopped", reason: "token_revoked" });
    await vi.waitFor(async () => expect(await kept()).toEqual(["T3"]));
    expect(await post(set, "T3")).toMatchObject({ outcome: "delivered" });
  });

  it("is looked at again where Slack or the database did not answer", async () => {
    const { set, t2 } = await installed({ tuning: { dueMs: 30 } });
    set.slack.oauth.end(t2, "account_inactive");
    set.slack.faults.next("auth.test", { kind: "status", status: 503 });
    await set.slack.event(uninstalled, { team: "T2" });
    await vi.waitFor(async () => expect(await kept()).toEqual(["T3"]));
    expect(await pauses(set)).toEqual([["account_inactive"], [null]]);
  });

  it("lifts no pause that had another reason", async () => {
    const { set, t2 } = await installed();
    await set.subscriptions.pause({ platform: "slack", workspace: "T2" }, "is_archived", Temporal.Now.instant());
    set.slack.oauth.end(t2, "account_inactive");
    await set.slack.event(uninstalled, { team: "T2" });
    await vi.waitFor(async () => expect(await kept()).toEqual(["T3"]));
    await install(set, t2);
    expect(await pauses(set)).toEqual([["is_archived"], [null]]);
  });
});

describe("an organization", () => {
  async function organized(): Promise<{ set: Stage; org: ReturnType<Stage["slack"]["addOrg"]> }> {
    const set = await stage({ many: true, db, subscriptions: sqlSubscriptions(db) });
    const org = set.slack.addOrg("E1", ["T2", "T3"]);
    await install(set, org);
    for (const team of ["T2", "T3"]) await set.slack.command("subscribe", { team, org: "E1" });
    return { set, org };
  }

  it("whose admin takes the app out of one workspace and lets it in again", async () => {
    const { set } = await organized();
    const event = (type: string) => set.slack.event({ type, team_ids: ["T2"] }, { team: null, org: "E1" });
    await event("team_access_revoked");
    await vi.waitFor(async () => expect(await pauses(set)).toEqual([["team_access_not_granted"], [null]]));
    await event("team_access_granted");
    await vi.waitFor(async () => expect(await pauses(set)).toEqual([[null], [null]]));
    // Another organization has no say.
    await set.slack.event({ type: "team_access_revoked", team_ids: ["T3"] }, { team: null, org: "E9" });
    await set.running.stop();
    expect(await pauses(set)).toEqual([[null], [null]]);
  });

  it("that removes the app: all its workspaces wait for it, but not one with an installation of its own", async () => {
    const { set, org } = await organized();
    const [t2] = org.teams;
    if (t2) await install(set, t2);
    set.slack.oauth.end(org, "account_inactive");
    await set.slack.event({ type: "app_uninstalled" }, { team: null, org: "E1" });
    await vi.waitFor(async () => expect(await kept()).toEqual(["T2"]));
    expect(await pauses(set)).toEqual([[null], ["account_inactive"]]);
    await install(set, org);
    await set.slack.command("next-session", { team: "T3", org: "E1" });
    expect(await kept()).toEqual(["E1", "T2"]);
    await vi.waitFor(async () => expect(await pauses(set)).toEqual([[null], [null]]));
  });
});

describe("tokens that end after twelve hours", () => {
  async function rotating(settings: StageSettings = {}) {
    const time = { now: Date.now() };
    const both = await installed({
      clock: () => time.now,
      before: ({ oauth }) => {
        oauth.app.rotates = true;
      },
      ...settings,
    });
    const renewals = () => both.set.slack.calls.filter((c) => c.params.grant_type === "refresh_token").length;
    return { ...both, time, renewals };
  }

  it("are renewed before the first post of a workspace in which nothing happened for a week", async () => {
    const { set, time, renewals } = await rotating();
    time.now += 7 * 24 * hour;
    expect(await Promise.all([post(set, "T2"), post(set, "T2")])).toMatchObject([{ outcome: "delivered" }, { outcome: "delivered" }]);
    expect(renewals()).toBe(1);
    expect(await post(set, "T3")).toMatchObject({ outcome: "delivered" });
    // And again, by the refresh token that came with it.
    time.now += 13 * hour;
    expect(await post(set, "T2")).toMatchObject({ outcome: "delivered" });
  });

  it("are renewed ahead of their end, with nobody asking", async () => {
    const { set, time, renewals } = await rotating({ tuning: { dueMs: 20 } });
    time.now += 11 * hour;
    await vi.waitFor(() => expect(renewals()).toBe(2));
    expect(await post(set, "T2")).toMatchObject({ outcome: "delivered" });
    expect(renewals()).toBe(2);
  });

  it("wait for Slack: nothing is lost, nothing is stopped", async () => {
    const { set, time } = await rotating();
    time.now += 13 * hour;
    set.slack.faults.next("oauth.v2.access", { kind: "status", status: 503 });
    expect(await post(set, "T2")).toMatchObject({ outcome: "retry", scope: "workspace" });
    set.slack.faults.clear();
    expect(await post(set, "T2")).toMatchObject({ outcome: "delivered" });
    expect(await kept()).toEqual(["T2", "T3"]);
  });

  it("that Slack renews no more end the installation once they are over, and only that", async () => {
    const { set, t2, time } = await rotating();
    for (const grant of set.slack.oauth.grants) if (grant.where === t2) grant.refreshToken = undefined;
    time.now += 11.99 * hour;
    expect(await post(set, "T2")).toMatchObject({ outcome: "delivered" });
    time.now += hour;
    expect(await post(set, "T2")).toMatchObject({ outcome: "retry" });
    await vi.waitFor(async () => expect(await kept()).toEqual(["T3"]));
    expect(await pauses(set)).toEqual([["token_expired"], [null]]);
    expect(await post(set, "T3")).toMatchObject({ outcome: "delivered" });
  });

  it("are renewed by one process at a time, and the other one goes on with what that got", async () => {
    const { set, time, renewals } = await rotating();
    const other = await stage({
      ...{ many: true, db, clock: () => time.now },
      env: { SLACK_API_URL: set.slack.url },
    });
    time.now += 13 * hour;
    const sent = await Promise.all([post(set, "T2"), post(other, "T2"), post(set, "T3"), post(other, "T3")]);
    expect(sent.map(({ outcome }) => outcome)).toEqual(["delivered", "delivered", "delivered", "delivered"]);
    expect(renewals()).toBe(2);
  });
});

describe("another process", () => {
  it("hears within its interval where the app was installed and where it was removed", async () => {
    const { set, t2 } = await installed();
    const other = await stage({ many: true, db, tuning: { refreshMs: 20 }, env: { SLACK_API_URL: set.slack.url } });
    const standsWith = (team: string) =>
      other.slack.command("next-session", { team }).then((s) => wordsOn(s.shown.flatMap((x) => x.blocks)));
    expect(await standsWith("T2")).toContain("bargaining session");
    const t4 = set.slack.addWorkspace("T4");
    await install(set, t4);
    await vi.waitFor(async () => expect(await standsWith("T4")).toContain("bargaining session"));
    set.slack.oauth.end(t2, "account_inactive");
    await set.slack.event({ type: "app_uninstalled" }, { team: "T2" });
    await vi.waitFor(async () => expect(await standsWith("T2")).toContain("not installed"));
    // Before it looks by itself it looks where it is to speak.
    expect(await post(other, "T4")).toMatchObject({ outcome: "delivered" });
  });
});
