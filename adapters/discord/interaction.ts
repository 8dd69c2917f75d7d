import * as z from "zod";
import type { Invocation } from "../../src/core/invocation.ts";
import { isShort, type Kept, pressOf } from "./buttons.ts";
import { hereOf, id, isAdmin, resolved, surroundings } from "./here.ts";
import { filledIn } from "./modal.ts";

const value = z.union([z.string(), z.number(), z.boolean()]);
const option = z.object({ name: z.string(), value, focused: z.boolean().optional() });
const data = z.object({
  name: z.string().optional(),
  custom_id: z.string().optional(),
  options: z.array(z.object({ name: z.string(), options: z.array(option).optional() })).optional(),
  resolved: resolved.optional(),
  components: z.unknown().optional(),
});
const user = z.object({ id });

/** What is needed to answer at all. */
export const envelope = z.object({
  id,
  token: z.string().regex(/^[\w.-]{1,300}$/),
  type: z.unknown(),
  locale: z.string().max(20).optional().catch(undefined),
});
const interaction = envelope.extend({
  ...surroundings.shape,
  type: z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  application_id: id,
  channel_id: id,
  user: user.optional(),
  data,
});

const kinds = { 2: "command", 3: "button", 4: "autocomplete", 5: "modal" } as const;
type Kind = (typeof kinds)[keyof typeof kinds];

export interface Parsed {
  id: string;
  token: string;
  application: string;
  kind: Kind;
  invocation: Invocation;
  /** Asked again for all to see. */
  show: boolean;
  /** Which of the answer's messages is wanted. */
  part: number;
  focused: { name: string; typed: string } | undefined;
}

/** Whether it is a press of a button, or a modal, whose question was kept by an earlier process. */
export const isOutlived = (payload: unknown): boolean => {
  const read = interaction.safeParse(payload);
  return read.success && (read.data.type === 3 || read.data.type === 5) && isShort(read.data.data.custom_id ?? "");
};

/** Undefined where the payload is not one that can be answered. */
export function parseInteraction(payload: unknown, kept?: Kept): Parsed | undefined {
  const read = interaction.safeParse(payload);
  if (!read.success) return undefined;
  const p = read.data;
  const here = hereOf(p, p.data.resolved);
  const caller = p.member?.user.id ?? p.user?.id;
  const asked = p.type === 3 ? button(p.data.custom_id, kept) : p.type === 5 ? modal(p.data, kept) : slash(p.data);
  if (caller === undefined || asked === undefined) return undefined;
  return {
    ...{ id: p.id, token: p.token, application: p.application_id, focused: asked.focused, show: asked.show, part: asked.part },
    kind: kinds[p.type],
    invocation: {
      command: asked.command,
      args: { named: asked.named, positional: [] },
      caller: { id: caller, role: isAdmin(p) ? "admin" : "member" },
      target: { platform: "discord", workspace: p.guild_id ?? `dm:${caller}`, conversation: p.channel_id },
      ...(p.locale !== undefined && { locale: p.locale }),
      ...(here && { here }),
      ...(asked.form && { form: asked.form }),
    },
  };
}

function slash({ options }: z.output<typeof data>) {
  const [sub] = options ?? [];
  if (!sub) return undefined;
  const given = sub.options ?? [];
  const focused = given.find((o) => o.focused);
  const named = Object.fromEntries(given.filter((o) => !o.focused).map((o) => [o.name, o.value]));
  return {
    command: sub.name,
    named,
    show: false,
    part: 0,
    form: undefined,
    focused: focused && { name: focused.name, typed: String(focused.value) },
  };
}

function button(customId: string | undefined, kept: Kept | undefined) {
  const press = pressOf(customId, kept);
  const form = press?.form ? ("open" as const) : undefined;
  return press && { command: press.command, named: press.args, show: press.show, part: press.part, form, focused: undefined };
}

function modal({ custom_id, components }: z.output<typeof data>, kept: Kept | undefined) {
  const [press, filled] = [pressOf(custom_id, kept), filledIn(components)];
  if (!press || !filled) return undefined;
  const named = { ...press.args, ...filled };
  return { command: press.command, named, show: false, part: 0, form: "filled" as const, focused: undefined };
}
