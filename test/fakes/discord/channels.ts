import * as z from "zod";
import { checked, Refused } from "./refusal.ts";
import { channelType, type FakeChannel, type FakeMessage, type FakeState, type Permission } from "./state.ts";

/** A channel that the bot can see. @throws Refused */
export function visible({ channels }: FakeState, id: string): FakeChannel {
  const channel = channels.get(id);
  if (!channel) throw new Refused("unknownChannel");
  if (!channel.may.has("VIEW_CHANNEL")) throw new Refused("missingAccess");
  return channel;
}

export function needs({ may, kind }: FakeChannel, permission: Permission): void {
  if (kind !== "dm" && !may.has(permission)) throw new Refused("missingPermissions");
}

/** Where a message may be sent to. @throws Refused */
export function postable(state: FakeState, id: string): FakeChannel {
  const channel = visible(state, id);
  if (channel.kind === "forum") throw new Refused("nonText");
  if (channel.closed) throw new Refused("closedToUs");
  needs(channel, channel.kind === "thread" ? "SEND_MESSAGES_IN_THREADS" : "SEND_MESSAGES");
  if (channel.locked) throw new Refused("locked");
  // A message brings a thread back (docs, topics/threads).
  channel.archived = false;
  return channel;
}

export const shownChannel = ({ id, kind, guild, name, parent, messages, tags }: FakeChannel) => ({
  ...{ id, type: channelType[kind], name, last_message_id: messages.at(-1)?.id ?? null },
  ...(guild !== undefined && { guild_id: guild, permission_overwrites: [] }),
  ...(parent !== undefined && { parent_id: parent }),
  ...(kind === "forum" && { available_tags: [...tags].map(([tag, of]) => ({ id: tag, name: of, moderated: false })) }),
});

export const shownMessage = ({ application, bot }: FakeState, message: FakeMessage) => ({
  ...{ id: message.id, channel_id: message.channel, type: message.under === undefined ? 0 : 19 },
  author: { id: bot, username: "picketline", discriminator: "0", avatar: null, bot: true },
  ...{ content: message.content, embeds: message.embeds, components: message.components, flags: message.flags },
  ...{ timestamp: new Date(message.at).toISOString(), attachments: [], mentions: [], mention_roles: [], pinned: false, tts: false },
  ...{ edited_timestamp: message.edits.length > 0 ? new Date(message.at).toISOString() : null, mention_everyone: false },
  application_id: application,
  ...(message.under !== undefined && { message_reference: { message_id: message.under, channel_id: message.channel } }),
});

export function messageIn(channel: FakeChannel, id: string): FakeMessage {
  const message = channel.messages.find((m) => m.id === id);
  if (!message) throw new Refused("unknownMessage");
  return message;
}

const page = z.strictObject({
  after: z.string().regex(/^\d+$/).optional(),
  before: z.string().regex(/^\d+$/).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Newest first; those right after `after`, not the newest of all. Who may not read the history is told of none (docs, resources/message). */
export function history(state: FakeState, id: string, query: URLSearchParams): object[] {
  const channel = visible(state, id);
  const { after, before, limit } = checked(page, Object.fromEntries(query));
  if (channel.kind === "forum") throw new Refused("nonText");
  if (channel.kind !== "dm" && !channel.may.has("READ_MESSAGE_HISTORY")) return [];
  const { messages } = channel;
  const found =
    after !== undefined
      ? messages.filter((m) => BigInt(m.id) > BigInt(after)).slice(0, limit)
      : messages.filter((m) => before === undefined || BigInt(m.id) < BigInt(before)).slice(-limit);
  return found.reverse().map((m) => shownMessage(state, m));
}

export function activeThreads(state: FakeState, guild: string): object {
  const threads = [...state.channels.values()].filter((c) => c.kind === "thread" && c.guild === guild && !c.archived);
  return { threads: threads.filter((c) => c.may.has("VIEW_CHANNEL")).map(shownChannel), members: [], has_more: false };
}

export function changeChannel(state: FakeState, id: string, given: unknown): FakeChannel {
  const channel = visible(state, id);
  const { archived } = checked(z.strictObject({ archived: z.literal(false) }), given);
  if (channel.kind !== "thread") throw new Refused("missingPermissions");
  if (channel.locked) throw new Refused("missingPermissions");
  needs(channel, "SEND_MESSAGES_IN_THREADS");
  channel.archived = archived;
  return channel;
}

export function openDirectMessage(state: FakeState, given: unknown): FakeChannel {
  const { recipient_id } = checked(z.strictObject({ recipient_id: z.string().regex(/^\d{1,20}$/) }), given);
  if (recipient_id === state.bot) throw new Refused("recipient");
  const id = `900${recipient_id}`;
  return state.channels.get(id) ?? state.addChannel({ id, kind: "dm", name: "" });
}
