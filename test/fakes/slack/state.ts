import type { FakeBlock } from "./blocks.ts";
import { createFiles, type FakeFiles } from "./files.ts";

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
}

/** One workspace, in memory. */
export interface FakeState {
  team: string;
  bot: { id: string; user: string; name: string };
  token: string;
  /** What Slack says of the token instead of taking it. */
  tokenError: string | undefined;
  scopes: Set<string>;
  channels: Map<string, FakeChannel>;
  users: Map<string, FakeUser>;
  messages: FakeMessage[];
  files: FakeFiles;
  /** Where it listens. */
  origin: string;
  nextTs(): string;
}

export const leastScopes = ["commands", "chat:write", "chat:write.public"];

export function createState(): FakeState {
  let count = 0;
  const channels: FakeChannel[] = [
    { id: "C1", kind: "public", hasBot: false, archived: false },
    { id: "C2", kind: "public", hasBot: false, archived: false },
    { id: "C9", kind: "private", hasBot: false, archived: false },
    { id: "D1", kind: "im", hasBot: true, archived: false },
    { id: "D9", kind: "im", hasBot: false, archived: false },
  ];
  return {
    team: "T1",
    bot: { id: "B1", user: "UBOT", name: "picketline" },
    token: "xoxb-fake-0001-secretsecret",
    tokenError: undefined,
    scopes: new Set(leastScopes),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    users: new Map([["U1", { locale: "en-US", tz: "America/New_York" }]]),
    messages: [],
    files: createFiles(),
    origin: "",
    nextTs: () => `${Math.floor(Date.now() / 1_000)}.${String(++count).padStart(6, "0")}`,
  };
}
