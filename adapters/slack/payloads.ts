import * as z from "zod";

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/u);
const responseUrl = z.url({ protocol: /^https?$/u }).max(2_000);

/** What is read of a slash command (docs.slack.dev/interactivity/implementing-slash-commands). */
export const slashCommand = z.object({
  command: z.string().min(1).max(100),
  text: z.string().default(""),
  team_id: id,
  channel_id: id,
  user_id: id,
  response_url: responseUrl,
});
export type SlashCommand = z.output<typeof slashCommand>;

/** What is read of a button press (docs.slack.dev/reference/interaction-payloads/block_actions-payload). */
export const blockActions = z.object({
  type: z.literal("block_actions"),
  team: z.object({ id }),
  user: z.object({ id }),
  channel: z.object({ id }),
  response_url: responseUrl,
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
});

const inEvent = <S extends z.ZodType>(event: S) => z.object({ team_id: id, event_id: z.string().min(1).max(200), event });

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
