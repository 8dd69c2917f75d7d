import * as z from "zod";
import { acted, actor } from "./payloads.ts";

const chosen = z.object({ value: z.string().max(3_000) });
/** What one field holds, by what kind of field it is (docs.slack.dev/reference/interaction-payloads/view-interactions-payload). */
const held = z.object({
  value: z.string().max(3_000).nullish(),
  selected_option: chosen.nullish(),
  selected_options: z.array(chosen).max(100).nullish(),
});

const view = z.object({ private_metadata: z.string().max(3_000) });

/** Somebody confirmed a form. */
export const viewSubmission = z
  .object({
    type: z.literal("view_submission"),
    ...actor,
    view: view.extend({ state: z.object({ values: z.record(z.string().max(255), z.record(z.string().max(255), held)) }) }),
  })
  .transform(acted);
export type ViewSubmission = z.output<typeof viewSubmission>;

/** Somebody types in a field that is completed (docs.slack.dev/reference/interaction-payloads/block_suggestion-payload). */
export const blockSuggestion = z
  .object({ type: z.literal("block_suggestion"), ...actor, block_id: z.string().max(255), value: z.string().max(1_000), view })
  .transform(acted);
export type BlockSuggestion = z.output<typeof blockSuggestion>;

/** The arguments by name; what was left empty is not said. */
export function filledIn({ view: { state } }: ViewSubmission): Record<string, string> {
  const said = Object.entries(state.values).map(([name, elements]): [string, string] => {
    const [field] = Object.values(elements);
    const several = field?.selected_options?.map((each) => each.value).join(",");
    return [name, (several ?? field?.selected_option?.value ?? field?.value ?? "").trim()];
  });
  return Object.fromEntries(said.filter(([, value]) => value !== ""));
}
