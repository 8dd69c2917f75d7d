import type { Target } from "../../src/core/ports.ts";
import { codeOf } from "./access.ts";
import type { Calls, Raw } from "./calls.ts";
import type { Forums } from "./forums.ts";
import { markIn } from "./mark.ts";
import { messageIdOf } from "./message-id.ts";
import { codes } from "./outcomes.ts";
import type { Pieces } from "./pieces.ts";

/** Pages of a hundred messages, and posts of a forum, that are looked through at most. */
const most = { pages: 5, posts: 10 } as const;

/** Looks for all messages that a key became, and keeps those it finds in `have`. */
export async function lookBack(
  target: Target,
  key: string,
  since: Temporal.Instant,
  have: Pieces,
  { calls, forums }: { calls: Calls; forums: Forums },
): Promise<string | undefined> {
  // Discord's clock and this computer's may be apart.
  const after = snowflake(since.subtract({ minutes: 5 }));
  const { conversation, workspace } = target;
  try {
    if (!forums.knows(conversation)) {
      const found = await inChannel(conversation, key, after, have, calls);
      return typeof found === "object" ? messageIdOf({ ids: found }) : found;
    }
  } catch (error) {
    if (codeOf(error) === codes.noTextChannel) forums.learn(conversation);
    // A channel that is gone: what becomes of its messages, posting says.
    else return codeOf(error) === codes.unknownChannel ? undefined : unseen(error);
  }
  try {
    const posts = await calls.posts(workspace, conversation, after);
    for (const thread of posts.slice(0, most.posts)) {
      const found = await inChannel(thread, key, after, have, calls);
      if (have.ids.size > 0) have.thread = thread;
      if (found === "unknown") return found;
      if (found !== undefined) return messageIdOf({ thread, ids: found });
      if (have.ids.size > 0) return undefined;
    }
    return posts.length > most.posts ? "unknown" : undefined;
  } catch (error) {
    return unseen(error);
  }
}

/** Missing access, missing permissions: what is there cannot be seen. */
function unseen(error: unknown): "unknown" {
  const code = codeOf(error);
  if (code === codes.missingAccess || code === codes.missingPermissions) return "unknown";
  throw error;
}

async function inChannel(
  channel: string,
  key: string,
  since: string,
  have: Pieces,
  calls: Calls,
): Promise<readonly string[] | "unknown" | undefined> {
  let of = 0;
  let after = since;
  for (let page = 0; page < most.pages; page++) {
    const found = await calls.history(channel, { after, limit: "100" });
    // Who may not read the history is shown an empty one, rather than refused (docs, resources/message).
    if (page === 0 && found.length === 0) return BigInt((await calls.latest(channel)) ?? 0) > BigInt(since) ? "unknown" : undefined;
    for (const { id, components } of found) {
      const mark = markIn(components, key);
      if (!mark) continue;
      have.ids.set(mark.part, id);
      of = mark.of;
    }
    const all = Array.from({ length: of }, (_, n) => have.ids.get(n)).filter((id) => id !== undefined);
    if (of > 0 && all.length === of) return all;
    if (found.length < 100) return undefined;
    after = newest(found);
  }
  return "unknown";
}

const newest = (found: readonly Raw[]): string => found.map((m) => m.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));

/** Message ids count milliseconds since 2015 (docs, reference: snowflakes). */
const snowflake = (since: Temporal.Instant): string => String(BigInt(Math.max(0, since.epochMilliseconds - 1_420_070_400_000)) << 22n);
