import type { Workspace } from "./workspaces.ts";

/** The app in one workspace, or in an organization with all of those of its workspaces that an admin chose. */
export interface Installation {
  kind: "workspace" | "organization";
  /** `T…` or `E…`, which Slack keeps apart. */
  id: string;
  name: string;
  token: string;
  botId: string;
  botUserId: string;
  botName: string;
  scopes: readonly string[];
  /** Absent where the token does not expire. */
  rotation?: Rotation;
  /** Of an organization: the workspaces that were heard from, so that they can be spoken to. Of a workspace: itself. */
  teams: readonly string[];
}

export interface Rotation {
  /** Good once. */
  refreshToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** One installed place as it is answered and posted to. */
export const workspaceOf = ({ token, botId, botUserId, botName, scopes }: Installation, team: string): Workspace => ({
  team,
  token,
  botId,
  botUserId,
  botName,
  scopes: new Set(scopes),
});

/** Whether the token ends within so many milliseconds. */
export const endsWithin = ({ rotation }: Installation, ms: number, now: number): boolean =>
  rotation !== undefined && rotation.expiresAt - now < ms;

/** Where installations are kept: `sqlSecrets` of src/store. */
export interface InstallationStore {
  all(): Promise<{ values: ReadonlyMap<string, Installation>; unreadable: ReadonlyMap<string, string> }>;
  version(): Promise<string>;
  change(id: string, to: (before: Installation | undefined) => Installation | undefined): Promise<Installation | undefined>;
}
