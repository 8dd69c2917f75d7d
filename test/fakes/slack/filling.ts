import * as z from "zod";
import { type FakeInput, type FakeModal, fieldsOn } from "./views.ts";

/** A modal as it was shown; one that was never shown has no fields. */
export type Confirmable = Pick<FakeModal, "callback_id" | "private_metadata"> & Partial<Pick<FakeModal, "blocks">>;
const fieldsIn = ({ blocks = [] }: Confirmable) => fieldsOn({ blocks });

const chosen = (value: string) => ({ text: { type: "plain_text", text: value }, value });

/** What a field holds as Slack sends it: what somebody put in, else what stood in it. @throws Error for what a screen would not let anybody choose. */
function held(field: FakeInput, said: string | undefined): object {
  const { type } = field;
  switch (type) {
    case "plain_text_input":
      return { type, value: said ?? field.initial_value ?? null };
    case "external_select":
    case "static_select": {
      const value = said ?? field.initial_option?.value;
      if (type === "static_select" && value !== undefined && !field.options?.some((each) => each.value === value))
        throw new Error(`There is no ${value} to choose`);
      return { type, selected_option: value === undefined ? null : chosen(value) };
    }
    case "multi_static_select": {
      const values = said?.split(",") ?? (field.initial_options ?? []).map((each) => each.value);
      return { type, selected_options: values.map(chosen) };
    }
    default:
      return field satisfies never;
  }
}

/** `view.state.values` (docs.slack.dev/reference/interaction-payloads/view-interactions-payload). */
export function valuesOf(view: Confirmable, filled: Readonly<Record<string, string>>): object {
  const fields = fieldsIn(view);
  const strange = Object.keys(filled).find((name) => !fields.has(name));
  if (strange !== undefined) throw new Error(`The form has no field ${strange}`);
  return Object.fromEntries([...fields].map(([name, field]) => [name, { [field.action_id]: held(field, filled[name]) }]));
}

/** What a confirmed modal may be acknowledged with (docs.slack.dev/surfaces/modals): errors stand at fields that it has. */
export function errorsIn(view: Confirmable, body: unknown): Record<string, string> {
  if (body === undefined || body === "" || JSON.stringify(body) === "{}") return {};
  const errors = z.record(z.string(), z.string().min(1));
  const given = z.strictObject({ response_action: z.literal("errors"), errors }).parse(body);
  const strange = Object.keys(given.errors).find((name) => !fieldsIn(view).has(name));
  if (strange !== undefined) throw new Error(`Slack shows no error at ${strange}`);
  return given.errors;
}
