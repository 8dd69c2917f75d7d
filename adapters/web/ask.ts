import { randomBytes } from "node:crypto";
import type { Role } from "../../src/core/command.ts";
import type { Result } from "../../src/core/dispatch.ts";
import type { Form } from "../../src/core/form.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { paragraph, type Reply, text } from "../../src/core/reply.ts";
import { type Problem, renderForm } from "./form.ts";
import { type Html, html } from "./html.ts";
import { consoleTarget, type WebParts } from "./parts.ts";
import { callOf, type Question, shownLine } from "./questions.ts";
import { render } from "./render.ts";

export interface Answer {
  status: Result["status"];
  html: Html;
  /** The same as plain text. */
  text: string;
}

/** An answer below its question. */
export const article = (question: Question, { status, html: body }: Answer): Html =>
  html`<article class="answer" data-status="${status}"><h3 tabindex="-1">${shownLine(question)}</h3><div>${body}</div></article>`;

/** Everybody at the console is one person there, whose role depends on how they came in. */
export const invocationBy = (role: Role, lang: WebParts["lang"]) =>
  ({ caller: { id: "console", role }, target: consoleTarget, locale: lang }) as const satisfies Partial<Invocation>;

/** Asks, and shows a form where there is one: also one that was filled and refused, with all that was typed. */
export function createAsk(parts: Pick<WebParts, "dispatch" | "complete" | "lang" | "labels" | "token">) {
  const { dispatch, lang, labels } = parts;
  const body = (reply: Reply) => render(reply, 4);

  return async (question: Question, role: Role): Promise<Answer> => {
    const invocation = { ...callOf(question), ...invocationBy(role, lang) };
    const result = await dispatch(invocation);
    const { status, reply } = result;
    const shown = { status, text: reply.text };
    if (result.form) return { ...shown, html: await formHtml(result.form, invocation) };
    if (result.needs) return { ...shown, html: html`${body(reply)}${body({ blocks: [paragraph(text(howToProve()))], text: "" })}` };
    const again = "args" in question && status !== "answered" ? await dispatch({ ...invocation, form: "open" }) : undefined;
    if (!again?.form || !("args" in question)) return { ...shown, html: body(reply) };
    const fields = again.form.fields.map(({ value: _, ...field }) => {
      const typed = question.args[field.name];
      return typed === undefined ? field : { ...field, value: typed };
    });
    return { ...shown, html: await formHtml({ ...again.form, fields }, invocation, { field: result.field, says: body(reply) }) };
  };

  function howToProve(): string {
    return parts.token ? labels.signIn.first : labels.signIn.noToken;
  }

  async function formHtml(form: Form, invocation: Invocation, problem?: Problem): Promise<Html> {
    const completing = form.fields.filter((field) => field.completes);
    const values = await Promise.all(completing.map(async ({ name }) => [name, await parts.complete(invocation, name, "")] as const));
    return renderForm({ form, id: `f${randomBytes(4).toString("hex")}`, problem, known: new Map(values), labels });
  }
}
