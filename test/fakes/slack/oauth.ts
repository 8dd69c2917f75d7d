import { randomBytes } from "node:crypto";
import type { Answer, Params } from "./methods.ts";
import type { FakeState } from "./state.ts";

/** An organization and those of its workspaces that an app installed in it may use. */
export interface FakeOrg {
  id: string;
  name: string;
  teams: FakeState[];
}

/** A token and what it is good for. */
export interface Grant {
  token: string;
  where: FakeState | FakeOrg;
  refreshToken: string | undefined;
  /** Milliseconds since the epoch. */
  expiresAt: number | undefined;
  /** What Slack says of it instead of taking it. */
  error: string | undefined;
}

/** Who sits before the browser that the install page sends to Slack. */
export interface Visitor {
  where: FakeState | FakeOrg;
  allows: boolean;
  user?: string;
}

export interface FakeOAuth {
  app: { clientId: string; clientSecret: string; redirectUris: string[]; rotates: boolean };
  visitor: Visitor;
  grants: Grant[];
  /** The browser at `/oauth/v2/authorize`: where it is sent, or the words of Slack's own error page. */
  authorize(query: URLSearchParams): { location: string } | { refused: string };
  access(params: Params): Answer;
  grantOf(token: string): Grant | undefined;
  /** Every token for it is refused from now on. */
  end(where: FakeState | FakeOrg, error: "account_inactive" | "token_revoked"): void;
  /** As if it had been installed there. */
  give(where: FakeState | FakeOrg): Grant;
}

const codeMs = 10 * 60_000;
const tokenMs = 12 * 3_600_000;

const isOrg = (where: FakeState | FakeOrg): where is FakeOrg => "teams" in where;
export const teamsOf = (where: FakeState | FakeOrg): FakeState[] => (isOrg(where) ? where.teams : [where]);

/** OAuth v2 as Slack does it (docs.slack.dev/authentication/installing-with-oauth), with rotation (…/using-token-rotation). */
export function createOAuth(first: FakeState, now: () => number): FakeOAuth {
  const codes = new Map<string, { redirectUri: string; scopes: string[]; visitor: Visitor; at: number; used: boolean }>();
  const grants: Grant[] = [];
  const app = { clientId: "11.22", clientSecret: "fake-client-secret", redirectUris: [] as string[], rotates: false };

  function give(where: FakeState | FakeOrg): Grant {
    const token = `${app.rotates ? "xoxe." : ""}xoxb-fake-${randomBytes(9).toString("hex")}`;
    const rotation = app.rotates
      ? { refreshToken: `xoxe-1-${randomBytes(9).toString("hex")}`, expiresAt: now() + tokenMs }
      : { refreshToken: undefined, expiresAt: undefined };
    const grant: Grant = { token, where, error: undefined, ...rotation };
    grants.push(grant);
    return grant;
  }

  const tokens = ({ token, refreshToken, where }: Grant, scopes: readonly string[]): Answer => ({
    ...{ ok: true, access_token: token, token_type: "bot", scope: scopes.join(","), app_id: "A1" },
    ...(refreshToken && { refresh_token: refreshToken, expires_in: tokenMs / 1_000 }),
    bot_user_id: teamsOf(where)[0]?.bot.user,
    is_enterprise_install: isOrg(where),
    team: isOrg(where) ? null : { id: where.team, name: where.name },
    enterprise: isOrg(where) ? { id: where.id, name: where.name } : where.org === undefined ? null : { id: where.org, name: where.org },
  });

  function exchanged({ code, redirect_uri: uri }: Params): Answer {
    const kept = codes.get(code ?? "");
    if (!kept) return { ok: false, error: "invalid_code" };
    if (kept.used) return { ok: false, error: "code_already_used" };
    if (now() - kept.at > codeMs) return { ok: false, error: "invalid_code" };
    if (uri !== kept.redirectUri) return { ok: false, error: "bad_redirect_uri" };
    kept.used = true;
    for (const team of teamsOf(kept.visitor.where)) team.scopes = new Set(kept.scopes);
    return { ...tokens(give(kept.visitor.where), kept.scopes), authed_user: { id: kept.visitor.user ?? "U1" } };
  }

  function refreshed({ refresh_token: refreshToken }: Params): Answer {
    const before = grants.find((grant) => grant.refreshToken === refreshToken && refreshToken !== undefined);
    // A refresh token is good once; the access token lives on until its own end.
    if (!before || before.error !== undefined) return { ok: false, error: "invalid_refresh_token" };
    before.refreshToken = undefined;
    return tokens(give(before.where), [...(teamsOf(before.where)[0]?.scopes ?? [])]);
  }

  return {
    app,
    visitor: { where: first, allows: true },
    grants,
    give,
    authorize(query) {
      const [uri, scopes] = [query.get("redirect_uri") ?? "", (query.get("scope") ?? "").split(",").filter(Boolean)];
      if (query.get("client_id") !== app.clientId) return { refused: "Invalid client_id parameter" };
      if (!app.redirectUris.includes(uri)) return { refused: "redirect_uri did not match any configured URIs" };
      if (scopes.length === 0) return { refused: "Invalid permissions requested" };
      if (!query.get("state")) return { refused: "no state" };
      const back = new URL(uri);
      back.searchParams.set("state", query.get("state") ?? "");
      if (!this.visitor.allows) back.searchParams.set("error", "access_denied");
      else {
        const code = randomBytes(12).toString("hex");
        codes.set(code, { redirectUri: uri, scopes, visitor: { ...this.visitor }, at: now(), used: false });
        back.searchParams.set("code", code);
      }
      return { location: back.href };
    },
    access(params) {
      if (params.client_id !== app.clientId) return { ok: false, error: "invalid_client_id" };
      if (params.client_secret !== app.clientSecret) return { ok: false, error: "bad_client_secret" };
      return params.grant_type === "refresh_token" ? refreshed(params) : exchanged(params);
    },
    grantOf: (token) => grants.find((grant) => grant.token === token),
    end(where, error) {
      for (const grant of grants) if (grant.where === where) grant.error = error;
    },
  };
}
