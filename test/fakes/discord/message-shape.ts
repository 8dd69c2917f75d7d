import * as z from "zod";
import { type Component, component, type Outer } from "./components.ts";
import { checked, Refused, wrong } from "./refusal.ts";

export const flag = { published: 1 << 0, noEmbeds: 1 << 2, ephemeral: 1 << 6, silent: 1 << 12, componentsV2: 1 << 15 } as const;

const snowflake = z.string().regex(/^\d{1,20}$/);
const kind = z.enum(["roles", "users", "everyone"]);
const mentions = z
  .strictObject({
    parse: z.array(kind).optional(),
    roles: z.array(snowflake).max(100).optional(),
    users: z.array(snowflake).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .refine(({ parse, roles, users }) => !(parse?.includes("roles") && roles?.length) && !(parse?.includes("users") && users?.length), {
    params: { code: "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE" },
  });

const embed = z.strictObject({
  title: z.string().max(256).optional(),
  description: z.string().max(4_096).optional(),
  url: z.url().optional(),
  color: z.number().int().optional(),
  fields: z
    .array(z.strictObject({ name: z.string().min(1).max(256), value: z.string().min(1).max(1_024), inline: z.boolean().optional() }))
    .max(25)
    .optional(),
  footer: z.strictObject({ text: z.string().max(2_048) }).optional(),
  author: z.strictObject({ name: z.string().max(256) }).optional(),
});

/** A field that Discord does not know is a slip of ours: it would be ignored there without a word. */
export const messageShape = z.strictObject({
  content: z.string().max(2_000).nullish(),
  embeds: z.array(embed).max(10).nullish(),
  components: z.array(component).nullish(),
  flags: z.number().int().min(0).nullish(),
  allowed_mentions: mentions.nullish(),
  nonce: z.union([z.string().max(25), z.number().int()]).optional(),
  enforce_nonce: z.boolean().optional(),
  message_reference: z
    .strictObject({
      message_id: snowflake,
      channel_id: snowflake.optional(),
      guild_id: snowflake.optional(),
      fail_if_not_exists: z.boolean().default(true),
    })
    .optional(),
  tts: z.boolean().optional(),
});
export type Sent = z.output<typeof messageShape>;

export interface Content {
  content: string;
  embeds: z.output<typeof embed>[];
  components: Outer[];
  flags: number;
}

/** @param has flags that it has for good: `componentsV2` is not taken back. @throws Refused */
export function contentOf(sent: Sent, has = 0): Content {
  const { content, embeds, components } = { content: sent.content ?? "", embeds: sent.embeds ?? [], components: sent.components ?? [] };
  const flags = (sent.flags ?? 0) | has;
  const all = components.flatMap(nested);
  if (flags & flag.componentsV2) {
    const legacy = (field: string) =>
      wrong(field, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", `The '${field}' field cannot be used with IS_COMPONENTS_V2`);
    if (content !== "") throw legacy("content");
    if (embeds.length > 0) throw legacy("embeds");
    if (all.length > 40) throw wrong("components", "BASE_TYPE_BAD_LENGTH", "Must be 40 or fewer in length.");
    const characters = all.reduce((sum, each) => sum + (each.type === 10 ? each.content.length : 0), 0);
    if (characters > 4_000)
      throw wrong("components", "COMPONENT_MAX_TOTAL_COMPONENTS_CHARACTERS", "Displayable text exceeds maximum size of 4000");
  } else {
    if (components.length > 5) throw wrong("components", "BASE_TYPE_BAD_LENGTH", "Must be 5 or fewer in length.");
    if (components.some((each) => each.type !== 1))
      throw wrong("components.0.type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).');
    if (embeds.reduce((sum, each) => sum + sizeOf(each), 0) > 6_000)
      throw wrong("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
  }
  if (content === "" && embeds.length === 0 && components.length === 0) throw new Refused("empty");
  unique(
    all.flatMap((each) => each.id || []),
    "id",
  );
  unique(
    all.flatMap((each) => ("custom_id" in each && each.custom_id) || []),
    "custom_id",
  );
  return { content, embeds, components, flags };
}

export const checkedMessage = (given: unknown): Sent => checked(messageShape, given);

function unique(values: readonly (string | number)[], field: string): void {
  const again = values.findIndex((value, n) => values.indexOf(value) !== n);
  if (again >= 0)
    throw wrong(`components.${again}.${field}`, `COMPONENT_${field.toUpperCase()}_DUPLICATED`, `Component ${field} cannot be duplicated`);
}

/** A component and all in it. */
export const nested = (each: Component): Component[] => [
  each,
  ...("components" in each ? each.components.flatMap(nested) : []),
  ...("accessory" in each ? [each.accessory] : []),
];

const sizeOf = (each: z.output<typeof embed>): number =>
  [each.title, each.description, each.footer?.text, each.author?.name, ...(each.fields ?? []).flatMap((f) => [f.name, f.value])].reduce(
    (sum, words) => sum + (words?.length ?? 0),
    0,
  );

/** The words on the screen. */
export const wordsOn = ({ content, components }: Pick<Content, "content" | "components">): string =>
  [content, ...components.flatMap(nested).flatMap((each) => (each.type === 10 ? each.content : []))].filter(Boolean).join("\n");
