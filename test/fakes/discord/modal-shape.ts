import * as z from "zod";

// What Discord takes of a modal: docs, components reference (label, text input, string select).

const customId = z.string().min(1).max(100);
const input = z
  .strictObject({
    ...{ type: z.literal(4), custom_id: customId, style: z.union([z.literal(1), z.literal(2)]), required: z.boolean().optional() },
    ...{ min_length: z.number().int().min(0).max(4_000).optional(), max_length: z.number().int().min(1).max(4_000).optional() },
    ...{ value: z.string().max(4_000).optional(), placeholder: z.string().max(100).optional() },
  })
  .refine(({ value = "", max_length = 4_000 }) => value.length <= max_length);
const select = z
  .strictObject({
    ...{ type: z.literal(3), custom_id: customId, required: z.boolean().optional(), placeholder: z.string().max(150).optional() },
    ...{ min_values: z.number().int().min(0).max(25).optional(), max_values: z.number().int().min(1).max(25).optional() },
    options: z
      .array(z.strictObject({ label: z.string().min(1).max(100), value: z.string().min(1).max(100), default: z.boolean().optional() }))
      .min(1)
      .max(25)
      .refine((all) => new Set(all.map(({ value }) => value)).size === all.length),
  })
  // One that must be chosen cannot allow none.
  .refine(
    ({ required = true, min_values = 1, max_values = 1, options }) => min_values >= (required ? 1 : 0) && max_values <= options.length,
  );
const label = z.strictObject({
  ...{ type: z.literal(18), label: z.string().min(1).max(45), description: z.string().max(100).optional() },
  component: z.union([input, select]),
});

export const modalShape = z.strictObject({
  ...{ custom_id: customId, title: z.string().min(1).max(45) },
  components: z
    .array(label)
    .min(1)
    .max(5)
    .refine((all) => new Set(all.map(({ component }) => component.custom_id)).size === all.length),
});
export type FakeModal = z.output<typeof modalShape>;

/** As Discord sends back what somebody wrote into it: what they left empty included. */
export const filled = ({ custom_id, components }: FakeModal, answers: Readonly<Record<string, string>>) => ({
  custom_id,
  components: components.map(({ component: { type, custom_id: name, ...shown } }, n) => {
    const standing = "value" in shown ? (shown.value ?? "") : "";
    const chosen = "options" in shown ? shown.options.filter((option) => option.default).map(({ value }) => value) : [];
    const said = answers[name];
    const component = type === 4 ? { value: said ?? standing } : { values: said === undefined ? chosen : said.split(",").filter(Boolean) };
    return { type: 18, id: n + 1, component: { type, id: n + 100, custom_id: name, ...component } };
  }),
});
