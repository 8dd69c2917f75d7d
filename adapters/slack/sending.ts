import type { webApi } from "@slack/bolt";
import type { Reply } from "../../src/core/reply.ts";
import type { markOf } from "./look-back.ts";
import { partsOf, threadOf } from "./message-id.ts";
import { codeOf } from "./outcomes.ts";
import { type Rendered, renderSlack } from "./render.ts";

/** A reply in as many messages as stand there: those that are left over point to the first, what does not fit goes under it. */
export async function rewrite(client: webApi.WebClient, channel: string, id: string, reply: Reply): Promise<void> {
  const messages = renderSlack(reply);
  const { parts: ids } = partsOf(id);
  const thread = threadOf(id);
  for (const [index, ts] of ids.entries()) await client.chat.update({ channel, ts, ...asWritten, ...(messages[index] ?? leftOver) });
  for (const message of messages.slice(ids.length)) await send(client, channel, message, thread === undefined ? {} : { thread_ts: thread });
}

/** chat.update, unlike chat.postMessage, makes links of names in the text unless told not to. */
const asWritten = { parse: "none", link_names: false } as const;

const leftOver: Rendered = {
  blocks: [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "↑" }] }] }],
  text: "↑",
};

type Extras = { thread_ts?: string; metadata?: ReturnType<typeof markOf> };

/** What Slack says when it is the thread that cannot be written to (docs.slack.dev/reference/methods/chat.postMessage). */
const threadRefusals: ReadonlySet<string | undefined> = new Set([
  ...["thread_not_found", "cannot_reply_to_message", "restricted_action_non_threadable_channel", "restricted_action_thread_locked"],
]);

/** A correction that may not stand under what it corrects is better in the channel than nowhere. `root` is where it came to stand. */
export async function sendUnder(
  client: webApi.WebClient,
  channel: string,
  message: Rendered,
  metadata: ReturnType<typeof markOf>,
  root: string | undefined,
): Promise<{ ts: string; root: string | undefined }> {
  if (root === undefined) return { ts: await send(client, channel, message, { metadata }), root };
  try {
    return { ts: await send(client, channel, message, { metadata, thread_ts: root }), root };
  } catch (error) {
    if (!threadRefusals.has(codeOf(error))) throw error;
    return { ts: await send(client, channel, message, { metadata }), root: undefined };
  }
}

/** Posts one message and says its id; nothing in it is previewed. */
export async function send(client: webApi.WebClient, channel: string, { blocks, text }: Rendered, extras: Extras = {}): Promise<string> {
  const { ts } = await client.chat.postMessage({ channel, blocks, text, unfurl_links: false, unfurl_media: false, ...extras });
  if (ts === undefined) throw new Error("Slack answered a post without an id");
  return ts;
}
