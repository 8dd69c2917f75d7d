import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "../../src/store/migrations.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { wordsOn } from "../fakes/slack/blocks.ts";
import type { Sent } from "../fakes/slack/sender.ts";
import { freshMemory } from "../helpers/database.ts";
import { browser, install } from "./browser.ts";
import { type StageSettings, stage } from "./stage.ts";

let db: Database;
beforeAll(async () => {
  db = (await freshMemory()).db;
  await migrate(db, migrations);
});
beforeEach(async () => {
  await db.query("delete from keyv");
});

const many = (settings: StageSettings = {}) => stage({ many: true, db, ...settings });
const words = (sent: Sent): string => wordsOn(sent.shown.flatMap((s) => s.blocks));

describe("the install page", () => {
  it("says what Slack will ask for, and leads to the same Slack that is called", async () => {
    const { url, slack } = await many({ env: { SLACK_FEATURES: "mentions people" } });
    const by = browser();
    const page = await by.get(`${url}/slack/install`);
    expect(page.status).toBe(200);
    for (const scope of ["commands", "chat:write", "app_mentions:read", "users:read"]) expect(page.text).toContain(scope);
    const link = new URL(by.link(page));
    expect(link.href).toMatch(`${slack.url.replace("/api/", "")}/oauth/v2/authorize?`);
    expect(link.searchParams.get("scope")).toBe("commands,chat:write,chat:write.public,app_mentions:read,users:read");
    expect(link.searchParams.get("redirect_uri")).toBe(`${url}/slack/oauth_redirect`);
    expect(page.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax$/);
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  it("marks its cookie as secure behind https", async () => {
    const { url } = await many({ env: { PUBLIC_URL: "https://picketline.example.org/" } });
    const by = browser();
    const page = await by.get(`${url}/slack/install`);
    expect(page.headers.get("set-cookie")).toMatch(/; Secure$/);
    expect(new URL(by.link(page)).searchParams.get("redirect_uri")).toBe("https://picketline.example.org/slack/oauth_redirect");
  });

  it("is read, not posted to; and other paths are not its own", async () => {
    const { url, running } = await many();
    expect((await fetch(`${url}/slack/install`, { method: "POST" })).status).toBe(405);
    expect([...running.paths.keys()].sort()).toEqual(["/slack/events", "/slack/install", "/slack/oauth_redirect"]);
  });
});

describe("an installation", () => {
  it("answers and posts there from then on, with that workspace's token, also after a restart", async () => {
    const first = await many();
    const { slack } = first;
    const t2 = slack.addWorkspace("T2");
    expect(words(await slack.command("next-session", { team: "T2" }))).toContain(`installed here: ${first.url}/slack/install`);
    const done = await install(first, t2);
    expect(done).toMatchObject({ status: 200, text: expect.stringContaining("Workspace T2") });
    expect(words(await slack.command("next-session", { team: "T2" }))).toContain("bargaining session");
    await slack.command("subscribe", { team: "T2" });
    expect(t2.messages).toHaveLength(1);
    expect(slack.calls.at(-1)?.token).toBe(slack.oauth.grants[0]?.token);
    expect(words(await slack.command("next-session", { team: "T1" }))).toContain("not installed in this workspace");

    await first.running.stop();
    const again = await many();
    again.slack.addWorkspace("T2");
    expect(words(await again.slack.command("next-session", { team: "T2" }))).toContain("bargaining session");
  });

  it("keeps nothing that can be read in the database", async () => {
    const set = await many();
    await install(set, set.slack.addWorkspace("T2"));
    const rows = JSON.stringify(await db.query("select * from keyv"));
    expect(rows).toContain("slack-installations");
    for (const secret of ["xoxb", set.slack.oauth.grants[0]?.token ?? "none", "Workspace T2"]) expect(rows).not.toContain(secret);
  });

  it("that is denied gets a page in words, in the reader's language, and installs nothing", async () => {
    const set = await many();
    const { slack, url } = set;
    slack.oauth.visitor = { where: slack.addWorkspace("T2"), allows: false };
    for (const [language, title] of [
      ["en-US,en;q=0.9", "Nothing was installed"],
      ["es-MX,es;q=0.9,en;q=0.5", "No se instaló nada"],
    ] as const) {
      const by = browser(language);
      const back = await by.get(await by.decide(by.link(await by.get(`${url}/slack/install`))));
      expect(back.status).toBe(200);
      expect(back.text).toContain(title);
    }
    expect(slack.calls).toEqual([]);
    expect(await db.query("select 1 from keyv where namespace = 'slack-installations'")).toEqual([]);
  });

  it("is good once, in the browser that began it, for ten minutes", async () => {
    let now = Date.now();
    const { slack, url } = await many({ clock: () => now });
    slack.oauth.visitor = { where: slack.addWorkspace("T2"), allows: true };
    const refused = async (back: string, by = browser()) => {
      const page = await by.get(back);
      expect(page).toMatchObject({ status: 400, text: expect.stringContaining("cannot be used any more") });
    };
    const by = browser();
    const back = await by.decide(by.link(await by.get(`${url}/slack/install`)));
    await refused(back);
    await refused(back.replace(/state=\w/, "state=x"), by);
    await refused(`${url}/slack/oauth_redirect?code=1&state=${encodeURIComponent("1.2.3")}`, by);
    await refused(`${url}/slack/oauth_redirect`, by);
    const other = browser();
    await other.get(`${url}/slack/install`);
    await refused(back, other);
    expect((await by.get(back)).status).toBe(200);
    await refused(back, by);
    const late = await by.decide(by.link(await by.get(`${url}/slack/install`)));
    now += 10 * 60_000 + 1;
    await refused(late, by);
    expect(slack.calls.filter(({ method }) => method === "oauth.v2.access")).toHaveLength(1);
  });

  it("in two tabs of one browser succeeds in both", async () => {
    const { slack, url } = await many();
    slack.oauth.visitor = { where: slack.addWorkspace("T2"), allows: true };
    const by = browser();
    const [one, two] = [by.link(await by.get(`${url}/slack/install`)), by.link(await by.get(`${url}/slack/install`))];
    for (const link of [one, two]) expect((await by.get(await by.decide(link))).status).toBe(200);
  });

  it("that Slack refuses, or does not answer, says so; nothing of what came along is markup", async () => {
    const { slack, url, logged } = await many();
    slack.oauth.visitor = { where: slack.addWorkspace("T2"), allows: true };
    const by = browser();
    const back = async () => by.decide(by.link(await by.get(`${url}/slack/install`)));
    slack.faults.next("oauth.v2.access", { kind: "error", error: "bad_client_secret" });
    expect(await by.get(await back())).toMatchObject({ status: 400, text: expect.stringContaining("bad_client_secret") });
    slack.faults.next("oauth.v2.access", { kind: "lost", applied: false });
    expect(await by.get(await back())).toMatchObject({ status: 503, text: expect.stringContaining("Try again") });
    const hostile = (await back()).replace(/code=\w+/, `error=${encodeURIComponent("<script>alert(1)</script>")}`);
    expect((await by.get(hostile)).text).not.toContain("<script");
    expect(logged.join()).not.toContain("<script");
  });

  it("of an organization answers in all its workspaces, and posts in those it was heard from", async () => {
    const set = await many();
    const { slack, running } = set;
    const org = slack.addOrg("E1", ["T5", "T6"]);
    expect((await install(set, org)).text).toContain("Organization E1");
    for (const team of ["T5", "T6"]) {
      const sent = await slack.command("subscribe", { team, org: "E1" });
      expect(words(sent)).toContain("Done");
    }
    expect(org.teams.map(({ messages }) => messages.length)).toEqual([1, 1]);
    expect(await running.messenger.tell?.("T6", "T6U1", { blocks: [], text: "hello" })).toMatchObject({ outcome: "delivered" });
    // Its own installation counts before its organization's.
    await install(set, org.teams[0] ?? org);
    await slack.command("subscribe", { team: "T5" });
    expect(slack.calls.at(-1)?.token).toBe(slack.oauth.grants.at(-1)?.token);
    expect(slack.oauth.grants).toHaveLength(2);
  });

  it("works in Socket Mode too", async () => {
    const set = await many({ socket: true });
    const t2 = set.slack.addWorkspace("T2");
    await install(set, t2);
    expect(words(await set.slack.command("subscribe", { team: "T2" }))).toContain("Done");
    expect(t2.messages).toHaveLength(1);
  });
});

it("answers every workspace without a database", async () => {
  let gone = false;
  const breakable: Database = new Proxy(db, {
    get(of, name, receiver) {
      if (gone && name !== "engine") throw new Error("The database was used");
      return Reflect.get(of, name, receiver);
    },
  });
  const set = await many({ db: breakable, env: { SLACK_FEATURES: "people" } });
  const teams = Array.from({ length: 20 }, (_, n) => set.slack.addWorkspace(`T${n + 100}`));
  for (const where of teams) await install(set, where);
  gone = true;
  for (const { team } of teams) {
    expect(words(await set.slack.command("next-session", { team }))).toContain("bargaining session");
    const pressed = await set.slack.press({ action_id: "ask:0", value: JSON.stringify({ c: "deadlines" }) }, { team });
    expect((await pressed.next()).text).toContain("Dates ahead");
  }
  expect(words(await set.slack.command("next-session", { team: "T9" }))).toContain("not installed");
  expect(set.errors).toEqual([]);
});

describe("a wrong SECRETS_KEY", () => {
  it("is said to whoever asks and in readyz, and never taken for not installed", async () => {
    const first = await many();
    await install(first, first.slack.addWorkspace("T2"));
    await first.running.stop();
    const { running, slack, url, logged } = await many({ env: { SECRETS_KEY: "cd".repeat(32) } });
    const t2 = slack.addWorkspace("T2");
    expect(running.problems()).toEqual([expect.stringContaining("SECRETS_KEY is not the one it was written with")]);
    expect(words(await slack.command("next-session", { team: "T2" }))).toContain("put SECRETS_KEY right");
    expect(logged.join()).toContain("SECRETS_KEY");
    const target = { platform: "slack", workspace: "T2", conversation: "T2C1" } as const;
    const sent = await running.messenger.post({ key: "k", target, reply: { blocks: [], text: "hello" } });
    expect(sent).toMatchObject({ outcome: "retry", reason: expect.stringContaining("SECRETS_KEY") });
    // Nor is it written over.
    const page = await install({ slack, url }, t2);
    expect(page).toMatchObject({ status: 503, text: expect.stringContaining("SECRETS_KEY") });
  });
});
