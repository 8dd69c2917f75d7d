import { messageOf } from "../../src/core/errors.ts";
import { endsWithin, type Installation, workspaceOf } from "./installation.ts";
import type { Installed } from "./installed.ts";
import { codeOf } from "./outcomes.ts";
import type { Reach } from "./reach.ts";
import type { Rotation } from "./rotation.ts";
import type { Place, Standing, Workspaces } from "./workspaces.ts";

export interface ManyParts {
  installed: Installed;
  rotation: Rotation;
  reach: Reach;
  /** Asks Slack about a token. @throws the SDK's errors. */
  test(token: string): Promise<unknown>;
  /** What follows there is paused, until the app is installed again. */
  paused(teams: readonly string[], reason: string): Promise<void>;
  resumed(teams: readonly string[]): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
  log(message: string, details: object): void;
  /** Milliseconds between two looks for what another process changed; undefined where there is none. */
  refreshMs: number | undefined;
  /** Milliseconds between two looks for tokens that end, and for what could not be found out before. */
  dueMs?: number;
}

/** What Slack says of a token that is no more (docs.slack.dev/reference/methods/auth.test). */
const dead: ReadonlySet<string | undefined> = new Set(["account_inactive", "token_revoked", "invalid_auth"]);

/** The workspaces in which the app was installed by its link. What becomes of one touches no other. */
export function manyWorkspaces(parts: ManyParts): Workspaces {
  const { installed, rotation, reach, log, now } = parts;
  const looking = new Map<string, Promise<void>>();
  /** Places whose tokens are to be looked at again: Slack did not answer. */
  const suspects = new Set<string>();

  function at(place: Place): Standing {
    const installation = installed.at(place);
    if (installation) {
      if (!installation.teams.includes(place.team)) learn(installation, place.team);
      return { state: "ready", workspace: workspaceOf(installation, place.team) };
    }
    const reason = installed.unreadable(place);
    return reason === undefined ? { state: "absent" } : { state: "unreadable", reason };
  }

  function learn({ id }: Installation, team: string): void {
    installed
      .learn(id, team)
      .then(() => parts.resumed([team]))
      .catch((error: unknown) => log("A workspace could not be noted", { team, error: messageOf(error) }));
  }

  /** Whether it is gone at Slack; what cannot be found out now is looked at again. */
  function look(installation: Installation): Promise<void> {
    const { id } = installation;
    const work = looking.get(id) ?? lookAt(installation).finally(() => looking.delete(id));
    looking.set(id, work);
    return work;
  }

  async function lookAt(installation: Installation): Promise<void> {
    try {
      await parts.test(installation.token);
      suspects.delete(installation.id);
    } catch (error) {
      const code = codeOf(error);
      // One that is over and could not be renewed yet is not gone.
      const gone = code === "token_expired" ? rotation.refused(installation) : dead.has(code);
      if (gone) return remove(installation, code ?? "");
      suspects.add(installation.id);
    }
  }

  /** What follows there is paused first: should this end in between, it is looked at again, and nothing is sent meanwhile. */
  async function remove({ id, token, teams, name }: Installation, reason: string): Promise<void> {
    try {
      if (installed.byId(id)?.token !== token) return;
      const own = teams.filter((team) => installed.at({ team })?.id === id);
      await parts.paused(own, reason);
      // Whoever installed it anew meanwhile has another token.
      const left = await installed.change(id, (kept) => (kept?.token === token ? undefined : kept));
      suspects.delete(id);
      if (left) await parts.resumed(own);
      else log("Picketline was removed from a Slack workspace", { id, name, reason });
    } catch (error) {
      suspects.add(id);
      log("A removal from Slack could not be noted yet", { id, error: messageOf(error) });
    }
  }

  async function routine(): Promise<void> {
    await rotation.due();
    for (const id of suspects) {
      const installation = installed.byId(id);
      if (installation) await look(installation);
      else suspects.delete(id);
    }
  }

  const due = setInterval(() => void routine(), parts.dueMs ?? 60_000).unref();
  const refresh = parts.refreshMs === undefined ? undefined : setInterval(() => void installed.refresh(), parts.refreshMs).unref();

  return {
    at,
    async toSpeak(team) {
      if (!installed.at({ team })) await installed.refresh();
      const installation = installed.at({ team });
      if (!installation) return at({ team });
      const fresh = await rotation.fresh(installation);
      if (!endsWithin(fresh, 0, now())) return { state: "ready", workspace: workspaceOf(fresh, team) };
      void look(fresh);
      return { state: "waiting", reason: "its token has ended and could not be renewed" };
    },
    doubt(team, refused) {
      const installation = installed.at({ team });
      if (!refused) reach.doubt();
      else if (installation) void look(installation);
    },
    async lost(place) {
      const installation = installed.at(place);
      if (installation) await look(installation);
    },
    async access(org, teams, granted) {
      if (granted) return parts.resumed(teams);
      const own = teams.filter((team) => installed.at({ team })?.id === org);
      await parts.paused(own, "team_access_not_granted");
      await installed.change(org, (kept) => kept && { ...kept, teams: kept.teams.filter((team) => !own.includes(team)) });
    },
    problems: () => [installed.problem(), reach.problem()].flatMap((problem) => problem ?? []),
    stop() {
      clearInterval(due);
      clearInterval(refresh);
      reach.stop();
    },
  };
}
