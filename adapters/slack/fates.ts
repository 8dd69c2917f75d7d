import type { PostOutcome, Target } from "../../src/core/ports.ts";
import type { Connection } from "./connection.ts";
import { conversationEvent, movedEvent } from "./payloads.ts";

type Refusal = Extract<PostOutcome, { outcome: "paused" | "ended" }>;

export interface Fates {
  connection: Connection;
  /** Nothing can be posted there any more: what follows it is paused or ended, and whoever set it is told. */
  refused(target: Target, refusal: Refusal): Promise<void>;
  /** The conversation has another id from now on. */
  moved(from: Target, to: Target): Promise<void>;
}

/**
 * Follows a conversation of the own workspace; another's is none of ours. That one became private is no event of its own: a bot that is
 * told of it is in the channel and may go on posting, and any other one is refused at its next post, with how to let it in.
 */
export async function onConversationEvent(body: unknown, { connection, refused, moved }: Fates): Promise<void> {
  const move = movedEvent.safeParse(body);
  const fate = conversationEvent.safeParse(body);
  const parsed = move.success ? move.data : fate.data;
  const workspace = connection.workspace();
  if (!parsed || parsed.team_id !== workspace?.team) return;
  const target = (conversation: string): Target => ({ platform: "slack", workspace: parsed.team_id, conversation });
  if (move.success) return moved(target(move.data.event.old_channel_id), target(move.data.event.new_channel_id));
  if (fate.success) return refused(target(fate.data.event.channel), refusalOf(fate.data.event.type));
}

const refusalOf = (type: string): Refusal =>
  type.endsWith("_deleted") ? { outcome: "ended", reason: type } : { outcome: "paused", reason: "is_archived" };
