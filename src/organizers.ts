import type { Role } from "./core/command.ts";
import type { Invocation } from "./core/invocation.ts";
import { type Platform, platforms } from "./core/ports.ts";

/** Somebody who keeps the facts: a platform's own ids, no name. */
export interface Organizer {
  platform: Platform;
  workspace: string;
  user: string;
}

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

/** What the platform says of the caller, or more where the settings name them in that workspace. */
export function roleOf({ caller, target }: Invocation, organizers: readonly Organizer[]): Role {
  const named = organizers.some((o) => o.platform === target.platform && o.workspace === target.workspace && o.user === caller.id);
  return named ? "admin" : caller.role;
}
