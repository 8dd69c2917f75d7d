/** A workspace in which the app is installed, and what the bot may do there. */
export interface Workspace {
  team: string;
  token: string;
  botId: string;
  botUserId: string;
  botName: string;
  scopes: ReadonlySet<string>;
}

/** Whether a workspace can be answered and posted to. */
export type Standing =
  | { state: "ready"; workspace: Workspace }
  /** Not yet, or not just now. */
  | { state: "waiting"; reason: string }
  /** The app is not installed there. */
  | { state: "absent" }
  /** What is kept of it cannot be read: never to be taken for "not installed". */
  | { state: "unreadable"; reason: string };

/** Where something came from. */
export interface Place {
  team: string;
  /** The organization through whose installation it came. */
  org?: string | undefined;
}

/** All workspaces that this Picketline serves. */
export interface Workspaces {
  /** By memory alone. */
  at(place: Place): Standing;
  /** Before Picketline speaks first: with a token that lasts, and what another process may have learnt. */
  toSpeak(team: string): Promise<Standing>;
  /** A call for this workspace went wrong; `refused`: Slack would take none of its token. */
  doubt(team: string, refused: boolean): void;
  /** Slack says that the app was removed there, or its token revoked: looks whether that is so. */
  lost(place: Place): Promise<void>;
  /** An organization's admin let the app into these of its workspaces, or took it out. */
  access(org: string, teams: readonly string[], granted: boolean): Promise<void>;
  problems(): string[];
  stop(): void;
}

/** Where Slack does not say which scopes were granted, posting will tell. */
export const mayPost = ({ scopes }: Workspace): boolean => scopes.size === 0 || scopes.has("chat:write");
