import type { Result } from "../../src/core/dispatch.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { answer, formButton, withButtons } from "./answer.ts";
import { type Asking, first, invocationOf, notServed, within } from "./asking.ts";
import { uploadTo } from "./files.ts";
import { type BlockSuggestion, filledIn, type ViewSubmission } from "./form-payloads.ts";
import { LIMITS } from "./limits.ts";
import { type Asked, askedOf, option } from "./modal.ts";
import { codeOf } from "./outcomes.ts";
import { type Answer, respond } from "./respond.ts";
import { send } from "./sending.ts";
import { wordsFor } from "./words.ts";
import type { Workspace } from "./workspaces.ts";

export interface FormParts extends Asking {
  complete(invocation: Invocation, arg: string, typed: string): Promise<string[]>;
}

/** What a confirmed form is acknowledged with: nothing closes it, `errors` stand at their fields. */
type Ack = (answer?: { response_action: "errors"; errors: Record<string, string> }) => Promise<void>;

/**
 * What is wrong is said at its field, with the form still open; an answer closes it and goes where it was asked for. One that takes
 * too long closes it as well, and what is wrong then comes with a button that opens it again.
 */
export async function answerForm(given: ViewSubmission, ack: Ack, parts: FormParts): Promise<void> {
  const names = Object.keys(given.view.state.values);
  const refuse = (words: string, field = names[0] ?? ""): Promise<void> =>
    ack({ response_action: "errors", errors: { [names.includes(field) ? field : (names[0] ?? "")]: words } });
  const standing = parts.workspaces.at(given.place);
  if (standing.state !== "ready") return refuse(notServed(standing, parts.installUrl));
  const asked = askedOf(given.view.private_metadata);
  if (!asked) return refuse(wordsFor(undefined).unreadable);
  const { workspace } = standing;
  const invocation = await filledBy(given, asked, workspace, parts);
  const work = parts.dispatch(invocation);
  const inTime = await within(parts.slowMs, work);
  if (inTime && inTime.status !== "answered") return refuse(sentenceOf(inTime), inTime.field);
  await ack();
  const result = inTime ?? (await work);
  const upload = uploadTo(workspace, asked.conversation, parts.clients);
  const shown = await answer(result, invocation, first, parts, undefined, upload);
  const again = result.status === "answered" ? [] : formButton(invocation, wordsFor(invocation.locale).openAgain);
  await deliver({ ...shown, ...withButtons(shown, again) }, asked, given.userId, workspace, parts);
}

async function filledBy(given: ViewSubmission, asked: Asked, workspace: Workspace, parts: FormParts): Promise<Invocation> {
  const args = { ...asked.given, ...filledIn(given) };
  const invocation = await invocationOf(workspace, asked.conversation, given.userId, { command: asked.command, args }, parts);
  return { ...invocation, form: "filled" };
}

/** Slack shows a line at a field: how the command is typed does not belong there. */
function sentenceOf({ reply }: Result): string {
  const [line = ""] = reply.text.split("\n\n");
  return line.length > LIMITS.inputLabel ? `${line.slice(0, LIMITS.inputLabel - 1)}…` : line;
}

/** Beside the question; where that is over, to the same person in that conversation, and where the bot may not write there, directly. */
async function deliver(shown: Answer, asked: Asked, user: string, workspace: Workspace, parts: FormParts): Promise<void> {
  const client = parts.clients(workspace.token);
  const messages = [shown, ...(shown.further ?? [])].map(({ text, blocks }) => ({ text, blocks }));
  try {
    await respond(asked.responseUrl, shown);
  } catch {
    try {
      for (const each of messages) {
        if (asked.conversation.startsWith("D")) await send(client, asked.conversation, each);
        else await client.chat.postEphemeral({ channel: asked.conversation, user, ...each });
      }
    } catch (error) {
      await directly(error);
    }
  }

  async function directly(refused: unknown): Promise<void> {
    try {
      for (const each of messages) await send(client, user, each);
    } catch (error) {
      parts.report(codeOf(refused) === undefined ? refused : error, "slack: the answer to a form");
    }
  }
}

/** Values for a field that is chosen from what is known. */
export async function suggest(given: BlockSuggestion, parts: FormParts): Promise<{ options: ReturnType<typeof option>[] }> {
  const asked = askedOf(given.view.private_metadata);
  const standing = parts.workspaces.at(given.place);
  if (!asked || standing.state !== "ready") return { options: [] };
  const { command, given: args, conversation } = asked;
  const invocation = await invocationOf(standing.workspace, conversation, given.userId, { command, args }, parts);
  const values = await parts.complete(invocation, given.block_id, given.value);
  return { options: values.filter((value) => value.length <= LIMITS.optionValue).map((value) => option(value)) };
}
