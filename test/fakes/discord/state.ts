import type { Content } from "./message-shape.ts";

export const channelType = { text: 0, dm: 1, announcement: 5, thread: 11, forum: 15 } as const;
export type ChannelKind = keyof typeof channelType;

const permissions = {
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
} as const;
export type Permission = keyof typeof permissions;

/** What the least invite gives. */
const least: readonly Permission[] = ["VIEW_CHANNEL", "SEND_MESSAGES", "SEND_MESSAGES_IN_THREADS", "READ_MESSAGE_HISTORY"];

export interface FakeMessage extends Content {
  id: string;
  channel: string;
  nonce: string | undefined;
  /** What it replies to. */
  under: string | undefined;
  /** Who was notified: `everyone`, roles and people by id. */
  pings: readonly string[];
  /** Milliseconds since the epoch. */
  at: number;
  /** What it was changed to, in order. */
  edits: string[];
  /** As it was posted. */
  first: Content["components"];
}

export interface FakeChannel {
  id: string;
  kind: ChannelKind;
  name: string;
  /** None: a direct message. */
  guild: string | undefined;
  parent: string | undefined;
  /** What the bot may do in it. */
  may: Set<Permission>;
  messages: FakeMessage[];
  /** Tags by id, and whether a post needs one: of a forum. */
  tags: Map<string, string>;
  tagRequired: boolean;
  /** The person of a direct message does not take any. */
  closed: boolean;
  /** Put away, and whether only moderators can bring it back: of a thread. */
  archived: boolean;
  locked: boolean;
  /** When its messages were published. */
  published: number[];
}

export interface FakeGuild {
  id: string;
  /** Role ids that anybody may mention; others need MENTION_EVERYONE. */
  mentionable: Set<string>;
}

export interface FakeState {
  application: string;
  bot: string;
  token: string;
  guilds: Map<string, FakeGuild>;
  channels: Map<string, FakeChannel>;
  /** In order, of all channels. */
  messages: FakeMessage[];
  commands: { name: string }[];
  /** New ones, since it began. */
  commandsCreated: number;
  /** Calls that left out `allowed_mentions`: any text could have notified people. */
  careless: string[];
  /** Milliseconds since the epoch. */
  now(): number;
  nextId(): string;
  addChannel(channel: Pick<FakeChannel, "id" | "kind"> & Partial<FakeChannel>): FakeChannel;
}

export function createState(now: () => number): FakeState {
  let serial = 0n;
  const state: FakeState = {
    ...{ application: "98", bot: "99", token: "made-up-token", now },
    guilds: new Map([["1", { id: "1", mentionable: new Set<string>() }]]),
    channels: new Map(),
    ...{ messages: [], commands: [], commandsCreated: 0, careless: [] },
    nextId: () => String((BigInt(now() - 1_420_070_400_000) << 22n) + (serial++ & 0x3fffffn)),
    addChannel(given) {
      const channel: FakeChannel = {
        ...{ name: `channel-${given.id}`, guild: given.kind === "dm" ? undefined : "1", parent: undefined, may: new Set(least) },
        ...{ messages: [], tags: new Map(), tagRequired: false, closed: false, archived: false, locked: false, published: [] },
        ...given,
      };
      state.channels.set(channel.id, channel);
      return channel;
    },
  };
  state.addChannel({ id: "11", kind: "text" });
  state.addChannel({ id: "12", kind: "text" });
  state.addChannel({ id: "15", kind: "announcement" });
  state.addChannel({ id: "16", kind: "forum" });
  state.addChannel({ id: "17", kind: "thread", parent: "11" });
  return state;
}

/** As an interaction brings it. */
export const bitsOf = (may: Iterable<Permission>): string => String([...may].reduce((bits, each) => bits | permissions[each], 0n));
