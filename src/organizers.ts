import type { Role } from "./core/command.ts";
import type { Invocation } from "./core/invocation.ts";
import { type Platform, platforms } from "./core/ports.ts";
import type { KeptOrganizer } from "./disputes/drafts.ts";
import type { Person } from "./disputes/entered.ts";

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

/** What somebody may do, and whether also with what belongs to everyone. */
export interface Standing {
  role: Role;
  everyones: boolean;
}

/** Where whoever runs this program speaks: the terminal, and the console with its token. */
const ownPlatforms: ReadonlySet<Platform> = new Set(["terminal", "web"]);

/**
 * What the platform says of the caller, or more where the settings or an admin made them more. An admin of one workspace has no
 * say in what others read: everyone's disputes are for those whom the settings name, and for whom those add.
 */
export function standingOf({ caller, target }: Invocation, settings: readonly Organizer[], kept: readonly KeptOrganizer[] = []): Standing {
  const isCaller = (one: Person): boolean =>
    one.platform === target.platform && one.workspace === target.workspace && one.user === caller.id;
  if (settings.some(isCaller)) return { role: "admin", everyones: true };
  const added = kept.find(isCaller);
  const role = added && caller.role === "member" ? "organizer" : caller.role;
  return { role, everyones: added?.everyones === true || (role === "admin" && ownPlatforms.has(target.platform)) };
}
