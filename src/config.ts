import { existsSync } from "node:fs";
import * as z from "zod";
import { SetupError } from "./core/errors.ts";
import { type Organizer, parseOrganizers } from "./organizers.ts";
import { type SlackConfig, slackConfig } from "./slack-config.ts";
import { parseWorkspaces, type Workspace } from "./workspaces.ts";

const optional = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const withDefault = (value: string) => z.preprocess((given) => (given === "" ? undefined : given), z.string().default(value));

const isMoment = (value: string): boolean => {
  try {
    return Boolean(Temporal.Instant.from(value));
  } catch {
    return false;
  }
};

const settings = z.object({
  DATA_DIR: withDefault(".data"),
  DATABASE_URL: optional(
    z.string().regex(/^postgres(ql)?:\/\//, "is the address of a PostgreSQL server, as in postgres://user:password@localhost/picketline"),
  ),
  DISPUTES_DIR: withDefault("data/disputes"),
  HOST: withDefault("127.0.0.1"),
  PORT: z.preprocess(
    (v) => (v === "" ? undefined : v),
    z.coerce
      .number("is a port number, as in 3000")
      .int("is a port number, as in 3000")
      .min(0, "is a port number, as in 3000")
      .max(65_535, "is a port number up to 65535")
      .default(3000),
  ),
  WEB_TOKEN: optional(z.string().min(16, "is a secret of 16 characters or more")),
  ORGANIZERS: optional(
    z
      .string()
      .refine(
        (v) => parseOrganizers(v) !== undefined,
        "is a list of people by platform, workspace and id, as in slack/T0123/U0456, discord/1122/3344",
      ),
  ),
  EMPLOYER_WORKSPACES: optional(
    z
      .string()
      .refine(
        (v) => parseWorkspaces(v) !== undefined,
        "is a list of workspaces and servers by platform and id, as in slack/T0123, discord/1122",
      ),
  ),
  RETENTION_DAYS: z.preprocess(
    (v) => (v === "" ? undefined : v),
    z.coerce
      .number("is a number of days, as in 90")
      .int("is a whole number of days, as in 90")
      .min(1, "is 1 or more days, as in 90")
      .max(3_650, "is at most 3650 days")
      .default(90),
  ),
  REPLAY_FROM: optional(z.string().refine(isMoment, "is a moment with an offset, as in 2023-10-08T18:00-07:00")),
  REPLAY_SPEED: optional(
    z.coerce
      .number("is how many seconds pass in one, as in 3600")
      .positive("is how many seconds pass in one, as in 3600")
      .max(1_000_000, "is at most 1000000"),
  ),
  DISCORD_TOKEN: optional(z.string().regex(/^\S{10,}$/, "is a bot's token, without spaces")),
  DISCORD_API_URL: optional(
    z.string().regex(/^https?:\/\/\S+[^/]$/, "is an address without a slash at its end, as in https://discord.com/api"),
  ),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/u, error: "is where others reach Picketline, as in https://picketline.example.org" })),
  SECRETS_KEY: optional(
    z
      .string()
      .regex(/^([0-9a-f]{64}|[\w+/-]{43}=?)$/iu, "is 32 bytes, as 64 hexadecimal digits or in base64; `openssl rand -base64 32` makes one"),
  ),
  SLACK_CLIENT_ID: optional(z.string().regex(/^[\w.-]+$/u, "is the client id of the app's Basic Information, as in 1234567890.1234567890")),
  SLACK_CLIENT_SECRET: optional(z.string().min(8, "is the client secret of the app's Basic Information")),
  SLACK_STATE_SECRET: optional(z.string().min(16, "is a secret of your own, of 16 characters or more")),
  SLACK_FEATURES: optional(z.string()),
  SLACK_BOT_TOKEN: optional(z.string().regex(/^xoxb-/, "is a bot's token, which begins with xoxb-")),
  SLACK_SIGNING_SECRET: optional(z.string().min(16, "is the signing secret of the app's Basic Information, 32 hexadecimal digits")),
  SLACK_APP_TOKEN: optional(z.string().regex(/^xapp-/, "is an app-level token, which begins with xapp-")),
  SLACK_API_URL: optional(z.url({ protocol: /^https?$/u, error: "is an address such as https://slack-gov.com/api/" })),
  LOG_LEVEL: optional(
    z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], "is one of trace, debug, info, warn, error, fatal, silent"),
  ),
});

export interface Config {
  dataDir: string;
  databaseUrl: string | undefined;
  disputesDir: string;
  host: string;
  port: number;
  webToken: string | undefined;
  /** Who keeps the facts: may do what organizers may, and is asked when facts go stale. */
  organizers: readonly Organizer[];
  /** Workspaces in which the employer may read. */
  employerWorkspaces: readonly Workspace[];
  /** Days that what was delivered is kept after it is over. */
  retentionDays: number;
  replay: { from: Temporal.Instant; speed: number } | undefined;
  /** Without a token, no Discord. */
  discord: { token: string | undefined; apiUrl: string | undefined };
  logLevel: string;
  /** Undefined where Slack is not set up. */
  slack?: SlackConfig | undefined;
}

/** Reads the settings. @throws SetupError that names each wrong variable and says what it should be. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = settings.safeParse(env);
  if (!parsed.success) {
    throw new SetupError(
      parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}${given(String(path[0]), env)}.`).join("\n"),
    );
  }
  const s = parsed.data;
  if (s.REPLAY_SPEED !== undefined && s.REPLAY_FROM === undefined)
    throw new SetupError("REPLAY_SPEED needs REPLAY_FROM beside it, as in REPLAY_FROM=2023-10-08T18:00-07:00.");
  return {
    dataDir: s.DATA_DIR,
    databaseUrl: s.DATABASE_URL,
    disputesDir: s.DISPUTES_DIR,
    host: s.HOST,
    port: s.PORT,
    webToken: s.WEB_TOKEN,
    organizers: parseOrganizers(s.ORGANIZERS ?? "") ?? [],
    employerWorkspaces: parseWorkspaces(s.EMPLOYER_WORKSPACES ?? "") ?? [],
    retentionDays: s.RETENTION_DAYS,
    replay: s.REPLAY_FROM === undefined ? undefined : { from: Temporal.Instant.from(s.REPLAY_FROM), speed: s.REPLAY_SPEED ?? 1 },
    discord: { token: s.DISCORD_TOKEN, apiUrl: s.DISCORD_API_URL },
    logLevel: s.LOG_LEVEL ?? "info",
    slack: slackConfig(s),
  };
}

const secrets: ReadonlySet<string> = new Set([
  ...["WEB_TOKEN", "DATABASE_URL", "DISCORD_TOKEN"],
  ...["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET", "SECRETS_KEY"],
]);

const given = (name: string, env: NodeJS.ProcessEnv): string => (secrets.has(name) ? "" : `; it is now "${env[name] ?? ""}"`);

/** What stands in `.env` counts where the environment itself says nothing. */
export function loadEnvFile(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}
