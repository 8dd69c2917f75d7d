import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Installation } from "../adapters/slack/installation.ts";
import { sqlSecrets } from "../src/store/secrets.ts";
import type { Database } from "../src/store/sql.ts";
import { type FakeSlack, secretsKey, startFakeSlack } from "../test/fakes/slack/slack.ts";
import type { FakeState } from "../test/fakes/slack/state.ts";
import { closeServer, type Engine, engines } from "./reminders-database.ts";
import { type ServerProcess, startServer } from "./server-process.ts";
import { createLoad } from "./slack-load.ts";
import { quantile, spread, tail } from "./statistics.ts";
import type { Row, Suite } from "./suite.ts";

const workspaces = 1_000;
const conversations = 20;
/** Seconds before nine, when the reminder of the day before falls due. */
const lead = 20;
const from = `2023-10-11T08:59:${60 - lead}-07:00`;
const asking = { perSecond: 20, seconds: 40 };
const publicUrl = "https://picketline.example.org";

/** One reminder to everybody, in many workspaces at once, while people ask. */
export const slackManySuite: Suite = {
  name: `slack at large: ${workspaces} workspaces, ${conversations} conversations each`,
  async run() {
    try {
      const rows: Row[] = [];
      for (const engine of engines) rows.push(...(await on(engine)));
      return rows;
    } finally {
      await closeServer();
    }
  },
};

async function on(engine: Engine): Promise<Row[]> {
  const slack = await startFakeSlack({ rates: { channelBurst: 2, workspacePerMinute: 300 } });
  const { db, url = "", folder = await mkdtemp(join(tmpdir(), "picketline-bench-")) } = await engine.open();
  let program: ServerProcess | undefined;
  try {
    const states = Array.from({ length: workspaces }, (_, n) => added(slack, `T${1_000 + n}`));
    await prepared(db, slack, states);
    const env = { ...slack.manyEnv(publicUrl), SLACK_BOT_TOKEN: "", DATABASE_URL: url, REPLAY_FROM: from, REPLAY_SPEED: "1" };
    program = await startServer(folder, env);
    const rows = await measured(slack, states, program);
    return rows.map((row) => ({ ...row, name: `${engine.name}, ${row.name}` }));
  } finally {
    await program?.stop();
    await slack.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const conversationIn = (team: string, n: number): string => `${team}C${n + 1}`;

function added(slack: FakeSlack, team: string): FakeState {
  const state = slack.addWorkspace(team);
  for (let n = 0; n < conversations; n++) {
    const id = conversationIn(team, n);
    state.channels.set(id, { id, kind: "public", hasBot: false, archived: false });
  }
  return state;
}

/** A database in which the app is installed everywhere and everything is subscribed to. */
async function prepared(db: Database, slack: FakeSlack, states: readonly FakeState[]): Promise<void> {
  const secrets = sqlSecrets<Installation>(db, "slack-installations", secretsKey);
  for (const state of states) {
    const { team, name, bot, scopes } = state;
    const installation = { kind: "workspace", id: team, name, token: slack.oauth.give(state).token, teams: [team] } as const;
    const whole = { ...installation, botId: bot.id, botUserId: bot.user, botName: bot.name, scopes: [...scopes] };
    await secrets.change(team, () => whole);
  }
  await db.query("insert into rules (key, hour, zone) values ('usual@09:00[America/Los_Angeles]', '09:00', 'America/Los_Angeles')");
  await db.query(
    `insert into subscriptions (platform, workspace, conversation, dispute, kinds, units, lang, rule, created_by, created_at)
     select 'slack', t.team, t.team || 'C' || n, 'kaiser-2023', '{}', '{}', 'en', 'usual@09:00[America/Los_Angeles]', 'bench', '2023-10-10T12:00-07:00'::timestamptz
     from unnest($1::text[]) as t (team), generate_series(1, $2::int) n`,
    [states.map(({ team }) => team), conversations],
  );
  await db.query("analyze");
  await db.close();
}

async function measured(slack: FakeSlack, states: readonly FakeState[], program: ServerProcess): Promise<Row[]> {
  const load = createLoad(
    slack,
    states.map(({ team }) => team),
  );
  const rss: number[] = [];
  const before = (await program.residentMB()) ?? Number.NaN;
  const sampling = setInterval(() => void program.residentMB().then((mb) => mb !== undefined && rss.push(mb)), 500);
  const everyone = workspaces * conversations;
  const count = (): number => states.reduce((sum, { messages }) => sum + messages.length, 0);
  await waitFor(() => count() > 0, 60_000);
  const asked = load.at(program.url, asking.perSecond, asking.seconds);
  await waitFor(() => count() >= everyone, 600_000);
  const answers = await asked;
  await pause(5_000);
  clearInterval(sampling);
  load.close();
  if (count() !== everyone) throw new Error(`${count()} messages for ${everyone} conversations`);
  const after = (await program.residentMB()) ?? Number.NaN;
  const times = states.map(({ messages }) => messages.map(({ at }) => at).sort((a, b) => a - b));
  const start = Math.min(...times.flat());
  const seconds = (at: number | undefined): number => ((at ?? Number.NaN) - start) / 1_000;
  const all = seconds(Math.max(...times.flat()));
  return [
    { name: `all ${everyone} messages, one in each conversation`, unit: "s", figures: { all } },
    { name: "until a workspace has its first one", unit: "s", figures: spread(times.map((own) => seconds(own[0]))) },
    { name: "until a workspace has its last one", unit: "s", figures: spread(times.map((own) => seconds(own.at(-1)))) },
    {
      name: "most posts of one workspace in 5 s",
      unit: "x",
      figures: { most: Math.max(...times.map(busiest)) },
      aim: { figure: "most", below: 21 },
    },
    {
      name: "posts that Slack refused as too many",
      unit: "x",
      figures: { refused: slack.limited() },
      aim: { figure: "refused", below: 1 },
    },
    {
      name: `acknowledged meanwhile, ${asking.perSecond} a second`,
      unit: "ms",
      figures: { ...tail(answers), most: quantile(answers, 1) },
      aim: { figure: "most", below: 3_000 },
    },
    { name: "resident memory of the program", unit: "MB", figures: { before, most: Math.max(...rss), after } },
  ];
}

/** The most in any five seconds. */
function busiest(times: readonly number[]): number {
  return Math.max(...times.map((at, i) => times.slice(i).filter((other) => other < at + 5_000).length));
}

async function waitFor(done: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (!done()) {
    if (performance.now() > end) throw new Error("It took too long");
    await pause(50);
  }
}
