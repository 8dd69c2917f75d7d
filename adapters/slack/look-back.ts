import type { webApi } from "@slack/bolt";
import type { LookBack } from "../../src/core/ports.ts";
import { codeOf } from "./outcomes.ts";
import type { Workspace } from "./workspaces.ts";

export const eventType = "picketline_message";

/** What a message carries, unseen by its readers, to be known again. */
export interface Mark {
  key: string;
  part: number;
  of: number;
}

export const markOf = ({ key, part, of }: Mark) => ({ event_type: eventType, event_payload: { key, part, of } });

/** Pages that one look goes through: a conversation in which so much was written meanwhile cannot be looked through. */
const maxPages = 10;
const pageSize = 100;

/** Slack's clock and this computer's may be apart. */
const marginSeconds = 300;

/** The scopes of which one lets a bot read what was said (docs.slack.dev/reference/methods/conversations.history). */
const scopes = ["channels:history", "groups:history", "im:history", "mpim:history"];

export const mayLookBack = ({ scopes: granted }: Workspace): boolean => scopes.some((scope) => granted.has(scope));

/** Slack says that this bot cannot see there. */
const unseen: ReadonlySet<string | undefined> = new Set([
  ...["missing_scope", "not_in_channel", "channel_not_found", "no_permission", "method_not_supported_for_channel_type", "access_denied"],
]);

/** What was posted under a key: the ids of its parts by their number, and whether they are all. */
export interface Posted {
  parts: ReadonlyMap<number, string>;
  /** What the thread that they stand in began with. */
  root: string | undefined;
  all: boolean;
}

/**
 * What was posted under this key; undefined where there is nothing of it, "unknown" where it cannot be seen. @throws where Slack does not answer: it must be asked again before anything is posted.
 */
export async function lookBack(
  client: webApi.WebClient,
  channel: string,
  key: string,
  { under, since }: LookBack,
): Promise<Posted | undefined | "unknown"> {
  const oldest = (since.epochMilliseconds / 1_000 - marginSeconds).toFixed(6);
  try {
    for (const parent of [...under, undefined]) {
      const found = await search(client, channel, parent, oldest, key);
      if (found !== undefined) return found;
    }
    return undefined;
  } catch (error) {
    if (unseen.has(codeOf(error))) return "unknown";
    throw error;
  }
}

async function search(
  client: webApi.WebClient,
  channel: string,
  parent: string | undefined,
  oldest: string,
  key: string,
): Promise<Posted | undefined | "unknown"> {
  const parts = new Map<number, string>();
  let of = Number.POSITIVE_INFINITY;
  const posted = (): Posted | undefined => (parts.size === 0 ? undefined : { parts, root: parent, all: parts.size === of });
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const common = { channel, oldest, limit: pageSize, include_all_metadata: true, ...(cursor && { cursor }) };
    const answer = await (parent === undefined ? client.conversations.history(common) : repliesTo(client, parent, common));
    if (answer === undefined) return undefined;
    for (const { ts, metadata } of answer.messages ?? []) {
      const mark = markIn(metadata);
      if (ts === undefined || mark?.key !== key) continue;
      parts.set(mark.part, ts);
      of = mark.of;
    }
    if (parts.size === of) return posted();
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return posted();
  }
  return "unknown";
}

async function repliesTo(client: webApi.WebClient, ts: string, common: { channel: string; oldest: string; limit: number }) {
  try {
    return await client.conversations.replies({ ...common, ts });
  } catch (error) {
    if (codeOf(error) === "thread_not_found") return undefined;
    throw error;
  }
}

function markIn(metadata: { event_type?: string; event_payload?: object } | undefined): Mark | undefined {
  if (metadata?.event_type !== eventType) return undefined;
  const { key, part, of } = (metadata.event_payload ?? {}) as Partial<Record<keyof Mark, unknown>>;
  return typeof key === "string" && typeof part === "number" && typeof of === "number" ? { key, part, of } : undefined;
}
