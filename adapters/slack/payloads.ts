import * as z from "zod";
import type { Place } from "./workspaces.ts";

export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/u);
/** Through an organization's installation, the workspace is still the one that it happened in. */
const place = (team: string, org: string | null | undefined, isOrg: boolean | undefined): Place => ({
  team,
  ...(isOrg && org && { org }),
});

export const responseUrl = z.url({ protocol: /^https?$/u }).max(2_000);

/** Opens one modal within three seconds; nothing else needs it. */
const triggerId = z.string().max(200).optional().catch(undefined);

/** What is read of a slash command (docs.slack.dev/interactivity/implementing-slash-commands). */
export const slashCommand = z
  .object({
    command: z.string().min(1).max(100),
    text: z.string().default(""),
    team_id: id,
    enterprise_id: id.optional(),
    is_enterprise_install: z.enum(["true", "false"]).optional(),
    channel_id: id,
    user_id: id,
    response_url: responseUrl,
    trigger_id: triggerId,
  })
  .transform(({ team_id, enterprise_id, is_enterprise_install, ...rest }) => ({
    ...rest,
    place: place(team_id, enterprise_id, is_enterprise_install === "true"),
  }));
export type SlashCommand = z.output<typeof slashCommand>;

/** Who did it, and where: an organization's payload may leave the workspace to the person. */
export const actor = {
  team: z.object({ id }).nullish(),
  enterprise: z.object({ id }).nullish(),
  is_enterprise_install: z.boolean().optional(),
  user: z.object({ id, team_id: id.optional() }),
};
type Actor = z.output<z.ZodObject<typeof actor>>;

export function acted<A extends Actor>({ team, enterprise, is_enterprise_install: isOrg, user, ...rest }: A) {
  return { ...rest, userId: user.id, place: place(team?.id ?? user.team_id ?? enterprise?.id ?? "", enterprise?.id, isOrg) };
}

/** What is read of a button press (docs.slack.dev/reference/interaction-payloads/block_actions-payload). */
export const blockActions = z
  .object({
    type: z.literal("block_actions"),
    ...actor,
    channel: z.object({ id }),
    response_url: responseUrl,
    trigger_id: triggerId,
    actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
  })
  .transform(acted);

/** `authorizations` name the installation that an event is for (docs.slack.dev/apis/events-api, "Event callback"). */
const envelope = z.object({
  team_id: id.nullish(),
  enterprise_id: id.nullish(),
  authorizations: z
    .array(z.object({ team_id: id.nullish(), enterprise_id: id.nullish(), is_enterprise_install: z.boolean().optional() }))
    .optional(),
  event_id: z.string().min(1).max(200),
});
const inEvent = <S extends z.ZodType>(event: S) => envelope.extend({ event });

export function placeOf({ team_id, enterprise_id, authorizations: [by] = [] }: z.output<typeof envelope>): Place {
  const org = by?.enterprise_id ?? enterprise_id;
  const isOrg = by?.is_enterprise_install;
  return place((isOrg ? team_id : by?.team_id) ?? team_id ?? org ?? "", org, isOrg);
}

/** Somebody wrote to the bot: by name in a channel, or in a direct message. */
export const written = inEvent(
  z.object({
    type: z.enum(["app_mention", "message"]),
    channel: id,
    channel_type: z.string().optional(),
    user: id.optional(),
    bot_id: z.string().nullish(),
    subtype: z.string().optional(),
    text: z.string().default(""),
    ts: z.string().regex(/^\d+\.\d+$/u),
    thread_ts: z
      .string()
      .regex(/^\d+\.\d+$/u)
      .optional(),
  }),
);
export type Written = z.output<typeof written>;

/** The fate of a conversation, by the names of Slack's events. */
export const conversationEvent = inEvent(
  z.object({
    type: z.enum(["channel_archive", "group_archive", "channel_deleted", "group_deleted"]),
    channel: id,
  }),
);
export const movedEvent = inEvent(z.object({ type: z.literal("channel_id_changed"), old_channel_id: id, new_channel_id: id }));

/** The app was removed, or a token revoked. */
export const lostEvent = inEvent(z.object({ type: z.enum(["app_uninstalled", "tokens_revoked"]) }));
/** An organization's admin let the app into some workspaces, or took it out (docs.slack.dev/reference/events/team_access_revoked). */
export const accessEvent = inEvent(
  z.object({ type: z.enum(["team_access_granted", "team_access_revoked"]), team_ids: z.array(id).max(1_000) }),
);

/** Somebody opened App Home (docs.slack.dev/reference/events/app_home_opened). */
export const homeOpened = inEvent(z.object({ type: z.literal("app_home_opened"), user: id, channel: id, tab: z.string().optional() }));

/** Somebody pressed or chose something in it: which conversation is theirs stands in what the view was published with. */
export const homeActions = z
  .object({
    type: z.literal("block_actions"),
    ...actor,
    view: z.object({ type: z.literal("home"), private_metadata: z.string().max(3_000) }),
    actions: z
      .array(z.object({ action_id: z.string().max(255), selected_option: z.object({ value: z.string().max(150) }).nullish() }))
      .min(1),
  })
  .transform(acted);

export const homeMetadata = z.object({ conversation: id });

/** Somebody chose a shortcut in a message's menu (docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload). */
export const messageShortcut = z
  .object({
    type: z.literal("message_action"),
    ...actor,
    channel: z.object({ id }),
    message: z.object({ text: z.string().max(100_000).default("") }),
    trigger_id: z.string().min(1).max(200),
    response_url: responseUrl,
  })
  .transform(acted);
export type MessageShortcut = z.output<typeof messageShortcut>;

/** Somebody confirmed a dialog. */
export const confirmed = z
  .object({ type: z.literal("view_submission"), ...actor, view: z.object({ private_metadata: z.string().max(3_000) }) })
  .transform(acted);
export type Confirmed = z.output<typeof confirmed>;
