import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { clientOptions, sdkLogger } from "../../adapters/slack/client.ts";
import { commands } from "../../commands/index.ts";
import type { Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { migrate } from "../../src/store/migrations.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { sqlSubscriptions } from "../../src/store/subscriptions.ts";
import { wordsOn } from "../fakes/slack/blocks.ts";
import { teamsOf } from "../fakes/slack/oauth.ts";
import type { FakeSlack } from "../fakes/slack/slack.ts";
import { freshMemory } from "../helpers/database.ts";
import { install } from "./browser.ts";
import { stage } from "./stage.ts";

let db: Database;
beforeAll(async () => {
  db = (await freshMemory()).db;
  await migrate(db, migrations);
});

/** Two workspaces of their own, two of one organization, and one where nothing is installed. Each follows in a zone that nobody else has. */
const zones: Record<string, string> = { T2: "Pacific/Chatham", T3: "Asia/Kathmandu", T5: "Australia/Eucla", T6: "America/St_Johns" };
const teams = [...Object.keys(zones), "T9"];
const orgOf = (team: string): string | undefined => (team === "T5" || team === "T6" ? "E1" : undefined);

const word = fc.oneof(
  fc.constantFrom(
    ...teams.flatMap((t) => [`${t}C1`, `<#${t}C2|other>`, `slack/${t}/${t}C1`, `workspace:${t}`, `team_id=${t}`, `conversation:${t}C1`]),
  ),
  fc.constantFrom("dispute:kaiser-2023", "all", "zone:UTC", "xoxb-1", "'; drop table keyv; --"),
  fc.string({ maxLength: 12 }),
);
const name = fc.constantFrom(...commands.map((c) => c.name), "nonsense");
const typed = fc.tuple(name, fc.array(word, { maxLength: 4 })).map(([command, words]) => ({ typed: [command, ...words].join(" ") }));
const pressed = fc
  .record({
    c: name,
    a: fc.dictionary(fc.constantFrom("dispute", "target", "workspace", "team", "conversation", "token", "__proto__"), word),
    s: fc.constantFrom(undefined, 1),
  })
  .map((v) => ({ pressed: JSON.stringify(v) }));
const spoken = fc.record({ spoken: word, foreign: fc.constantFrom(...teams) });
const posted = fc.record({ posted: fc.constantFrom(...teams), to: fc.constantFrom(...teams) });
const homed = fc.record({
  homed: fc.constantFrom("home:on:kaiser-2023", "home:zone:kaiser-2023", "home:lang", "home:off:kaiser-2023", "home:forget"),
  chosen: fc.constantFrom("es", "UTC", "T3C1"),
});
const act = fc.record({
  from: fc.constantFrom(...teams),
  claims: fc.constantFrom(undefined, "E9"),
  what: fc.oneof(typed, pressed, spoken, posted, homed),
});

/** Whose token it was, and whose the conversation or person is that it was used for. */
function crossings({ calls, oauth }: FakeSlack): string[] {
  return calls.flatMap(({ token, params, method }) => {
    const about = params.channel ?? params.user ?? params.user_id;
    const owner = /^(T\d)/.exec(about ?? "")?.[1];
    const grant = oauth.grantOf(token);
    const own = grant ? teamsOf(grant.where).map(({ team }) => team) : [];
    return owner === undefined || own.includes(owner) ? [] : [`${method} of ${about} by the token of ${own.join()}`];
  });
}

it("a workspace neither sees nor addresses another's conversations, subscriptions, or tokens, whatever is typed, pressed, said or posted", async () => {
  const subscriptions = sqlSubscriptions(db);
  const set = await stage({
    many: true,
    db,
    subscriptions,
    env: { SLACK_FEATURES: "mentions people look-back" },
    rates: { channelBurst: 1_000, workspacePerMinute: 1e6 },
  });
  const { slack, running } = set;
  const org = slack.addOrg("E1", ["T5", "T6"]);
  for (const where of [slack.addWorkspace("T2"), slack.addWorkspace("T3"), org]) await install(set, where);
  slack.addWorkspace("T9");
  const at = (team: string): Target => ({ platform: "slack", workspace: team, conversation: `${team}C1` });
  for (const [team, zone] of Object.entries(zones)) {
    const sent = await slack.command(`subscribe zone:${zone}`, { team, ...(orgOf(team) && { org: "E1" }) });
    expect(sent.shown).toHaveLength(1);
  }
  const followed = (team: string) => subscriptions.list(at(team));
  const tokens = slack.oauth.grants.map(({ token }) => token);
  const secretsOf = (team: string) => Object.entries(zones).flatMap(([other, zone]) => (other === team ? [] : [zone]));

  await fc.assert(
    fc.asyncProperty(act, async ({ from, claims, what }) => {
      const others = teams.filter((team) => team !== from && team in zones);
      const before = await Promise.all(others.map(followed));
      const org = claims ?? orgOf(from);
      const where = { team: from, ...(org !== undefined && { org }) };
      let seen = "";
      if ("posted" in what) {
        const target = { ...at(what.posted), conversation: `${what.to}C1` };
        await running.messenger.post({ key: "k", target, reply: reply(paragraph(text("hello"))) });
      } else if ("homed" in what) {
        await slack.event({ type: "app_home_opened", user: `${from}U1`, channel: `${from}D1`, tab: "home" }, where);
        await slack.act({ type: "static_select", action_id: what.homed, selected_option: { value: what.chosen } }, where);
      } else if ("spoken" in what) {
        const event = {
          type: "app_mention",
          channel: `${what.foreign}C1`,
          user: `${from}U1`,
          text: `<@${from}UBOT> ${what.spoken}`,
          ts: "1.2",
        };
        await slack.event(event, where);
      } else {
        const sent =
          "typed" in what ? await slack.command(what.typed, where) : await slack.press({ action_id: "ask:0", value: what.pressed }, where);
        if ("pressed" in what) await sent.next();
        seen = wordsOn(sent.shown.flatMap((s) => s.blocks)) + sent.shown.map((s) => s.text).join();
        expect(sent.refused).toEqual([]);
      }
      for (const secret of [...secretsOf(from), ...tokens]) expect(seen).not.toContain(secret);
      expect(await Promise.all(others.map(followed))).toEqual(before);
    }),
    { numRuns: 200 },
  );
  await running.stop();
  // Homes are those of the person who opened them, and are made with the own workspace's token.
  const homes = slack.calls.filter(({ method }) => method === "views.publish");
  expect(homes.length).toBeGreaterThan(0);
  expect(slack.received().filter((m) => m.workspace === "T9")).toEqual([]);
  // A post goes to the conversation that the caller, or Slack's own event, names; with the workspace's own token Slack refuses another's.
  expect(
    crossings(slack).filter((crossing) => !crossing.startsWith("chat.postMessage") && !crossing.startsWith("conversations.join")),
  ).toEqual([]);
});

it("is not held by `headers` in the SDK's options: set, the first workspace's token would go out for the others, which is why they never are", async () => {
  const { slack } = await stage();
  const { WebClient } = (await import("@slack/bolt")).webApi;
  const used = async (options: object) => {
    for (const token of ["xoxb-one", "xoxb-two"]) await new WebClient(token, options).auth.test().catch(() => undefined);
    return slack.calls.slice(-2).map(({ token }) => token);
  };
  const options = clientOptions({ apiUrl: slack.url, logger: sdkLogger(() => {}) });
  expect(await used({ ...options, headers: {} })).toEqual(["xoxb-one", "xoxb-one"]);
  expect(await used(options)).toEqual(["xoxb-one", "xoxb-two"]);
  expect(options).not.toHaveProperty("headers");
});
