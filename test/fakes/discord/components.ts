import * as z from "zod";

// What Discord takes: docs, components/reference.

/** Those left out, or 0, are given by Discord. */
const id = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1)
  .optional();
const emoji = z.strictObject({ id: z.string().optional(), name: z.string() });
const label = z.string().min(1).max(80).optional();
const asks = z
  .strictObject({
    ...{ type: z.literal(2), id, label, emoji: emoji.optional(), disabled: z.boolean().optional() },
    style: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    custom_id: z.string().min(1).max(100),
  })
  .refine((b) => b.label !== undefined || b.emoji !== undefined, { params: { code: "BUTTON_COMPONENT_REQUIRES_LABEL_OR_EMOJI" } });
const leads = z.strictObject({
  type: z.literal(2),
  id,
  label,
  disabled: z.boolean().optional(),
  style: z.literal(5),
  url: z.url().max(512),
});
const button = z.union([asks, leads]);
const choice = z.strictObject({
  label: z.string().min(1).max(100),
  value: z.string().max(100),
  description: z.string().max(100).optional(),
  default: z.boolean().optional(),
});
const select = z.strictObject({
  ...{ type: z.literal(3), id, custom_id: z.string().min(1).max(100) },
  options: z.array(choice).min(1).max(25),
  placeholder: z.string().max(150).optional(),
  min_values: z.number().int().min(0).max(25).optional(),
  max_values: z.number().int().min(1).max(25).optional(),
});
const row = z.strictObject({
  ...{ type: z.literal(1), id },
  components: z.union([z.array(button).min(1).max(5), z.array(select).length(1)]),
});
const text = z.strictObject({ type: z.literal(10), id, content: z.string().min(1).max(4_000) });
const section = z.strictObject({ type: z.literal(9), id, components: z.array(text).min(1).max(3), accessory: button });
const separator = z.strictObject({
  ...{ type: z.literal(14), id, divider: z.boolean().optional() },
  spacing: z.union([z.literal(1), z.literal(2)]).optional(),
});
/** One that comes with the message; nothing else can be shown so. */
const file = z.strictObject({
  ...{ type: z.literal(13), id, spoiler: z.boolean().optional() },
  file: z.strictObject({ url: z.string().regex(/^attachment:\/\/[\w.-]+$/) }),
});
const container = z.strictObject({
  ...{ type: z.literal(17), id, spoiler: z.boolean().optional(), accent_color: z.number().int().nullish() },
  components: z.array(z.discriminatedUnion("type", [row, text, section, separator, file])).min(1),
});

export const component = z.discriminatedUnion("type", [row, text, section, separator, file, container]);
export type Button = z.output<typeof button>;
/** One that stands by itself in a message. */
export type Outer = z.output<typeof component>;
export type Component = Outer | Button | z.output<typeof select>;
