import type { FakeBlock } from "./blocks.ts";
import { createFiles, type FakeFiles } from "./files.ts";
import { createTriggers, type Triggers } from "./triggers.ts";
import type { FakeModal, FakeView } from "./views.ts";

export interface FakeChannel {
  id: string;
  kind: "public" | "private" | "im";
  hasBot: boolean;
  archived: boolean;
}

export interface FakeMessage {
  ts: string;
  channel: string;
  text: string;
  blocks: FakeBlock[];
  under: string | undefined;
  metadata: { event_type: string; event_payload: Record<string, unknown> } | undefined;
  unfurls: boolean;
  /** Milliseconds since the epoch. */
  at: number;
  /** What it was changed to, in order. */
  edits: string[];
}

export interface FakeUser {
  locale: string;
  tz: string;
  isAdmin?: boolean;
}

export interface FakeHome {
  view: FakeView;
  /** How often it was published. */
  published: number;
}

/** One workspace, in memory. */
export interface FakeState {
  team: string;
  name: string;
  /** The organization it is a workspace of. */
  org: string | undefined;
  bot: { id: string; user: string; name: string };
  token: string;
  /** What Slack says of the token instead of taking it. */
  tokenError: string | undefined;
  scopes: Set<string>;
  channels: Map<string, FakeChannel>;
  users: Map<string, FakeUser>;
  messages: FakeMessage[];
  /** What one person alone was shown. */
  ephemeral: (Pick<FakeMessage, "text" | "blocks" | "channel"> & { user: string })[];
  files: FakeFiles;
  /** App Home by user. */
  homes: Map<string, FakeHome>;
  /** Modals that were opened, in order. */
  modals: FakeModal[];
  /** What was opened from a press or a shortcut, by trigger. */
  triggers: Triggers;
  /** Where it listens. */
  origin: string;
  nextTs(): string;
}

export const leastScopes = ["commands", "chat:write", "chat:write.public"];

/** @param team T1 has C1, C2, D1, U1 …; any other one's ids begin with its own, as in T2C1. */
export function createState(team = "T1", org?: string): FakeState {
  let count = 0;
  const own = team === "T1" ? "" : team;
  const channels: FakeChannel[] = [
    { id: `${own}C1`, kind: "public", hasBot: false, archived: false },
    { id: `${own}C2`, kind: "public", hasBot: false, archived: false },
    { id: `${own}C9`, kind: "private", hasBot: false, archived: false },
    { id: `${own}D1`, kind: "im", hasBot: true, archived: false },
    { id: `${own}D9`, kind: "im", hasBot: false, archived: false },
  ];
  return {
    ...{ team, name: `Workspace ${team}`, org },
    bot: { id: `${own}B1`, user: `${own}UBOT`, name: "picketline" },
    token: "xoxb-fake-0001-secretsecret",
    tokenError: undefined,
    scopes: new Set(leastScopes),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    users: new Map([[`${own}U1`, { locale: "en-US", tz: "America/New_York" }]]),
    messages: [],
    ephemeral: [],
    files: createFiles(),
    homes: new Map(),
    modals: [],
    triggers: createTriggers(),
    origin: "",
    nextTs: () => `${Math.floor(Date.now() / 1_000)}.${String(++count).padStart(6, "0")}`,
  };
}
