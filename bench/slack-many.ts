import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Installation } from "../adapters/slack/installation.ts";
import { sqlSecrets } from "../src/store/secrets.ts";
import type { Database } from "../src/store/sql.ts";
import { type FakeSlack, secretsKey, startFakeSlack } from "../test/fakes/slack/slack.ts";
import type { FakeState } from "../test/fakes/slack/state.ts";
import { freePort } from "../test/helpers/postgres.ts";
import { type Inspected, inspect, inspectedAt } from "./inspected.ts";
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
/** As many conversations again are reminded later: what the first time left behind would show. */
const hours = ["09:00", "09:02"] as const;
const ruleAt = (hour: string): string => `usual@${hour}[America/Los_Angeles]`;
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
  const port = await freePort();
  let program: ServerProcess | undefined;
  try {
    const states = Array.from({ length: workspaces }, (_, n) => added(slack, `T${1_000 + n}`));
    await prepared(db, slack, states);
    const env = { ...slack.manyEnv(publicUrl), SLACK_BOT_TOKEN: "", DATABASE_URL: url, REPLAY_FROM: from, REPLAY_SPEED: "1" };
    program = await startServer(folder, { ...env, ...inspectedAt(port) });
    const rows = await measured(slack, states, program, await inspect(port));
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
  for (let n = 0; n < conversations * hours.length; n++) {
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
  for (const [turn, hour] of hours.entries()) {
    await db.query("insert into rules (key, hour, zone) values ($1, $2, 'America/Los_Angeles')", [ruleAt(hour), hour]);
    await db.query(
      `insert into subscriptions (platform, workspace, conversation, dispute, kinds, units, lang, rule, created_by, created_at)
       select 'slack', t.team, t.team || 'C' || n, 'kaiser-2023', '{}', '{}', 'en', $4, 'bench', '2023-10-10T12:00-07:00'::timestamptz
       from unnest($1::text[]) as t (team), generate_series($2::int, $3::int) n`,
      [states.map(({ team }) => team), turn * conversations + 1, (turn + 1) * conversations, ruleAt(hour)],
    );
  }
  await db.query("analyze");
  await db.close();
}

async function measured(slack: FakeSlack, states: readonly FakeState[], program: ServerProcess, inspected: Inspected): Promise<Row[]> {
  const load = createLoad(
    slack,
    states.map(({ team }) => team),
  );
  const everyone = workspaces * conversations;
  const count = (): number => states.reduce((sum, { messages }) => sum + messages.length, 0);
  const resident = sampled(program);
  const held = [await inspected.liveMB()];
  await waitFor(() => count() > 0, 60_000);
  const asked = load.at(program.url, asking.perSecond, asking.seconds);
  await waitFor(() => count() >= everyone, 600_000);
  const answers = await asked;
  await pause(5_000);
  if (count() !== everyone) throw new Error(`${count()} messages for ${everyone} conversations`);
  const times = states.map(({ messages }) => messages.map(({ at }) => at).sort((a, b) => a - b));
  const once = resident.most();
  held.push(await inspected.liveMB());
  await waitFor(() => count() >= 2 * everyone, 600_000);
  await pause(5_000);
  held.push(await inspected.liveMB());
  inspected.close();
  load.close();
  return [...reached(times), refused(slack.limited()), acknowledged(answers), ...memory({ once, again: resident.stop() }, held)];
}

function reached(times: readonly number[][]): Row[] {
  const start = Math.min(...times.flat());
  const seconds = (at: number | undefined): number => ((at ?? Number.NaN) - start) / 1_000;
  const all = seconds(Math.max(...times.flat()));
  return [
    { name: `all ${times.flat().length} messages, one in each conversation`, unit: "s", figures: { all } },
    { name: "until a workspace has its first one", unit: "s", figures: spread(times.map((own) => seconds(own[0]))) },
    { name: "until a workspace has its last one", unit: "s", figures: spread(times.map((own) => seconds(own.at(-1)))) },
    {
      name: "most posts of one workspace in 5 s",
      unit: "x",
      figures: { most: Math.max(...times.map(busiest)) },
      aim: { figure: "most", below: 21 },
    },
  ];
}
const refused = (times: number): Row => ({
  name: "posts that Slack refused as too many",
  unit: "x",
  figures: { refused: times },
  aim: { figure: "refused", below: 1 },
});

const acknowledged = (answers: readonly number[]): Row => ({
  name: `acknowledged meanwhile, ${asking.perSecond} a second`,
  unit: "ms",
  figures: { ...tail(answers), most: quantile(answers, 1) },
  aim: { figure: "most", below: 3_000 },
});

/** @param held before, after the first reminder, and after the one to as many others. */
const memory = (resident: Record<"once" | "again", number>, [before = 0, once = 0, again = 0]: readonly number[]): Row[] => [
  { name: "most resident memory, the first time and again", unit: "MB", figures: resident },
  { name: "what is still held then, after a full collection", unit: "MB", figures: { before, once, again } },
  { name: "held again for once", unit: "x", figures: { ratio: again / once }, aim: { figure: "ratio", below: 1.1 } },
];

/** The most since it was last asked. */
function sampled(program: ServerProcess) {
  let most = 0;
  const sample = (mb = 0): void => {
    most = Math.max(most, mb);
  };
  const timer = setInterval(() => void program.residentMB().then(sample), 500);
  const taken = (): number => {
    const before = most;
    most = 0;
    return before;
  };
  return {
    most: taken,
    stop() {
      clearInterval(timer);
      return taken();
    },
  };
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
