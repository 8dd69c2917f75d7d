import * as z from "zod";
import { block as messageBlock, plainText } from "./blocks.ts";

// Views as Slack takes them (docs.slack.dev/reference/views); the limits are those of docs.slack.dev/reference/block-kit.

const option = z.strictObject({ text: plainText(75), value: z.string().min(1).max(150) });
const confirm = z.strictObject({
  title: plainText(100),
  text: plainText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(["primary", "danger"]).optional(),
});
const options = z
  .array(option)
  .min(1)
  .max(100)
  .refine((all) => new Set(all.map(({ value }) => value)).size === all.length);
const select = z
  .strictObject({
    type: z.literal("static_select"),
    action_id: z.string().min(1).max(255),
    placeholder: plainText(150).optional(),
    options: options.optional(),
    option_groups: z
      .array(z.strictObject({ label: plainText(75), options }))
      .min(1)
      .max(100)
      .optional(),
    initial_option: option.optional(),
  })
  .refine(({ options: all, option_groups: groups }) => (all === undefined) !== (groups === undefined))
  .refine(({ options: all, option_groups: groups, initial_option: initial }) => {
    const known = [...(all ?? []), ...(groups ?? []).flatMap((group) => group.options)];
    return initial === undefined || known.some((each) => JSON.stringify(each) === JSON.stringify(initial));
  });
const textInput = z
  .strictObject({
    type: z.literal("plain_text_input"),
    action_id: z.string().min(1).max(255),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3_000).optional(),
    max_length: z.number().int().min(1).max(3_000).optional(),
    initial_value: z.string().optional(),
    placeholder: plainText(150).optional(),
  })
  .refine(({ initial_value: initial = "", max_length: most = 3_000 }) => initial.length <= most);
const multiSelect = z
  .strictObject({
    type: z.literal("multi_static_select"),
    action_id: z.string().min(1).max(255),
    placeholder: plainText(150).optional(),
    options,
    initial_options: z.array(option).min(1).optional(),
  })
  .refine(({ options: all, initial_options: initial = [] }) =>
    initial.every((each) => all.some((known) => JSON.stringify(known) === JSON.stringify(each))),
  );
const externalSelect = z.strictObject({
  type: z.literal("external_select"),
  action_id: z.string().min(1).max(255),
  placeholder: plainText(150).optional(),
  min_query_length: z.number().int().min(0).optional(),
  initial_option: option.optional(),
});
const input = z.union([textInput, select, multiSelect, externalSelect]);
const button = z.strictObject({
  type: z.literal("button"),
  action_id: z.string().min(1).max(255),
  text: plainText(75),
  value: z.string().max(2_000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  confirm: confirm.optional(),
});
const blockId = z.string().min(1).max(255).optional();
const element = z.union([button, select]);
const viewBlock = z.union([
  messageBlock,
  z.strictObject({ type: z.literal("divider"), block_id: blockId }),
  z.strictObject({
    type: z.literal("section"),
    block_id: blockId,
    text: z.union([plainText(3_000), z.strictObject({ type: z.literal("mrkdwn"), text: z.string().min(1).max(3_000) })]),
    accessory: element.optional(),
  }),
  z.strictObject({
    type: z.literal("input"),
    block_id: blockId,
    label: plainText(2_000),
    element: input,
    optional: z.boolean().optional(),
    hint: plainText(2_000).optional(),
  }),
  z.strictObject({ type: z.literal("context"), block_id: blockId, elements: z.array(plainText(3_000)).min(1).max(10) }),
  z.strictObject({ type: z.literal("actions"), block_id: blockId, elements: z.array(element).min(1).max(25) }),
]);
type ViewBlock = z.output<typeof viewBlock>;

/** `action_id` is unique in a view's block, and `block_id` in a view. */
const blocks = z
  .array(viewBlock)
  .max(100)
  .refine((all) => all.every((each) => unique(elementsIn(each).map(({ action_id }) => action_id))))
  .refine((all) => unique(all.flatMap((each) => ("block_id" in each && each.block_id) || [])));
const home = z.strictObject({ type: z.literal("home"), blocks, private_metadata: z.string().max(3_000).optional() });
const modal = z
  .strictObject({
    type: z.literal("modal"),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    callback_id: z.string().min(1).max(255).optional(),
    private_metadata: z.string().max(3_000).optional(),
    blocks,
  })
  .refine(({ submit, blocks: all }) => submit !== undefined || all.every(({ type }) => type !== "input"));
export type FakeView = z.output<typeof home>;
export type FakeModal = z.output<typeof modal>;
export type FakeInput = z.output<typeof input>;
export type FakeElement = z.output<typeof element>;

const unique = (names: readonly string[]): boolean => new Set(names).size === names.length;

function elementsIn(shown: ViewBlock): FakeElement[] {
  if (shown.type === "actions") return shown.elements;
  return shown.type === "section" && shown.accessory ? [shown.accessory] : [];
}

/** Characters of a whole view as JSON (docs.slack.dev/reference/methods/views.publish, "view_too_large": 250 KB). */
const largest = 250_000;

function parsed<S extends z.ZodType>(schema: S, given: string): z.output<S> | string {
  if (given.length > largest) return "view_too_large";
  const view = schema.safeParse(JSON.parse(given));
  return view.success ? view.data : "invalid_arguments";
}

/** The view, or the error with which Slack would refuse it. */
export const checkHome = (given: string): FakeView | string => parsed(home, given);
export const checkModal = (given: string): FakeModal | string => parsed(modal, given);

export const elementsOn = ({ blocks: shown }: { blocks: readonly ViewBlock[] }): FakeElement[] => shown.flatMap(elementsIn);

/** The fields of a modal, by the name of their block. */
export const fieldsOn = ({ blocks: shown }: { blocks: readonly ViewBlock[] }): Map<string, FakeInput> =>
  new Map(shown.flatMap((each) => (each.type === "input" ? [[each.block_id ?? "", each.element]] : [])));

/** What Slack takes as values for a field that asks for them. */
export const suggestions = z.strictObject({ options: z.array(option).max(100) });

/** The words on the screen. */
export const wordsInView = ({ blocks: shown }: { blocks: readonly ViewBlock[] }): string =>
  [...JSON.stringify(shown).matchAll(/"text":"((?:[^"\\]|\\.)*)"/gu)].map(([, words]) => JSON.parse(`"${words}"`)).join("\n");
