import type { types } from "@slack/bolt";
import * as z from "zod";
import { type Asking, answered, invocationOf, later } from "./asking.ts";
import { jsonOf } from "./buttons.ts";
import type { Clients } from "./client.ts";
import { LIMITS } from "./limits.ts";
import { plain } from "./lines.ts";
import { shortcutId } from "./manifest.ts";
import type { Opening } from "./opening.ts";
import type { Confirmed, MessageShortcut } from "./payloads.ts";
import { id, responseUrl } from "./payloads.ts";
import { plainMessage } from "./render.ts";
import { answerOf } from "./respond.ts";
import { wordsFor } from "./words.ts";

/** Longest question that is asked of a message: the words that stand first. */
const mostAsked = 900;

/** What a dialog carries from the shortcut to its confirmation: nothing is kept here meanwhile. */
const carried = z.object({ c: id, u: responseUrl, q: z.string().min(1).max(mostAsked) });

/** Somebody wants to know what is known of a message. It is asked once they have seen the words and confirmed, not before. */
export async function offerToAsk(given: MessageShortcut, clients: Clients, asking: Asking): Promise<void> {
  const { place, userId, channel, message, trigger_id, response_url: url } = given;
  const standing = asking.workspaces.at(place);
  // Why it cannot be asked is said in the same way as to any other question.
  if (standing.state !== "ready")
    return later(
      url,
      answered(place, asking, unopened(url), async () => undefined),
      asking,
    );
  const { workspace } = standing;
  const words = wordsFor((await asking.people.of(workspace, userId)).locale);
  const whole = plain(message.text);
  const question = whole.slice(0, mostAsked).replace(/[\ud800-\udbff]$/u, "");
  const say = (text: string): Promise<void> => later(url, Promise.resolve(answerOf(plainMessage(text), false)), asking);
  if (question === "") return say(words.noWords);
  const metadata = JSON.stringify({ c: channel.id, u: url, q: question });
  if (metadata.length > LIMITS.metadata) return say(words.noWords);
  try {
    const view = dialog(question, whole.length > question.length, metadata, words);
    await clients(workspace.token).views.open({ trigger_id, view });
  } catch (error) {
    asking.report(error, "slack: a dialog could not be opened");
    await say(words.notOpened);
  }
}

function dialog(question: string, cut: boolean, metadata: string, words: ReturnType<typeof wordsFor>): types.ModalView {
  const text = (value: string): types.PlainTextElement => ({ type: "plain_text", text: value, emoji: false });
  return {
    ...{ type: "modal", callback_id: shortcutId, private_metadata: metadata },
    ...{ title: text(words.askTitle), submit: text(words.askIt), close: text(words.cancel) },
    blocks: [
      { type: "section", text: text(words.willBeAsked) },
      { type: "section", text: text(question) },
      ...(cut ? [{ type: "context" as const, elements: [text(words.onlyFirst)] }] : []),
    ],
  };
}

/** A question asked so opens no form of its own. */
const unopened = (responseUrl: string): Opening => ({ triggerId: undefined, responseUrl });

/** They confirmed: it is a question like any other, whose answer only they see, where the message stands. */
export async function askConfirmed({ place, userId, view }: Confirmed, asking: Asking): Promise<void> {
  const parsed = carried.safeParse(jsonOf(view.private_metadata));
  if (!parsed.success) return;
  const { c: channel, u: url, q: question } = parsed.data;
  const work = answered(place, asking, unopened(url), (workspace) =>
    invocationOf(workspace, channel, userId, { command: "ask", args: { question } }, asking),
  );
  await later(url, work, asking);
}
