import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, afterEach, expect } from "vitest";
import { createAnswering } from "../../src/answering.ts";
import { readConfig } from "../../src/config.ts";
import type { Clock } from "../../src/core/clock.ts";
import type { PreferenceStore, Subscriptions } from "../../src/core/ports.ts";
import type { Library } from "../../src/disputes/library.ts";
import type { RunningPlatform } from "../../src/platforms.ts";
import { type SlackTuning, startSlack } from "../../src/slack.ts";
import type { Database } from "../../src/store/sql.ts";
import {
  appToken,
  type FakeSettings,
  type FakeSlack,
  secretsKey,
  signingSecret,
  startFakeSlack,
  stateSecret,
} from "../fakes/slack/slack.ts";
import { folderWith, kaiser, loaded } from "../helpers/asking.ts";
import { memorySubscriptions } from "../helpers/memory-subscriptions.ts";
import type { Office } from "../helpers/organizing.ts";

export interface Stage {
  slack: FakeSlack;
  running: RunningPlatform;
  library: Library;
  subscriptions: Subscriptions;
  /** What was logged, as lines of JSON. */
  logged: string[];
  errors: unknown[];
  /** Where the program listens. */
  url: string;
}

export interface StageSettings extends FakeSettings {
  socket?: boolean;
  /** Installed by its link, in as many workspaces as there are. Needs `db`. */
  many?: boolean;
  scopes?: readonly string[];
  subscriptions?: Subscriptions;
  db?: Database;
  tuning?: SlackTuning;
  /** The moment that people live in. */
  now?: string;
  /** The same where it passes. */
  moment?(): string;
  preferences?: PreferenceStore;
  /** Where organizers enter what they know; its disputes are answered from. */
  office?: Pick<Office, "library" | "desk">;
  /** Before the program starts. */
  before?(slack: FakeSlack): void;
  env?: Record<string, string>;
}

const open: (() => Promise<void>)[] = [];
const allLogged: string[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

// Whatever a test did, and at every level: no token, secret or address that answers without one is in the log.
afterAll(() => {
  const log = allLogged.join("\n");
  for (const secret of [
    "xoxb-",
    "xapp-",
    appToken,
    signingSecret,
    "xoxe",
    secretsKey,
    stateSecret,
    "fake-client-secret",
    "Bearer ",
    "/respond/",
    "old-verification",
  ])
    expect(log).not.toContain(secret);
});

/** The wall clock for what Slack sees, a day of the strike for what people ask about. */
const clockAt = (now: () => string, real = Date.now): Clock => ({
  now: () => Temporal.Instant.from(now()),
  real: () => Temporal.Instant.fromEpochMilliseconds(real()),
  speed: 1,
});

let library: Promise<Library> | undefined;

/** The Slack platform as the program composes it, with everything else in memory, on a fake Slack. */
export async function stage({
  socket = false,
  many = false,
  scopes = [],
  before,
  env = {},
  tuning,
  now = "2023-10-11T19:00Z",
  ...settings
}: StageSettings = {}): Promise<Stage> {
  library ??= folderWith([kaiser]).then(loaded);
  const { office } = settings;
  const own = office?.library ?? (await library);
  const slack = await startFakeSlack(settings);
  open.push(() => slack.close());
  for (const scope of scopes) slack.state.scopes.add(scope);
  before?.(slack);
  const clock = clockAt(settings.moment ?? (() => now), settings.clock);
  let running: RunningPlatform | undefined;
  const url = await served(() => running?.paths);
  const slackEnv = { ...(socket ? slack.socketEnv : slack.env), ...(many && { ...slack.manyEnv(url), SLACK_BOT_TOKEN: "" }) };
  const { subscriptions = memorySubscriptions(), db } = settings;
  const [logged, errors]: [string[], unknown[]] = [[], []];
  const write = (line: string): void => {
    logged.push(line);
    allLogged.push(line);
  };
  const log = pino({ level: "trace", base: null }, { write });
  const { preferences = { get: async () => ({}), set: async () => {} } } = settings;
  const answering = createAnswering({
    ...{ library: own, clock, preferences, subscriptions, organizers: [] },
    ...(office && { desk: office.desk }),
    messengerOf: () => running?.messenger,
    log: (_, error) => void errors.push(error),
  });
  const parts = {
    ...{ config: readConfig({ ...slackEnv, ...env }), answering, clock, library: own },
    ...{ subscriptions, preferences, db: db ?? noDatabase, log },
    report: (error: unknown, where: string) => {
      log.error({ where, err: error }, "Unexpected error");
      return `R-${errors.push(error)}`;
    },
  };
  running = await startSlack(parts, tuning);
  if (!running) throw new Error("Slack did not start");
  open.push(running.stop);
  if (!socket) slack.connect(url);
  return { slack, running, library: own, subscriptions, logged, errors, url };
}

/** Answering must not need it. */
const noDatabase: Database = new Proxy({} as Database, {
  get: () => () => {
    throw new Error("The database was used");
  },
});

async function served(paths: () => RunningPlatform["paths"] | undefined): Promise<string> {
  const server = createServer((request, response) => {
    const own = paths()?.get(request.url?.split("?", 1)[0] ?? "");
    if (own) own(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
