import { expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { SetupError } from "../src/core/errors.ts";

test("nothing set: what the README promises", () => {
  expect(readConfig({})).toMatchObject({
    dataDir: ".data",
    databaseUrl: undefined,
    disputesDir: "data/disputes",
    host: "127.0.0.1",
    port: 3000,
    webToken: undefined,
    replay: undefined,
    logLevel: "info",
  });
});

test("an empty value is none: `.env.example` can be copied as it stands", () => {
  const names = [
    "DATA_DIR",
    "DATABASE_URL",
    "DISPUTES_DIR",
    "HOST",
    "PORT",
    "WEB_TOKEN",
    "EMPLOYER_WORKSPACES",
    "REPLAY_FROM",
    "REPLAY_SPEED",
    "LOG_LEVEL",
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_APP_TOKEN",
    "SLACK_API_URL",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_STATE_SECRET",
    "SLACK_FEATURES",
    "SECRETS_KEY",
    "PUBLIC_URL",
  ];
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(readConfig({}));
});

test("a replay has its start and its speed, one second a second if unsaid", () => {
  const from = Temporal.Instant.from("2023-10-06T16:00Z");
  expect(readConfig({ REPLAY_FROM: "2023-10-06T09:00-07:00" }).replay).toEqual({ from, speed: 1 });
  expect(readConfig({ REPLAY_FROM: "2023-10-06T09:00-07:00", REPLAY_SPEED: "3600" }).replay).toEqual({ from, speed: 3600 });
});

const many = {
  SLACK_CLIENT_ID: "1.2",
  SLACK_CLIENT_SECRET: "01234567",
  SLACK_STATE_SECRET: "0123456789abcdef",
  SLACK_SIGNING_SECRET: "0123456789abcdef",
  SECRETS_KEY: "0f".repeat(32),
  PUBLIC_URL: "https://picketline.example.org/",
};

test("Slack for many workspaces has its secrets, where it is reached and what it asks for", () => {
  expect(readConfig({ ...many, SLACK_FEATURES: "mentions, people" }).slack?.install).toMatchObject({
    ...{ by: "link", clientId: "1.2", publicUrl: "https://picketline.example.org" },
    scopes: ["commands", "chat:write", "chat:write.public", "app_mentions:read", "users:read"],
  });
});

test.each<[Record<string, string>, RegExp]>([
  [{ PORT: "http" }, /^PORT is a port number, as in 3000; it is now "http"\.$/],
  [{ PORT: "70000" }, /^PORT is a port number up to 65535; it is now "70000"\.$/],
  [{ PORT: "-1" }, /^PORT is a port number/],
  [{ PORT: "3000.5" }, /^PORT is a port number/],
  [{ DATABASE_URL: "mysql://x" }, /^DATABASE_URL is the address of a PostgreSQL server, as in postgres:/],
  [{ WEB_TOKEN: "short" }, /^WEB_TOKEN is a secret of 16 characters or more/],
  [{ REPLAY_FROM: "2023-10-06" }, /^REPLAY_FROM is a moment with an offset, as in 2023-10-08T18:00-07:00/],
  [{ REPLAY_FROM: "2023-10-06T09:00Z", REPLAY_SPEED: "0" }, /^REPLAY_SPEED is how many seconds pass in one/],
  [{ REPLAY_FROM: "2023-10-06T09:00Z", REPLAY_SPEED: "fast" }, /^REPLAY_SPEED is how many seconds pass in one/],
  [{ REPLAY_FROM: "2023-10-06T09:00Z", REPLAY_SPEED: "1e9" }, /^REPLAY_SPEED is at most 1000000/],
  [{ SLACK_BOT_TOKEN: "xoxp-secret" }, /^SLACK_BOT_TOKEN is a bot's token, which begins with xoxb-\.$/],
  [{ SLACK_BOT_TOKEN: "xoxb-secret" }, /^SLACK_BOT_TOKEN needs SLACK_SIGNING_SECRET .* or SLACK_APP_TOKEN .* beside it\.$/],
  [{ SLACK_APP_TOKEN: "xapp-secret" }, /^SLACK_APP_TOKEN needs SLACK_BOT_TOKEN beside it/],
  [{ SLACK_SIGNING_SECRET: "0123456789abcdef" }, /^SLACK_SIGNING_SECRET needs SLACK_BOT_TOKEN beside it/],
  [{ SLACK_SIGNING_SECRET: "short-secret" }, /^SLACK_SIGNING_SECRET is the signing secret .*digits\.$/],
  [{ SLACK_APP_TOKEN: "xoxb-secret" }, /^SLACK_APP_TOKEN is an app-level token, which begins with xapp-\.$/],
  [{ SLACK_API_URL: "slack.com" }, /^SLACK_API_URL is an address such as/],
  [{ SLACK_CLIENT_SECRET: "01234567" }, /^SLACK_CLIENT_SECRET needs SLACK_CLIENT_ID beside it/],
  [{ SLACK_CLIENT_ID: "1.2" }, /^SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, SECRETS_KEY, PUBLIC_URL beside it\.$/],
  [{ ...many, SLACK_SIGNING_SECRET: "" }, /^SLACK_CLIENT_ID needs SLACK_SIGNING_SECRET .* or SLACK_APP_TOKEN .* beside it\.$/],
  [
    { ...many, SLACK_BOT_TOKEN: "xoxb-1" },
    /^SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: set one of them, not both\.$/,
  ],
  [{ ...many, SLACK_FEATURES: "mentions telepathy" }, /^SLACK_FEATURES: there is no feature "telepathy"/],
  [{ ...many, SECRETS_KEY: "short-key" }, /^SECRETS_KEY is 32 bytes, .* makes one\.$/],
  [{ ...many, PUBLIC_URL: "example.org" }, /^PUBLIC_URL is where others reach Picketline/],
  [{ REPLAY_SPEED: "60" }, /^REPLAY_SPEED needs REPLAY_FROM beside it/],
  ...["slack", "slack/", "web/local", "teams/1", "slack/T1/U1", "T0123"].map((wrong): [Record<string, string>, RegExp] => [
    { EMPLOYER_WORKSPACES: wrong },
    /^EMPLOYER_WORKSPACES is a list of workspaces and servers by platform and id, as in slack\/T0123, discord\/1122; it is now "/,
  ]),
  [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL is one of trace, debug, info/],
])("%j: the variable and what it should be", (env, message) => {
  expect(() => readConfig(env)).toThrow(SetupError);
  expect(() => readConfig(env)).toThrow(message);
});

test("the employer's workspaces are platform and id, however many", () => {
  expect(readConfig({ EMPLOYER_WORKSPACES: " slack/T0123,discord/1122 slack/E9 " }).employerWorkspaces).toEqual([
    { platform: "slack", workspace: "T0123" },
    { platform: "discord", workspace: "1122" },
    { platform: "slack", workspace: "E9" },
  ]);
  expect(readConfig({}).employerWorkspaces).toEqual([]);
});

test("a secret that is wrong is not printed", () => {
  for (const env of [{ WEB_TOKEN: "hunter2" }, { DATABASE_URL: "postgresq://me:hunter2@db/x" }]) {
    expect(() => readConfig(env)).toThrow(expect.objectContaining({ message: expect.not.stringContaining("hunter2") }));
  }
});

test("each wrong setting has its line", () => {
  expect(() => readConfig({ PORT: "x", LOG_LEVEL: "x" })).toThrow(/^PORT .*\nLOG_LEVEL .*$/);
});
