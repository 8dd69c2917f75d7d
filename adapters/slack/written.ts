import type { Registry } from "../../src/core/command.ts";
import type { Dispatch } from "../../src/core/dispatch.ts";
import { answerInFull } from "./answer.ts";
import { invocationOf } from "./asking.ts";
import type { Clients } from "./client.ts";
import { uploadTo } from "./files.ts";
import { questionOf } from "./lines.ts";
import { placeOf, type Written } from "./payloads.ts";
import type { People } from "./people.ts";
import { send } from "./sending.ts";
import type { Workspaces } from "./workspaces.ts";

export interface WrittenParts {
  workspaces: Workspaces;
  people: People;
  /** Answers people; what is posted goes through another one. */
  clients: Clients;
  dispatch: Dispatch;
  registry: Pick<Registry<unknown>, "has" | "keys">;
}

/**
 * A mention is answered in its thread, a direct message where it stands. What bots write is not answered, nor what people write in
 * channels without naming the bot.
 */
export async function answerWritten({ event, ...envelope }: Written, parts: WrittenParts): Promise<void> {
  const place = placeOf(envelope);
  if (event.bot_id || event.subtype !== undefined || parts.workspaces.at(place).state !== "ready") return;
  const standing = await parts.workspaces.toSpeak(place.team);
  if (standing.state !== "ready") return;
  const { workspace } = standing;
  if (event.user === undefined || event.user === workspace.botUserId) return;
  if (event.type === "message" && event.channel_type !== "im") return;
  // In a direct message a mention comes as both.
  if (event.type === "app_mention" && event.channel.startsWith("D")) return;
  const question = questionOf(event.text, workspace.botUserId, parts.registry);
  const asked = await invocationOf(workspace, event.channel, event.user, question, parts);
  const overheard = event.type === "app_mention";
  const invocation = { ...asked, here: { ...asked.here, ...(overheard && { overheard }) } };
  const thread = overheard ? (event.thread_ts ?? event.ts) : event.thread_ts;
  const upload = uploadTo(workspace, event.channel, parts.clients, thread);
  for (const message of await answerInFull(invocation, parts.dispatch, upload))
    await send(parts.clients(workspace.token), event.channel, message, thread === undefined ? {} : { thread_ts: thread });
}
