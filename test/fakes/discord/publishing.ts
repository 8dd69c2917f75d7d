import * as z from "zod";
import { messageIn, needs, visible } from "./channels.ts";
import { flag, messageShape } from "./message-shape.ts";
import { keep, prepared } from "./posting.ts";
import { type Answer, checked, Refused, wrong } from "./refusal.ts";
import type { FakeChannel, FakeMessage, FakeState } from "./state.ts";

const hourMs = 3_600_000;
/** About ten an hour for each channel: not documented, met by all who publish. */
const mostAnHour = 10;

/** Published to the servers that follow; or what Discord says of too many. @throws Refused */
export function publish(state: FakeState, channelId: string, id: string): FakeMessage | Answer {
  const channel = visible(state, channelId);
  const message = messageIn(channel, id);
  if (channel.kind !== "announcement") throw new Refused("channelType");
  needs(channel, "SEND_MESSAGES");
  if (message.flags & flag.published) throw new Refused("published");
  const now = state.now();
  channel.published = channel.published.filter((at) => at > now - hourMs);
  const oldest = channel.published[0];
  if (oldest !== undefined && channel.published.length >= mostAnHour) return tooMany((oldest + hourMs - now) / 1_000, "user");
  channel.published.push(now);
  message.flags |= flag.published;
  return message;
}

export const tooMany = (seconds: number, scope: "user" | "global" | "shared"): Answer => ({
  status: 429,
  headers: {
    "retry-after": String(Math.ceil(seconds)),
    "x-ratelimit-scope": scope,
    ...(scope === "global" && { "x-ratelimit-global": "true" }),
  },
  body: { message: "You are being rate limited.", retry_after: seconds, global: scope === "global" },
});

/** A message here takes neither a nonce nor a reference: posting again makes another post (docs, resources/channel). */
const forumMessage = messageShape.omit({ nonce: true, enforce_nonce: true, message_reference: true, tts: true });
const forumPost = z.strictObject({
  name: z.string().min(1).max(100),
  message: forumMessage,
  applied_tags: z.array(z.string()).max(5).optional(),
  auto_archive_duration: z.union([z.literal(60), z.literal(1_440), z.literal(4_320), z.literal(10_080)]).optional(),
  rate_limit_per_user: z.number().int().min(0).max(21_600).nullish(),
});
const bareThread = z.strictObject({
  name: z.string().min(1).max(100),
  type: z.union([z.literal(10), z.literal(11), z.literal(12)]).optional(),
  auto_archive_duration: forumPost.shape.auto_archive_duration,
});

/** A post in a forum, a thread with its first message; elsewhere a thread without one. @throws Refused */
export function startThread(state: FakeState, parentId: string, given: unknown): { thread: FakeChannel; message: FakeMessage | undefined } {
  const parent = visible(state, parentId);
  if (parent.kind === "dm" || parent.kind === "thread") throw new Refused("channelType");
  needs(parent, "SEND_MESSAGES");
  const made = (id: string, name: string): FakeChannel =>
    state.addChannel({ id, name, kind: "thread", guild: parent.guild, parent: parent.id, may: new Set(parent.may) });
  if (parent.kind !== "forum") return { thread: made(state.nextId(), checked(bareThread, given).name), message: undefined };
  const { name, message, applied_tags: tags = [] } = checked(forumPost, given);
  if (parent.tagRequired && tags.length === 0) throw new Refused("tagRequired");
  if (tags.some((tag) => !parent.tags.has(tag))) throw wrong("applied_tags", "INVALID_TAG", "Unknown tag");
  const first = prepared(state, parent, message);
  // The thread and its first message have one id.
  const thread = made(first.id, name);
  return { thread, message: keep(state, thread, { ...first, channel: thread.id }) };
}
