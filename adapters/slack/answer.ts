import type { types } from "@slack/bolt";
import type { Dispatch, Result } from "../../src/core/dispatch.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { note, type Reply, reply, text } from "../../src/core/reply.ts";
import { button, type Press } from "./buttons.ts";
import { type Upload, withFiles } from "./files.ts";
import { LIMITS } from "./limits.ts";
import { type Rendered, renderSlack } from "./render.ts";
import { type Answer, answerOf } from "./respond.ts";
import { wordsFor } from "./words.ts";

export interface AnswerParts {
  dispatch: Dispatch;
  /** Whether a command only answers, so that asking it again to show it changes nothing. */
  onlyAnswers(command: string): boolean;
}

/** How an answer is shown. */
export type Showing = Pick<Press, "show" | "part">;

/** Where an answer stands: beside the question of one person, or for all to see already. */
export type Place = "asker" | "everyone";

/** A row of buttons without its buttons, as JSON, and what they take beside their values. */
const actionsRow = 100;

/** Everything that is shown of a command's answer, as one message with buttons to what else there is. */
export async function answer(
  result: Result,
  invocation: Invocation,
  press: Showing,
  parts: Pick<AnswerParts, "onlyAnswers">,
  hint?: string,
  upload?: Upload,
): Promise<Answer> {
  const toEveryone =
    result.status === "answered" && (result.audience === "channel" || (press.show && parts.onlyAnswers(invocation.command)));
  // Files go with the first part.
  const whole = await withFiles(result.reply, invocation, press.part === 0 ? upload : undefined);
  const room = (): number => JSON.stringify([more(invocation, 99), showAll(invocation)]).length + actionsRow;
  const messages = renderSlack(withHint(whole, hint), room);
  const part = Math.min(press.part, messages.length - 1);
  const further = parts.onlyAnswers(invocation.command) ? [] : messages.slice(part + 1);
  const buttons = [
    ...(part + 1 < messages.length && further.length === 0 ? [more(invocation, part + 1)] : []),
    ...(!toEveryone && part === 0 && mayBeShown(result, invocation, parts) ? [showAll(invocation)] : []),
  ];
  const first = withButtons(
    messages[part] ?? { blocks: [], text: "" },
    buttons.flatMap((each) => each ?? []),
  );
  return { ...answerOf(first, toEveryone), ...(further.length > 0 && { further: further.map((each) => answerOf(each, toEveryone)) }) };
}

/** All messages of an answer, for where there are no one-time answers: a thread, a direct message. */
export async function answerInFull(invocation: Invocation, dispatch: Dispatch, upload?: Upload): Promise<Rendered[]> {
  const { reply, form } = await dispatch(invocation);
  const messages = renderSlack(await withFiles(reply, invocation, upload));
  const last = messages.pop() ?? { blocks: [], text: "" };
  return [...messages, form ? withButtons(last, formButton(invocation)) : last];
}

/** Small print of Slack alone, before the buttons. */
function withHint(whole: Reply, hint: string | undefined): Reply {
  if (hint === undefined) return whole;
  const buttons = whole.blocks.filter((block) => block.type === "actions");
  return reply(...whole.blocks.filter((block) => block.type !== "actions"), note(text(hint)), ...buttons);
}

const mayBeShown = ({ status, audience }: Result, { command }: Invocation, { onlyAnswers }: Pick<AnswerParts, "onlyAnswers">): boolean =>
  status === "answered" && audience === "asker" && onlyAnswers(command);

const more = (invocation: Invocation, part: number) => button(wordsFor(invocation.locale).more, { ...asked(invocation), part }, "more");
const showAll = (invocation: Invocation) => button(wordsFor(invocation.locale).showAll, { ...asked(invocation), show: true }, "show");

/** Opens the form of what was asked: for where no form can be shown by itself. */
export const formButton = (invocation: Invocation, label = wordsFor(invocation.locale).openForm): types.Button[] => {
  const made = button(label, { ...asked(invocation), form: true }, "form");
  return made ? [made] : [];
};

const asked = ({ command, args }: Invocation): Pick<Press, "command" | "args"> => ({
  command,
  args: typeof args === "string" ? args : Object.fromEntries(Object.entries(args.named).map(([name, value]) => [name, String(value)])),
});

/** In the answer's own row of buttons where it ends with one. */
export function withButtons({ blocks, text }: Rendered, buttons: readonly types.Button[]): Rendered {
  if (buttons.length === 0) return { blocks, text };
  const last = blocks.at(-1);
  if (last?.type === "actions" && last.elements.length + buttons.length <= LIMITS.actions)
    return { blocks: [...blocks.slice(0, -1), { ...last, elements: [...last.elements, ...buttons] }], text };
  return { blocks: [...blocks, { type: "actions", elements: [...buttons] }], text };
}
