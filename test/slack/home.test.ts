import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Target } from "../../src/core/ports.ts";
import { migrate } from "../../src/store/migrations.ts";
import { sqlPreferences } from "../../src/store/preferences.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { elementsOn, wordsInView } from "../fakes/slack/views.ts";
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

const at: Target = { platform: "slack", workspace: "T1", conversation: "D1" };
const staged = (settings: StageSettings = {}) =>
  stage({ db, subscriptions: sqlSubscriptions(db), preferences: sqlPreferences(db), ...settings });

/** Somebody opens it, and waits until it is there. */
async function open(set: Stage, user = "U1", channel = "D1"): Promise<void> {
  const before = set.slack.state.homes.get(user)?.published ?? 0;
  await set.slack.event({ type: "app_home_opened", user, channel, tab: "home" });
  await vi.waitFor(() => expect(home(set, user).published).toBe(before + 1));
}
const home = ({ slack }: Stage, user = "U1") => {
  const shown = slack.state.homes.get(user);
  if (!shown) throw new Error("There is no home");
  return shown;
};
const published = ({ slack }: Stage) => slack.calls.filter(({ method }) => method === "views.publish").length;
const words = (set: Stage) => wordsInView(home(set).view);
const element = (set: Stage, start: string) => {
  const found = elementsOn(home(set).view).find(({ action_id }) => action_id.startsWith(start));
  if (!found) throw new Error(`Nothing is called ${start}: ${JSON.stringify(home(set).view)}`);
  return found;
};

/** Presses, and waits until the home is made anew. */
async function act(set: Stage, start: string, chosen?: string): Promise<void> {
  const before = home(set).published;
  const { type, action_id } = element(set, start);
  const sent = await set.slack.act({ type, action_id, ...(chosen !== undefined && { selected_option: { value: chosen } }) });
  expect(sent.status).toBe(200);
  await vi.waitFor(() => expect(home(set).published).toBe(before + 1));
}

describe("App Home", () => {
  it("shows what is next and what could be followed, where it is opened, in one call", async () => {
    const set = await staged();
    await open(set);
    expect(words(set)).toContain("Bargaining session of October 12");
    expect(words(set)).toContain("Your reminders");
    expect(element(set, "home:on:kaiser-2023").type).toBe("button");
    expect(published(set)).toBe(1);
    expect(set.errors).toEqual([]);
    // The messages tab is none of it.
    await set.slack.event({ type: "app_home_opened", user: "U1", channel: "D1", tab: "messages" });
    await set.running.stop();
    expect(published(set)).toBe(1);
  });

  it("turns this person's reminders on and off, at their hour, in their zone", async () => {
    const set = await staged();
    await open(set);
    await act(set, "home:on");
    await act(set, "home:at", "07:00");
    await act(set, "home:zone", "America/New_York");
    expect(await set.subscriptions.list(at)).toMatchObject([{ createdBy: "U1", rule: { hour: "07:00", zone: "America/New_York" } }]);
    expect(element(set, "home:at")).toMatchObject({ initial_option: { value: "07:00" } });
    // That it begins stands in the direct message with them, where it will come; what is changed shows here.
    expect(set.slack.received().map(({ conversation }) => conversation)).toEqual(["D1"]);
    await act(set, "home:off");
    expect(await set.subscriptions.list(at)).toEqual([]);
    expect(element(set, "home:on:kaiser-2023")).toBeDefined();
  });

  it("speaks the language that is chosen, and so do the reminders", async () => {
    const set = await staged();
    await open(set);
    await act(set, "home:on");
    await act(set, "home:lang", "es");
    expect(words(set)).toContain("Sus recordatorios");
    expect(await set.subscriptions.list(at)).toMatchObject([{ lang: "es" }]);
    // Another choice leaves it.
    await act(set, "home:at", "10:00");
    expect(await set.subscriptions.list(at)).toMatchObject([{ lang: "es", rule: { hour: "10:00" } }]);
    await open(set);
    expect(words(set)).toContain("Sus recordatorios");
    // Also where Slack says that they read English.
    set.slack.state.users.set("U1", { locale: "en-US", tz: "America/New_York" });
    const [answer] = (await set.slack.command("help", { channel: "D1" })).shown;
    expect(answer?.text).toContain("Pregunt");
  });

  it("says why something was not done", async () => {
    const set = await staged();
    await open(set);
    set.slack.faults.next("chat.postMessage", { kind: "error", error: "channel_not_found" });
    await act(set, "home:on");
    expect(words(set)).toContain("channel_not_found");
    expect(await set.subscriptions.list(at)).toEqual([]);
  });

  it("takes nothing that is not its own", async () => {
    const set = await staged();
    await open(set);
    for (const action_id of ["home:", "home:fly", "home:at:kaiser-2023", "home:lang", "other:1"])
      expect((await set.slack.act({ type: "button", action_id })).status).toBeLessThan(500);
    await set.running.stop();
    expect(home(set).published).toBe(1);
    expect(set.errors).toEqual([]);
  });

  it("keeps within what Slack takes, with many disputes of long names", async () => {
    const { homeView } = await import("../../adapters/slack/home-view.ts");
    const { checkHome } = await import("../fakes/slack/views.ts");
    const following = { hour: "08:30", zone: "Asia/Kathmandu", paused: "is_archived", lang: "es" } as const;
    const disputes = Array.from({ length: 60 }, (_, i) => ({ dispute: `dispute-${i}`, title: "T".repeat(4_000), following }));
    const next = Array.from({ length: 90 }, () => ({ type: "header", text: { type: "plain_text", text: "next" } }) as const);
    const content = { next, disputes, zone: "Europe/Madrid", mayForget: true, notice: "n".repeat(5_000), conversation: "D1" };
    for (const lang of ["en", "es"] as const) expect(checkHome(JSON.stringify(homeView({ ...content, lang })))).toBeTypeOf("object");
  });
});

describe("homes that were opened lately", () => {
  it("are made anew when facts change, once each and one at a time in a workspace; others are left alone", async () => {
    let now = "2023-10-11T19:00Z";
    const set = await staged({ moment: () => now, tuning: { homes: { lookMs: 20, turnMs: 5 } } });
    for (const user of ["U1", "U2", "U3"]) {
      set.slack.state.users.set(user, { locale: "en-US", tz: "America/New_York" });
      await open(set, user, `D${user}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(published(set)).toBe(3);
    now = "2023-10-14T19:00Z";
    await vi.waitFor(() => expect(published(set)).toBe(6));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(["U1", "U2", "U3"].map((user) => home(set, user).published)).toEqual([2, 2, 2]);
    expect(words(set)).not.toContain("Bargaining session of October 12");
  });

  it("wait where Slack asks for it, and come after all", async () => {
    let now = "2023-10-11T19:00Z";
    const set = await staged({ moment: () => now, tuning: { homes: { lookMs: 20, turnMs: 5 } } });
    await open(set);
    set.slack.faults.next("views.publish", { kind: "rate", seconds: 1 });
    now = "2023-10-14T19:00Z";
    await vi.waitFor(() => expect(home(set).published).toBe(2), { timeout: 5_000 });
    expect(published(set)).toBe(3);
  });

  it("are bounded in number and age, and a turn takes one of each workspace", async () => {
    const { homesLately, thisTurn } = await import("../../adapters/slack/homes-lately.ts");
    let now = 0;
    const lately = homesLately(() => now);
    const shown = { disputes: [], lang: "en", text: "" } as const;
    const homeOf = (i: number) => ({ place: { team: `T${i % 30}` }, userId: `U${i}`, conversation: `D${i}` });
    for (let i = 0; i < 700; i++) lately.opened(homeOf(i), shown);
    expect(lately.all()).toHaveLength(500);
    const chosen = thisTurn(lately.all().map(({ home }) => home));
    expect(chosen).toHaveLength(20);
    expect(new Set(chosen.map(({ place }) => place.team)).size).toBe(20);
    now = 13 * 3_600_000;
    lately.opened(homeOf(1), shown);
    // What is merely made anew is not looked at by anybody.
    lately.shows(homeOf(699), shown);
    lately.shows(homeOf(1), { ...shown, text: "new" });
    expect(lately.all()).toMatchObject([{ home: { userId: "U1" }, shown: { text: "new" } }]);
  });

  it("are forgotten where the app was removed", async () => {
    const set = await staged({ many: true, tuning: { homes: { lookMs: 20, turnMs: 5 } } });
    const t2 = set.slack.addWorkspace("T2");
    await install(set, t2);
    await set.slack.event({ type: "app_home_opened", user: "T2U1", channel: "T2D1", tab: "home" }, { team: "T2" });
    await vi.waitFor(() => expect(t2.homes.size).toBe(1));
    expect(set.slack.calls.find(({ method }) => method === "views.publish")?.token).toBe(set.slack.oauth.grants[0]?.token);
    set.slack.oauth.end(t2, "account_inactive");
    await set.slack.event({ type: "app_uninstalled" }, { team: "T2" });
    await vi.waitFor(() => expect(set.logged.join()).toContain("Picketline was removed"));
    await set.slack.event({ type: "app_home_opened", user: "T2U1", channel: "T2D1", tab: "home" }, { team: "T2" });
    await set.running.stop();
    expect(published(set)).toBe(1);
  });
});
