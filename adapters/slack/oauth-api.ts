import type { webApi } from "@slack/bolt";
import type { Installation, Rotation } from "./installation.ts";

/** The app at Slack, by its Basic Information. */
export interface OAuthApp {
  clientId: string;
  clientSecret: string;
}

/** What Slack grants for a code, or for a refresh token. */
export type Granted = Pick<Installation, "kind" | "id" | "name" | "token" | "botUserId" | "scopes"> & { rotation?: Rotation };

type Response = webApi.OauthV2AccessResponse;

/** @param client without a token. @throws the SDK's errors, and where the answer lacks what it must have. */
export async function exchangeCode(
  client: webApi.WebClient,
  app: OAuthApp,
  code: string,
  redirectUri: string,
  now: () => number,
): Promise<Granted> {
  return granted(await client.oauth.v2.access({ ...named(app), code, redirect_uri: redirectUri }), now());
}

/** The refresh token is good once: whoever gets an answer must keep it. */
export async function renew(client: webApi.WebClient, app: OAuthApp, refreshToken: string, now: () => number): Promise<Granted> {
  return granted(await client.oauth.v2.access({ ...named(app), grant_type: "refresh_token", refresh_token: refreshToken }), now());
}

const named = ({ clientId, clientSecret }: OAuthApp) => ({ client_id: clientId, client_secret: clientSecret });

function granted(response: Response, now: number): Granted {
  const { access_token: token, bot_user_id: botUserId, is_enterprise_install: isOrg = false, team, enterprise, scope = "" } = response;
  const where = isOrg ? enterprise : team;
  if (!token || !botUserId || !where?.id) throw new Error("Slack granted no bot's token");
  const { refresh_token: refreshToken, expires_in: seconds } = response;
  return {
    ...{ kind: isOrg ? "organization" : "workspace", id: where.id, name: where.name ?? where.id, token, botUserId },
    scopes: scope.split(",").filter(Boolean),
    ...(refreshToken && seconds && { rotation: { refreshToken, expiresAt: now + seconds * 1_000 } }),
  };
}
