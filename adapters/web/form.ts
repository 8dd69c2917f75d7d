import type { Form, FormField } from "../../src/core/form.ts";
import { type Html, html } from "./html.ts";
import type { Labels } from "./labels.ts";
import { argPrefix } from "./questions.ts";

/** Why a filled form was refused; without a field, all of it. */
export interface Problem {
  field: string | undefined;
  says: Html;
}

export interface FormView {
  form: Form;
  /** Sets its ids apart from those of other forms on the page. */
  id: string;
  problem?: Problem | undefined;
  /** Values that each field completes. */
  known: ReadonlyMap<string, readonly string[]>;
  labels: Pick<Labels, "form">;
}

/** Works without script: it is posted to the page. The focus goes to what was refused, else to the first field. */
export function renderForm(view: FormView): Html {
  const { form, id, problem, labels } = view;
  const atField = form.fields.some(({ name }) => name === problem?.field);
  const first = atField ? problem?.field : form.fields[0]?.name;
  return html`<form class="fill" action="/" method="post" aria-labelledby="${id}-title">
<h4 id="${id}-title">${form.title}</h4>
${problem && !atField && html`<div class="problem" role="alert">${problem.says}</div>`}
<input type="hidden" name="command" value="${form.command}">
${Object.entries(form.given).map(([name, value]) => html`<input type="hidden" name="${argPrefix}${name}" value="${value}">`)}
${form.fields.map((field) => renderField(field, field.name === first, view))}
<p class="send"><button>${labels.form.send}</button></p>
</form>`;
}

interface Control {
  field: FormField;
  id: string;
  /** Attributes that every kind of control has. */
  shared: Html;
}

function renderField(field: FormField, focused: boolean, { id: form, problem, known, labels }: FormView): Html {
  const id = `${form}-${field.name}`;
  const refused = problem?.field === field.name ? problem : undefined;
  const notes = [...(refused ? [`${id}-problem`] : []), ...(field.example === undefined ? [] : [`${id}-example`])];
  const described = notes.length > 0 && html` aria-describedby="${notes.join(" ")}"`;
  const name = html`${field.label}${field.required && html` <span class="required">${labels.form.required}</span>`}`;
  const below = html`${field.example !== undefined && html`<p id="${id}-example" class="remark">${labels.form.example(field.example)}</p>`}
${refused && html`<div id="${id}-problem" class="problem">${refused.says}</div>`}`;
  if (field.type === "many")
    return html`<fieldset class="field"${described}><legend>${name}</legend>${boxes(field, id, focused)}${below}</fieldset>`;
  const shared = html`id="${id}" name="${argPrefix}${field.name}"${field.required && html` required`}${focused && html` autofocus`}${described}${refused && html` aria-invalid="true"`}`;
  return html`<div class="field"><label for="${id}">${name}</label>${control({ field, id, shared }, known.get(field.name) ?? [])}${below}</div>`;
}

function control({ field, id, shared }: Control, known: readonly string[]): Html {
  const { type, value = "", choices } = field;
  switch (type) {
    case "text":
      // The first line break after the tag is not part of the text.
      return html`<textarea ${shared} rows="4">
${value}</textarea>`;
    case "one":
      return html`<select ${shared}><option value=""></option>${choices.map((c) => html`<option value="${c.value}"${c.value === value && html` selected`}>${c.label}</option>`)}</select>`;
    case "line":
    case "many":
      return field.completes
        ? html`<input ${shared} type="text" value="${value}" autocomplete="off" list="${id}-known" data-completes="${field.name}"><datalist id="${id}-known">${known.map((each) => html`<option value="${each}"></option>`)}</datalist>`
        : html`<input ${shared} type="text" value="${value}" autocomplete="off">`;
    default:
      return type satisfies never;
  }
}

/** One box a choice, all of one name. */
function boxes({ name, choices, value = "" }: FormField, id: string, focused: boolean): Html {
  const chosen = new Set(value.split(",").map((each) => each.trim()));
  return html`<div class="boxes">${choices.map(
    (c, n) =>
      html`<label for="${id}-${n}"><input id="${id}-${n}" type="checkbox" name="${argPrefix}${name}" value="${c.value}"${chosen.has(c.value) && html` checked`}${focused && n === 0 && html` autofocus`}> ${c.label}</label>`,
  )}</div>`;
}
