import { describe, expect, it } from "vitest";
import { buttonsOn, type FakeButton, wordsOn } from "../fakes/slack/blocks.ts";
import type { Sent } from "../fakes/slack/sender.ts";
import { stage } from "./stage.ts";

const shownIn = (sent: Sent): string => wordsOn(sent.shown.flatMap((shown) => shown.blocks));

function buttonIn({ shown }: Sent, label: string): FakeButton {
  const found = buttonsOn(shown.flatMap(({ blocks }) => blocks)).find(({ text }) => text.text === label);
  if (!found) throw new Error(`There is no button "${label}"`);
  return found;
}

describe("a slash command over HTTP", () => {
  it("is acknowledged with its answer, for the asker alone", async () => {
    const { slack } = await stage();
    const sent = await slack.command("next-session");
    expect(sent.status).toBe(200);
    const [answer, ...more] = sent.shown;
    expect(answer).toMatchObject({ by: "ack", toEveryone: false });
    expect(wordsOn(answer?.blocks ?? [])).toContain("Oct 12, 2023");
    expect(answer?.text).toContain("Oct 12, 2023");
    expect(more).toEqual([]);
    // Answering calls nothing of Slack's.
    expect(slack.calls.map(({ method }) => method)).toEqual(["auth.test"]);
  });

  it.each(["next-session 3", "deadlines", "status", "timeline", "positions", "care", "what-changed", "sources", "help subscribe", "about"])(
    "%s comes out as Slack takes it",
    async (line) => {
      const { slack } = await stage();
      const sent = await slack.command(line);
      expect(sent.refused).toEqual([]);
      expect(sent.shown).toHaveLength(1);
    },
  );

  it("opens help with buttons when nothing is asked, and says what to do in threads where it hears its name", async () => {
    const { slack } = await stage({ scopes: ["app_mentions:read"] });
    const sent = await slack.command("");
    expect(shownIn(sent)).toContain("next-session");
    expect(shownIn(sent)).toContain("@picketline next-session");
    const pressed = await slack.press(buttonIn(sent, "deadlines"));
    expect(pressed.status).toBe(200);
    expect(await pressed.next()).toMatchObject({ by: "response_url", toEveryone: false });
    expect(shownIn(pressed)).toContain("Oct");
  });

  it("takes a question, and tells a mistyped command from one", async () => {
    const { slack } = await stage();
    expect(shownIn(await slack.command("is the strike on nov 1 confirmed?"))).toContain("Nov 1, 2023");
    expect(shownIn(await slack.command("nextsession 2"))).toContain("next-session");
  });

  it("shows an answer to everyone when its asker wants that", async () => {
    const { slack } = await stage();
    const sent = await slack.command("positions wages");
    const shown = await slack.press(buttonIn(sent, "Show to everyone"));
    expect(await shown.next()).toMatchObject({ toEveryone: true });
    expect(shownIn(shown)).toContain("wages");
    expect(buttonsOn(shown.shown.flatMap((s) => s.blocks)).map((b) => b.text.text)).not.toContain("Show to everyone");
  });

  it("shows nothing to everyone that would be done a second time", async () => {
    const { slack, subscriptions } = await stage();
    const sent = await slack.command("subscribe");
    expect(buttonsOn(sent.shown.flatMap((s) => s.blocks)).map((b) => b.text.text)).not.toContain("Show to everyone");
    // Not by a button that somebody made up either.
    const forged = await slack.press({ action_id: "ask:0", value: JSON.stringify({ c: "subscriptions", s: 1 }) }, { channel: "C2" });
    expect(await forged.next()).toMatchObject({ toEveryone: true });
    const acting = await slack.press({ action_id: "ask:0", value: JSON.stringify({ c: "subscribe", s: 1 }) }, { channel: "C2" });
    expect(await acting.next()).toMatchObject({ toEveryone: false });
    expect(await subscriptions.list({ platform: "slack", workspace: "T1", conversation: "C2" })).toHaveLength(1);
  });

  it("answers a long timeline in parts, one press each, nothing cut", async () => {
    const { slack } = await stage({ now: "2023-11-20T19:00Z" });
    let sent = await slack.command("timeline");
    const parts = [shownIn(sent)];
    for (let presses = 0; buttonsOn(sent.shown.flatMap((s) => s.blocks)).some((b) => b.text.text === "Show more"); presses++) {
      expect(presses).toBeLessThan(20);
      sent = await slack.press(buttonIn(sent, "Show more"));
      await sent.next();
      parts.push(shownIn(sent));
    }
    expect(sent.refused).toEqual([]);
    expect(parts.length).toBeGreaterThan(1);
  });

  it("answers another workspace with a sentence, and never its own data", async () => {
    const { slack } = await stage();
    const sent = await slack.command("next-session", { team: "T2" });
    expect(sent.status).toBe(200);
    expect(shownIn(sent)).toContain("not set up in this workspace");
    const pressed = await slack.press({ action_id: "ask:0", value: JSON.stringify({ c: "next-session" }) }, { team: "T2" });
    await pressed.next();
    expect(shownIn(pressed)).toContain("not set up in this workspace");
  });

  it("acknowledges what takes long at once, and answers through the response_url", async () => {
    const { slack } = await stage({ tuning: { slowMs: 100 } });
    slack.faults.next("chat.postMessage", { kind: "slow" });
    const sent = await slack.command("subscribe");
    expect(sent.status).toBe(200);
    expect(sent.shown).toEqual([]);
    slack.faults.release();
    expect(await sent.next()).toMatchObject({ by: "response_url", toEveryone: false });
    expect(shownIn(sent)).toContain("Done");
    expect(slack.received()).toHaveLength(1);
  });

  it("tries the response_url once more where Slack did not take it", async () => {
    const { slack, errors } = await stage();
    slack.faults.next("response_url", { kind: "status", status: 500 });
    const sent = await slack.press({ action_id: "ask:0", value: JSON.stringify({ c: "about" }) });
    await sent.next();
    expect(errors).toEqual([]);
  });
});

describe("the language and zone of whoever asks", () => {
  it("are Slack's own where users:read is granted", async () => {
    const { slack, subscriptions } = await stage({
      scopes: ["users:read"],
      before: ({ state }) => state.users.set("U2", { locale: "es-ES", tz: "America/Chicago" }),
    });
    expect(shownIn(await slack.command("next-session", { user: "U2" }))).toContain("Sesión");
    await slack.command("next-session", { user: "U2" });
    expect(slack.calls.filter(({ method }) => method === "users.info")).toHaveLength(1);
    await slack.command("subscribe", { user: "U2" });
    const [subscription] = await subscriptions.list({ platform: "slack", workspace: "T1", conversation: "C1" });
    expect(subscription).toMatchObject({ lang: "es", rule: { zone: "America/Chicago" } });
  });

  it("are the dispute's where Slack does not say, or not in time", async () => {
    const { slack, subscriptions } = await stage({ scopes: ["users:read"] });
    slack.faults.next("users.info", { kind: "hang", applied: false });
    expect(shownIn(await slack.command("next-session"))).toContain("session");
    await slack.command("subscribe", { user: "U404" });
    const [subscription] = await subscriptions.list({ platform: "slack", workspace: "T1", conversation: "C1" });
    expect(subscription).toMatchObject({ lang: "en", rule: { zone: "America/Los_Angeles" } });
  });
});

describe("subscribing", () => {
  it("posts its confirmation as a reminder would be posted", async () => {
    const { slack } = await stage();
    await slack.command("subscribe");
    expect(slack.received()).toMatchObject([{ conversation: "C1", edits: [] }]);
    expect(slack.state.messages[0]?.unfurls).toBe(false);
  });

  it.each([
    ["C9", "/invite @picketline"],
    ["D9", "/invite @picketline"],
  ])("in %s, which the bot cannot see, says at once how to let it in", async (channel, words) => {
    const { slack, subscriptions } = await stage();
    const sent = await slack.command("subscribe", { channel });
    expect(shownIn(sent)).toContain(words);
    expect(await subscriptions.list({ platform: "slack", workspace: "T1", conversation: channel })).toEqual([]);
    slack.state.channels.set(channel, { id: channel, kind: "private", hasBot: true, archived: false });
    await slack.command("subscribe", { channel });
    expect(slack.received()).toMatchObject([{ conversation: channel }]);
  });

  it("says which scope is missing to post", async () => {
    const { slack } = await stage({ before: ({ state }) => state.scopes.delete("chat:write") });
    expect(shownIn(await slack.command("subscribe"))).toContain("chat:write");
  });
});
