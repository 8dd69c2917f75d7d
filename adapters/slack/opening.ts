import type { webApi } from "@slack/bolt";
import type { Form } from "../../src/core/form.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { formButton, withButtons } from "./answer.ts";
import { modalOf } from "./modal.ts";
import { codeOf } from "./outcomes.ts";
import { plainMessage } from "./render.ts";
import { type Answer, answerOf } from "./respond.ts";
import { wordsFor } from "./words.ts";

/** What a form is opened with, and where its answer goes. */
export interface Opening {
  /** Undefined where nothing can be opened. */
  triggerId: string | undefined;
  responseUrl: string;
}

/** Too late, or opened before: no fault of ours (docs.slack.dev/reference/methods/views.open). */
const late: ReadonlySet<string | undefined> = new Set(["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"]);

/** Shows the form, and says "form"; where it cannot be shown, the reason and a button that tries again. */
export async function openForm(
  form: Form,
  invocation: Invocation,
  { triggerId, responseUrl }: Opening,
  { views }: Pick<webApi.WebClient, "views">,
  report: (error: unknown, where: string) => string,
): Promise<Answer | "form"> {
  const words = wordsFor(invocation.locale);
  const view = modalOf(form, { conversation: invocation.target.conversation, responseUrl }, invocation.locale);
  if (!view) return answerOf(plainMessage(words.formTooLong), false);
  try {
    if (triggerId !== undefined) {
      await views.open({ trigger_id: triggerId, view });
      return "form";
    }
  } catch (error) {
    if (!late.has(codeOf(error))) report(error, "slack: a form");
  }
  return answerOf(withButtons(plainMessage(words.formLate), formButton(invocation)), false);
}
