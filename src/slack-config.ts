import { scopesFor } from "../adapters/slack/manifest.ts";
import { SetupError } from "./core/errors.ts";

export interface SlackConfig {
  install: SlackInstall;
  /** With it, Slack reaches Picketline over HTTP. */
  signingSecret: string | undefined;
  /** With it, Picketline reaches Slack: Socket Mode. */
  appToken: string | undefined;
  apiUrl: string | undefined;
}

/** One workspace, whose token was made by hand, or any number of them, by a link. */
export type SlackInstall =
  | { by: "token"; botToken: string }
  | {
      by: "link";
      clientId: string;
      clientSecret: string;
      stateSecret: string;
      /** 32 bytes as hex or base64: what installations are encrypted with. */
      secretsKey: string;
      /** Without a slash at its end. */
      publicUrl: string;
      /** What the app asks for. */
      scopes: readonly string[];
    };

/** The variables that it is read from, as they are once each by itself is right. */
export type SlackSettings = Partial<
  Record<
    | "SLACK_BOT_TOKEN"
    | "SLACK_SIGNING_SECRET"
    | "SLACK_APP_TOKEN"
    | "SLACK_API_URL"
    | "SLACK_CLIENT_ID"
    | "SLACK_CLIENT_SECRET"
    | "SLACK_STATE_SECRET"
    | "SLACK_FEATURES"
    | "SECRETS_KEY"
    | "PUBLIC_URL",
    string | undefined
  >
>;

/** @throws SetupError for half of it: one would wait for answers that cannot come. */
export function slackConfig(s: SlackSettings): SlackConfig | undefined {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl } = s;
  const install = installOf(s);
  if (!install) {
    const without = signingSecret !== undefined ? "SLACK_SIGNING_SECRET" : appToken !== undefined ? "SLACK_APP_TOKEN" : undefined;
    if (without)
      throw new SetupError(`${without} needs SLACK_BOT_TOKEN beside it, the bot's token, or SLACK_CLIENT_ID for many workspaces.`);
    return undefined;
  }
  const named = install.by === "token" ? "SLACK_BOT_TOKEN" : "SLACK_CLIENT_ID";
  if (signingSecret === undefined && appToken === undefined)
    throw new SetupError(`${named} needs SLACK_SIGNING_SECRET (Slack reaches Picketline) or SLACK_APP_TOKEN (Socket Mode) beside it.`);
  return { install, signingSecret, appToken, apiUrl };
}

function installOf(s: SlackSettings): SlackInstall | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = s;
  if (clientId === undefined) {
    const without = clientSecret !== undefined ? "SLACK_CLIENT_SECRET" : stateSecret !== undefined ? "SLACK_STATE_SECRET" : undefined;
    if (without) throw new SetupError(`${without} needs SLACK_CLIENT_ID beside it.`);
    return botToken === undefined ? undefined : { by: "token", botToken };
  }
  if (botToken !== undefined)
    throw new SetupError("SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: set one of them, not both.");
  const { SECRETS_KEY: secretsKey, PUBLIC_URL: publicUrl, SLACK_FEATURES: features = "" } = s;
  if (clientSecret === undefined || stateSecret === undefined || secretsKey === undefined || publicUrl === undefined) {
    const all = { SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret, SECRETS_KEY: secretsKey, PUBLIC_URL: publicUrl };
    const lacking = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [name] : []));
    throw new SetupError(`SLACK_CLIENT_ID needs ${lacking.join(", ")} beside it.`);
  }
  return {
    ...{ by: "link", clientId, clientSecret, stateSecret, secretsKey },
    publicUrl: publicUrl.replace(/\/+$/u, ""),
    scopes: scopesFor(features.split(/[\s,]+/u).filter(Boolean)),
  };
}
