import type { PostOutcome, Target } from "../../src/core/ports.ts";
import { accessEvent, conversationEvent, lostEvent, movedEvent, placeOf } from "./payloads.ts";
import type { Workspaces } from "./workspaces.ts";

type Refusal = Extract<PostOutcome, { outcome: "paused" | "ended" }>;

export interface Fates {
  workspaces: Workspaces;
  /** Nothing can be posted there any more: what follows it is paused or ended, and whoever set it is told. */
  refused(target: Target, refusal: Refusal): Promise<void>;
  /** The conversation has another id from now on. */
  moved(from: Target, to: Target): Promise<void>;
}

/**
 * Follows a conversation of a workspace that is served; any other is none of ours. That one became private is no event of its own: a bot that is
 * told of it is in the channel and may go on posting, and any other one is refused at its next post, with how to let it in.
 */
export async function onConversationEvent(body: unknown, { workspaces, refused, moved }: Fates): Promise<void> {
  const move = movedEvent.safeParse(body);
  const fate = conversationEvent.safeParse(body);
  const parsed = move.success ? move.data : fate.data;
  if (!parsed) return;
  const place = placeOf(parsed);
  if (workspaces.at(place).state !== "ready") return;
  const target = (conversation: string): Target => ({ platform: "slack", workspace: place.team, conversation });
  if (move.success) return moved(target(move.data.event.old_channel_id), target(move.data.event.new_channel_id));
  if (fate.success) return refused(target(fate.data.event.channel), refusalOf(fate.data.event.type));
}

/** What becomes of a whole workspace, by the names of Slack's events. */
export async function onWorkspaceEvent(body: unknown, { workspaces }: Pick<Fates, "workspaces">): Promise<void> {
  const lost = lostEvent.safeParse(body);
  if (lost.success) return workspaces.lost(placeOf(lost.data));
  const access = accessEvent.safeParse(body);
  if (!access.success) return;
  const { event } = access.data;
  const place = placeOf(access.data);
  if (place.org !== undefined) await workspaces.access(place.org, event.team_ids, event.type === "team_access_granted");
}

const refusalOf = (type: string): Refusal =>
  type.endsWith("_deleted") ? { outcome: "ended", reason: type } : { outcome: "paused", reason: "is_archived" };
