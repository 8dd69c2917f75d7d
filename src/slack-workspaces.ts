import type { RequestListener } from "node:http";
import { type ClientSettings, type Clients, createClient } from "../adapters/slack/client.ts";
import { createConnection } from "../adapters/slack/connection.ts";
import { installPages, installPath } from "../adapters/slack/install.ts";
import type { Installation } from "../adapters/slack/installation.ts";
import { createInstalled } from "../adapters/slack/installed.ts";
import { manyWorkspaces } from "../adapters/slack/many-workspaces.ts";
import { exchangeCode, renew } from "../adapters/slack/oauth-api.ts";
import { oneWorkspace } from "../adapters/slack/one-workspace.ts";
import { stopReasons } from "../adapters/slack/outcomes.ts";
import { createReach } from "../adapters/slack/reach.ts";
import { createRotation } from "../adapters/slack/rotation.ts";
import type { Workspaces } from "../adapters/slack/workspaces.ts";
import type { PlatformParts } from "./platforms.ts";
import type { SlackInstall } from "./slack-config.ts";
import { claim, giveBack } from "./store/claim.ts";
import { resumeWorkspaces } from "./store/resume.ts";
import { sqlSecrets } from "./store/secrets.ts";

export interface SlackWorkspaces {
  workspaces: Workspaces;
  /** Requests on the shared port. */
  pages: ReadonlyMap<string, RequestListener>;
  installUrl?: string;
}

export interface WorkspacesParts extends Pick<PlatformParts, "db" | "clock" | "subscriptions"> {
  settings: ClientSettings;
  clients: Clients;
  log(message: string, details: object): void;
  /** Milliseconds before what failed to connect is tried again. */
  againMs?: number;
  /** Milliseconds between two looks for what other processes changed, and for tokens that end. */
  refreshMs?: number;
  dueMs?: number;
}

type ByLink = Extract<SlackInstall, { by: "link" }>;

/** Milliseconds: a workspace installed or removed by one process is known to the others within so many. */
const refreshEvery = 2_000;

export const openWorkspaces = (install: SlackInstall, parts: WorkspacesParts): Promise<SlackWorkspaces> =>
  install.by === "token" ? byToken(install.botToken, parts) : byLink(install, parts);

async function byToken(token: string, { settings, log, againMs }: WorkspacesParts): Promise<SlackWorkspaces> {
  const client = createClient(token, settings);
  const connection = createConnection({ token, client, log, ...(againMs !== undefined && { againMs }) });
  await connection.check();
  return { workspaces: oneWorkspace(connection), pages: new Map() };
}

async function byLink(app: ByLink, parts: WorkspacesParts): Promise<SlackWorkspaces> {
  const { db, clock, subscriptions, settings, clients, log } = parts;
  const now = (): number => clock.real().epochMilliseconds;
  const client = createClient(undefined, settings);
  const installed = createInstalled(sqlSecrets<Installation>(db, "slack-installations", app.secretsKey), log);
  await installed.load();
  const rotation = createRotation({
    ...{ installed, now, log, renew: (refreshToken) => renew(client, app, refreshToken, now) },
    claim: (id, ms) => claim(db, "slack-renewing", id, ms, now()),
    giveBack: (id) => giveBack(db, "slack-renewing", id),
  });
  const resumed = async (teams: readonly string[]): Promise<void> => {
    const count = await resumeWorkspaces(db, "slack", teams, stopReasons);
    if (count > 0) log("Subscriptions of Slack workspaces go on", { teams, subscriptions: count });
  };
  const workspaces = manyWorkspaces({
    ...{ installed, rotation, resumed, now, log, test: (token: string) => clients(token).auth.test() },
    reach: createReach(client, log, parts.againMs),
    async paused(teams, reason) {
      for (const workspace of teams) await subscriptions.pause({ platform: "slack", workspace }, reason, clock.real());
    },
    refreshMs: parts.refreshMs ?? (db.engine === "embedded" ? undefined : refreshEvery),
    ...(parts.dueMs !== undefined && { dueMs: parts.dueMs }),
  });
  const pages = installPages({
    ...{ ...app, apiUrl: settings.apiUrl, now, log },
    useOnce: (nonce, ms) => claim(db, "slack-states", nonce, ms, now()),
    async install(code, redirectUri) {
      const granted = await exchangeCode(client, app, code, redirectUri, now);
      const bot = await clients(granted.token)
        .auth.test()
        .catch(() => undefined);
      const fresh = { ...granted, botId: bot?.bot_id ?? "", botName: bot?.user ?? "picketline" };
      const kept = await installed.change(granted.id, (before) => ({
        ...fresh,
        teams: granted.kind === "workspace" ? [granted.id] : (before?.teams ?? []),
      }));
      await resumed(kept?.teams ?? []);
      log("Picketline was installed in a Slack workspace", { id: granted.id, name: granted.name });
      return granted.name;
    },
  });
  return { workspaces, pages, installUrl: app.publicUrl + installPath };
}
