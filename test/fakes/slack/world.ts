import type { Answer, Params } from "./methods.ts";
import { createOAuth, type FakeOAuth, type FakeOrg, teamsOf } from "./oauth.ts";
import { createState, type FakeState } from "./state.ts";

/** Everything in Slack: the first workspace, whose token was set by hand, and those that the app is installed in by a link. */
export interface World {
  first: FakeState;
  states: readonly FakeState[];
  oauth: FakeOAuth;
  /** A further workspace, in which the app is not installed yet. */
  addWorkspace(team: string, org?: string): FakeState;
  addOrg(id: string, teams: readonly string[]): FakeOrg;
  /** The workspace that a call is about, by its token; Slack's error where there is none. */
  find(token: string, params: Params): FakeState | string;
  /** What `auth.test` says of an organization's token. */
  organization(token: string): object;
  revoke(token: string): Answer;
}

/** @param now milliseconds since the epoch, for what expires. */
export function createWorld(now: () => number): World {
  const first = createState();
  const states: FakeState[] = [first];
  const oauth = createOAuth(first, now);
  const addWorkspace = (team: string, org?: string): FakeState => {
    const added = createState(team, org);
    added.origin = first.origin;
    states.push(added);
    return added;
  };
  return {
    ...{ first, states, oauth, addWorkspace },
    addOrg: (id, teams) => ({ id, name: `Organization ${id}`, teams: teams.map((team) => addWorkspace(team, id)) }),
    find(token, params) {
      if (token === first.token) return first.tokenError ?? first;
      const grant = oauth.grantOf(token);
      if (!grant) return token ? "invalid_auth" : "not_authed";
      if (grant.error !== undefined) return grant.error;
      if (grant.expiresAt !== undefined && grant.expiresAt <= now()) return "token_expired";
      const about = [params.channel, params.user, params.user_id];
      const teams = teamsOf(grant.where);
      const named = teams.find(({ channels, users }) => about.some((id) => id && (channels.has(id) || users.has(id))));
      return named ?? teams[0] ?? "team_access_not_granted";
    },
    organization(token) {
      const { where } = oauth.grantOf(token) ?? { where: first };
      return "teams" in where ? { team_id: where.id, team: where.name, enterprise_id: where.id, is_enterprise_install: true } : {};
    },
    revoke(token) {
      const grant = oauth.grantOf(token);
      if (grant) grant.error = "token_revoked";
      else first.tokenError = "token_revoked";
      return { ok: true, revoked: true };
    },
  };
}
