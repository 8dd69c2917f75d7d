import { beforeEach, describe, expect, it, vi } from "vitest";
import { commands } from "../../commands/index.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { buttonsOn, wordsOn } from "../fakes/slack/blocks.ts";
import type { Shown } from "../fakes/slack/responses.ts";
import type { FakeSlack } from "../fakes/slack/slack.ts";
import { type FakeModal, fieldsOn, wordsInView } from "../fakes/slack/views.ts";
import { emptyDatabase, office } from "../helpers/organizing.ts";
import { stage } from "./stage.ts";

let db: Database;
beforeEach(async () => {
  db = await emptyDatabase();
});

const maya = { user: "UMAYA" };
const now = "2023-10-10T09:00-07:00";

async function set(settings: Parameters<typeof stage>[0] = {}) {
  const own = await office(db, now);
  const put = await stage({ office: own, now, ...settings });
  for (const user of ["UMAYA", "UNOOR"]) put.slack.state.users.set(user, { locale: "en-US", tz: "America/Los_Angeles" });
  return { ...put, own };
}

function opened({ state }: FakeSlack): FakeModal {
  const last = state.modals.at(-1);
  if (!last) throw new Error("No modal was opened");
  return last;
}
const drafts = async (): Promise<number> => (await db.query("select id from drafts")).length;
const words = ({ blocks }: Pick<Shown, "blocks">): string => wordsOn(blocks);
const pressed = (shown: Pick<Shown, "blocks">, label: string) => {
  const found = buttonsOn(shown.blocks).find((button) => button.text.text === label);
  if (!found) throw new Error(`No button ${label} in ${words(shown)}`);
  return found;
};

describe("a form", () => {
  it("is shown instead of an answer, filled, answered beside the question, and sent by its button", async () => {
    const { slack, errors } = await set();
    const asked = await slack.command("move session-2023-10-12", maya);
    expect(asked.shown).toEqual([]);
    const view = opened(slack);
    expect([...fieldsOn(view).keys()]).toEqual(["milestone", "when", "source", "quote", "speaker"]);
    expect(fieldsOn(view).get("milestone")).toMatchObject({ type: "external_select", initial_option: { value: "session-2023-10-12" } });
    expect(await slack.submit(view, maya, { when: "oct 13 10am" })).toEqual({ status: 200, errors: {} });
    const preview = await asked.next();
    expect(preview).toMatchObject({ toEveryone: false, by: "response_url" });
    expect(words(preview)).toContain("Oct 13");
    const sent = await slack.press(pressed(preview, "Confirm"), maya);
    expect(words(await sent.next())).toContain("It is entered");
    expect(words(await (await slack.command("next-session")).next())).toContain("Oct 13");
    expect(errors).toEqual([]);
  });

  it("says at its field what is wrong with it, keeps nothing of it, and stays open", async () => {
    const { slack } = await set();
    await slack.command("move session-2023-10-12", maya);
    const view = opened(slack);
    const wrong = async (filled: Record<string, string>) => (await slack.submit(view, maya, filled)).errors;
    expect(await wrong({ when: "whenever" })).toEqual({ when: expect.stringContaining("whenever") });
    expect(Object.keys(await wrong({ when: "oct 13 10am", source: "no address" }))).toEqual(["source"]);
    expect(Object.keys(await wrong({ when: "oct 13 10am", milestone: "nothing-like-it" }))).toEqual(["milestone"]);
    expect(await drafts()).toBe(0);
  });

  it("is for those who may use it: opening, filling and completing it as anybody else is refused", async () => {
    const { slack } = await set();
    const asked = await slack.command("report", { user: "U2" });
    expect(words(await asked.next())).toContain("organizer");
    expect(slack.state.modals).toEqual([]);
    await slack.command("report", maya);
    const view = opened(slack);
    expect(Object.values((await slack.submit(view, { user: "U2" }, { kind: "rally", when: "oct 20" })).errors).join()).toContain(
      "organizer",
    );
    expect(await slack.suggest(view, "milestone", "", { user: "U2" })).toEqual([]);
    expect(await slack.suggest(view, "milestone", "session-2023-10-1", maya)).toContain("session-2023-10-12");
    expect(await drafts()).toBe(0);
  });

  it("asks in words where a date may be read in two ways, and goes on by a button", async () => {
    const { slack } = await set();
    await slack.command("move session-2023-10-12", maya);
    const asked = await slack.command("move session-2023-10-12 10/11", maya);
    const question = await asked.next();
    const readings = buttonsOn(question.blocks).filter(({ action_id }) => /^ask:\d/u.test(action_id));
    expect(readings.length).toBeGreaterThan(1);
    const chosen = await slack.press(readings[0] ?? { action_id: "", value: "" }, maya);
    expect(words(await chosen.next())).toContain(readings[0]?.text.text.slice(0, 3));
    expect(await drafts()).toBe(1);
  });

  it("that comes too late is offered by a button", async () => {
    const { slack } = await set();
    slack.faults.next("views.open", { kind: "error", error: "expired_trigger_id" });
    const asked = await slack.command("new-dispute", maya);
    const sorry = await asked.next();
    expect(words(sorry)).toContain("could not be shown");
    await slack.press(pressed(sorry, "Open the form"), maya);
    await vi.waitFor(() => expect(wordsInView(opened(slack))).toContain("dispute of your own"));
  });

  it("is answered to the person where the response_url is used up: in the channel, or directly where the bot is not in it", async () => {
    const { slack } = await set();
    await slack.command("move session-2023-10-12", { ...maya, channel: "C1" });
    const filled = { when: "oct 13 10am" };
    const over = () => {
      for (let n = 0; n < 2; n++) slack.faults.next("response_url", { kind: "status", status: 404 });
    };
    over();
    await slack.submit(opened(slack), maya, filled);
    const channel = slack.state.channels.get("C1");
    const reached = () => [...slack.state.ephemeral, ...slack.state.messages].length;
    await vi.waitFor(() => expect(reached()).toBe(1));
    if (channel) channel.hasBot = !channel.hasBot;
    over();
    await slack.submit(opened(slack), maya, filled);
    await vi.waitFor(() => expect(reached()).toBe(2));
    expect([slack.state.ephemeral.map((m) => m.user), slack.state.messages.map((m) => m.channel)]).toEqual([["UMAYA"], ["DUMAYA"]]);
  });
});

describe("an admin of the workspace", () => {
  it("adds the first organizer where users:read says who is one, and nobody else does", async () => {
    const { slack } = await set({ scopes: ["users:read"] });
    slack.state.users.set("UBOSS", { locale: "en-US", tz: "America/Los_Angeles", isAdmin: true });
    const add = async (user: string) => words(await (await slack.command("organizers add <@U2|maria>", { user })).next());
    expect(await add("U1")).toContain("admin");
    expect(await add("UBOSS")).not.toContain("admin");
    await slack.command("report", { user: "U2" });
    expect(slack.state.modals).toHaveLength(1);
  });
});

describe("the settings of a subscription", () => {
  it("stand in the form as they are, are chosen from lists, and change nothing that was not touched", async () => {
    const { slack, errors } = await set({ subscriptions: sqlSubscriptions(db) });
    await slack.command("subscribe about:strikes remind:2d at:07:30 unit:seattle quiet:22:00-07:00", maya);
    const listed = await slack.command("subscriptions", maya);
    await slack.press(pressed(await listed.next(), "Settings"), maya);
    await vi.waitFor(() => expect(slack.state.modals).toHaveLength(1));
    const modal = opened(slack);
    expect([...fieldsOn(modal).keys()]).toEqual(["about", "unit", "remind", "at", "zone", "dispute", "quiet", "digest"]);
    expect(await slack.suggest(modal, "dispute", "", maya)).toEqual(["kaiser-2023"]);
    expect(await slack.suggest(modal, "zone", "america/den", maya)).toEqual(["America/Denver"]);
    expect(await slack.suggest(modal, "unit", "", maya)).toContain("all");

    expect((await slack.submit(modal, maya, { at: "18:00" })).errors).toEqual({});
    await vi.waitFor(async () => {
      const [own] = await sqlSubscriptions(db).list({ platform: "slack", workspace: "T1", conversation: "C1" });
      expect(own).toMatchObject({
        units: ["seattle"],
        rule: { hour: "18:00", leads: [{ amount: 2, unit: "d" }], quiet: { from: "22:00", to: "07:00" } },
      });
      expect(own?.kinds).toContain("strike");
      expect(own?.kinds).not.toContain("bargaining-session");
    });
    expect((await slack.submit(modal, maya, { quiet: "always" })).errors).toEqual({ quiet: expect.stringContaining("quiet") });
    expect(errors).toEqual([]);
  });
});

describe("for a member, every command of organizers is refused, whichever way it comes", () => {
  const organizing = commands.filter(({ role }) => role !== "member").map(({ name }) => name);
  const member = { user: "U1" };
  const args = { milestone: "session-2023-10-12", what: "session-2023-10-12", draft: "abcdef", when: "fri 10am" };
  const value = (name: string, more: object = {}) => JSON.stringify({ c: name, a: args, ...more });
  const said = async (asked: { next(): Promise<Pick<Shown, "blocks">> }): Promise<string> => words(await asked.next());

  it("typed, by a button, by one that shows to everyone, by one to its form", async () => {
    const { slack } = await set();
    for (const name of organizing) {
      const ways = [
        await slack.command(`${name} session-2023-10-12 fri 10am`, member),
        await slack.press({ action_id: "ask:1", value: value(name) }, member),
        await slack.press({ action_id: "ask:1", value: value(name, { s: 1 }) }, member),
        await slack.press({ action_id: "ask:1", value: value(name, { f: 1 }) }, member),
      ];
      for (const way of ways) expect([name, await said(way)]).toEqual([name, expect.stringContaining("with the role")]);
    }
    expect(slack.state.modals).toEqual([]);
    for (const table of ["drafts", "entries", "own_disputes", "organizers"]) expect(await db.query(`select 1 from ${table}`)).toEqual([]);
  });

  it("by a form that somebody else opened", async () => {
    const { slack } = await set();
    await slack.command("report", maya);
    await vi.waitFor(() => expect(slack.state.modals).toHaveLength(1));
    const modal = opened(slack);
    for (const name of organizing) {
      const metadata = JSON.stringify({ ...JSON.parse(modal.private_metadata ?? "{}"), c: name });
      const { errors } = await slack.submit({ ...modal, private_metadata: metadata }, member, {
        milestone: "session-2023-10-12",
        when: "fri 10am",
      });
      expect([name, Object.values(errors).join()]).toEqual([name, expect.stringContaining("with the role")]);
    }
    expect(await drafts()).toBe(0);
  });
});
