import type { Role } from "./core/command.ts";
import type { Invocation } from "./core/invocation.ts";
import { type Platform, platforms } from "./core/ports.ts";
import type { KeptOrganizer } from "./disputes/drafts.ts";
import type { Person } from "./disputes/entered.ts";
import type { Workspace } from "./disputes/owner.ts";

/** Somebody whom the settings name. */
export type Organizer = Person;

/** `slack/T0123/U0456, discord/1122/3344`; undefined where one of them is not of that form. */
export function parseOrganizers(setting: string): Organizer[] | undefined {
  const parsed = setting
    .split(/[\s,]+/u)
    .filter(Boolean)
    .map((each) => {
      const [platform, workspace, user, ...more] = each.split("/");
      const known = platforms.find((p) => p === platform);
      return known && workspace && user && more.length === 0 ? { platform: known, workspace, user } : undefined;
    });
  return parsed.every((each) => each !== undefined) ? parsed : undefined;
}

/** What somebody may do, where, and whether also with what belongs to everyone. */
export interface Standing {
  role: Role;
  everyones: boolean;
  /** The workspaces for which they speak here: the one they write in, and in a direct message on Discord those that made them organizers. */
  homes: readonly Workspace[];
}

/** Where whoever runs this program speaks: the terminal, and the console with its token. */
const ownPlatforms: ReadonlySet<Platform> = new Set(["terminal", "web"]);

/**
 * What the platform says of the caller, or more where the settings or an admin made them more. An admin of one workspace has no
 * say in what others read: everyone's disputes are for those whom the settings name, and for whom those add.
 */
export function standingOf({ caller, target }: Invocation, settings: readonly Organizer[], kept: readonly KeptOrganizer[] = []): Standing {
  const { platform, workspace } = target;
  const me: Person = { platform, workspace, user: caller.id };
  const named = settings.filter((one) => isSame(one, me));
  const added = kept.filter((one) => isSame(one, me));
  const homes = [{ platform, workspace }, ...[...named, ...added].filter((one) => one.workspace !== workspace)];
  if (named.length > 0) return { role: "admin", everyones: true, homes };
  const role = added.length > 0 && caller.role === "member" ? "organizer" : caller.role;
  return { role, everyones: added.some((one) => one.everyones) || (role === "admin" && ownPlatforms.has(platform)), homes };
}

/** A person on Discord has one id in all servers and in direct messages; of the latter each is a workspace of its own. */
const isSame = (one: Person, me: Person): boolean =>
  one.platform === me.platform && one.user === me.user && (one.workspace === me.workspace || isOwnMessages(me));

const isOwnMessages = ({ platform, workspace, user }: Person): boolean => platform === "discord" && workspace === `dm:${user}`;
