import { messageIn, needs, postable, visible } from "./channels.ts";
import { checkedMessage, contentOf, flag, type Sent, wordsOn } from "./message-shape.ts";
import { Refused, wrong } from "./refusal.ts";
import type { FakeChannel, FakeMessage, FakeState } from "./state.ts";

/** "A few minutes" (docs, resources/message, enforce_nonce). */
const nonceMs = 5 * 60_000;

export function post(state: FakeState, id: string, given: unknown): FakeMessage {
  const channel = postable(state, id);
  const sent = checkedMessage(given);
  const { nonce, enforce_nonce: once } = sent;
  const made = prepared(state, channel, sent);
  const since = state.now() - nonceMs;
  // Of one author, wherever it was posted.
  const same = once && nonce !== undefined && recent(state.messages, since).find((m) => m.nonce === String(nonce));
  return same || keep(state, channel, made);
}

/** A message as it would be kept. @throws Refused */
export function prepared(state: FakeState, channel: FakeChannel, sent: Sent): FakeMessage {
  const content = contentOf(sent);
  if (content.flags & flag.ephemeral)
    throw wrong("flags", "MESSAGE_EPHEMERAL_NOT_ALLOWED", "Only answers to interactions can be ephemeral");
  return {
    ...content,
    ...{ id: state.nextId(), channel: channel.id, at: state.now(), edits: [], first: content.components },
    nonce: sent.nonce === undefined ? undefined : String(sent.nonce),
    under: referenceOf(channel, sent),
    pings: pingsOf(state, channel, sent, `${channel.kind} ${channel.id}`),
  };
}

export function keep(state: FakeState, channel: FakeChannel, message: FakeMessage): FakeMessage {
  channel.messages.push(message);
  state.messages.push(message);
  return message;
}

function referenceOf(channel: FakeChannel, { message_reference: reference }: Sent): string | undefined {
  if (!reference) return undefined;
  if (channel.kind !== "dm" && !channel.may.has("READ_MESSAGE_HISTORY")) throw new Refused("noReply");
  if (channel.messages.some((m) => m.id === reference.message_id)) return reference.message_id;
  if (reference.fail_if_not_exists) throw wrong("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message");
  return undefined;
}

export function edit(state: FakeState, channelId: string, id: string, given: unknown): FakeMessage {
  const channel = visible(state, channelId);
  const message = messageIn(channel, id);
  if (channel.kind === "thread") needs(channel, "SEND_MESSAGES_IN_THREADS");
  if (channel.archived) throw new Refused("archived");
  const sent = checkedMessage(given);
  const content = contentOf({ ...message, ...sent, embeds: sent.embeds ?? message.embeds }, message.flags);
  pingsOf(state, channel, sent, `${channel.kind} ${channel.id}, edited`);
  Object.assign(message, content);
  message.edits.push(wordsOn(message));
  return message;
}

/** Whom the text names, the call allows and the bot may notify. */
export function pingsOf(state: FakeState, channel: FakeChannel | undefined, sent: Sent, where: string): string[] {
  if (sent.allowed_mentions === undefined || sent.allowed_mentions === null) state.careless.push(where);
  const allowed = sent.allowed_mentions ?? { parse: ["everyone", "roles", "users"] };
  const text = wordsOn({ content: sent.content ?? "", components: sent.components ?? [] });
  const all = channel === undefined || channel.may.has("MENTION_EVERYONE");
  const guild = state.guilds.get(channel?.guild ?? "");
  const named = (pattern: RegExp): string[] => [...text.matchAll(pattern)].flatMap((found) => found[1] ?? []);
  const may = (kind: "roles" | "users", id: string): boolean => Boolean(allowed.parse?.includes(kind) || allowed[kind]?.includes(id));
  return [
    ...(allowed.parse?.includes("everyone") && all && /(?<!\\)@(everyone|here)/.test(text) ? ["everyone"] : []),
    ...named(/(?<!\\)<@&(\d+)>/g).filter((role) => may("roles", role) && (all || guild?.mentionable.has(role))),
    ...named(/(?<!\\)<@!?(\d+)>/g).filter((user) => may("users", user)),
  ];
}

function recent(messages: readonly FakeMessage[], since: number): FakeMessage[] {
  const first = messages.findLastIndex((m) => m.at < since);
  return messages.slice(first + 1);
}
