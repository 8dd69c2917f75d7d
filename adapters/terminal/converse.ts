import type { Result } from "../../src/core/dispatch.ts";
import type { Form } from "../../src/core/form.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import type { Action, Reply } from "../../src/core/reply.ts";
import { askField, fillIn, type PromptWords, type Typist } from "./prompt.ts";

export interface Conversation {
  ask(invocation: Invocation): Promise<Result>;
  render(reply: Reply): string;
  /** Whether one goes on from the command's answer by choosing among its actions. */
  goesOn(command: string): boolean;
  typist: Typist;
  words: PromptWords;
}

/** Prompts for what a form asks, again for a field that is refused, and lets one go on from an answer. Returns what is still to be shown; undefined where all was. */
export async function converse(first: Invocation, { ask, render, goesOn, typist, words }: Conversation): Promise<Result | undefined> {
  let invocation = first;
  for (;;) {
    const answer = await ask(invocation);
    const result = answer.form ? await filled(invocation, answer.form) : answer;
    const actions = result.status === "answered" && goesOn(invocation.command) ? actionsIn(result.reply) : [];
    const action = actions.length > 0 ? await chosen(actions, result.reply) : undefined;
    if (!action) return actions.length > 0 ? undefined : result;
    invocation = { ...first, command: action.command, args: { named: action.args, positional: [] } };
  }

  /** What the command says of the form, once no field is refused any more. */
  async function filled(asked: Invocation, form: Form): Promise<Result> {
    let values = await fillIn(form, typist, words);
    for (;;) {
      const result = await ask({ ...asked, args: { named: { ...form.given, ...values }, positional: [] }, form: "filled" });
      const field = form.fields.find(({ name }) => name === result.field);
      if (result.status !== "refused" || !field) return result;
      typist.say(`\n${render(result.reply)}\n`);
      const { [field.name]: before, ...others } = values;
      const { value: _, ...empty } = field;
      const value = await askField(before === undefined ? empty : { ...field, value: before }, typist, words);
      values = value === "" ? others : { ...others, [field.name]: value };
    }
  }

  async function chosen(actions: readonly Action[], reply: Reply): Promise<Action | undefined> {
    typist.say(render(reply));
    typist.say(["", ...actions.map(({ label }, n) => `  ${n + 1}. ${label}`)].join("\n"));
    for (;;) {
      const typed = (await typist.question(`${words.whatNext} `)).trim();
      const action = actions[Number(typed) - 1];
      if (action || typed === "") return action;
      typist.say(words.noChoice(typed));
    }
  }
}

const actionsIn = ({ blocks }: Reply): Action[] => blocks.flatMap((block) => (block.type === "actions" ? block.actions : []));
