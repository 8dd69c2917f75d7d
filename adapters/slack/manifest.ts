import type { webApi } from "@slack/bolt";
import { SetupError } from "../../src/core/errors.ts";

export type Manifest = webApi.AppsManifestValidateArguments["manifest"];
type Scopes = NonNullable<NonNullable<NonNullable<Manifest["oauth_config"]>["scopes"]>["bot"]>;
type Events = NonNullable<NonNullable<NonNullable<Manifest["settings"]>["event_subscriptions"]>["bot_events"]>;

interface Feature {
  for: string;
  scopes: Scopes;
  events?: Events;
}

/** The shortcut in a message's menu. */
export const shortcutId = "what-do-we-know";

/** What every installation needs: commands, and posting where it is asked to. */
const least: Scopes = ["commands", "chat:write", "chat:write.public"];

const organizationEvents: Events = ["team_access_granted", "team_access_revoked"];

/** What else Picketline can do, each with the scopes that it needs for it and no others. */
export const features = {
  mentions: { for: "answers where it is named, also in threads", scopes: ["app_mentions:read"], events: ["app_mention"] },
  "direct-messages": { for: "answers what people write to it directly", scopes: ["im:history"], events: ["message.im"] },
  home: { for: "App Home: what is next, and each person's own reminders and settings", scopes: [], events: ["app_home_opened"] },
  people: { for: "each person's own language and time zone", scopes: ["users:read"] },
  files: { for: "sends files, such as an exported dispute, in direct messages", scopes: ["files:write"] },
  "look-back": {
    for: "never twice in public channels: joins them, and looks for its own message when an answer was lost",
    scopes: ["channels:join", "channels:history"],
  },
  "look-back-private": { for: "the same in private channels it was invited to", scopes: ["groups:history"] },
  channels: {
    for: "follows channels that are archived, deleted, made private or get another id",
    scopes: ["channels:read", "groups:read"],
    events: ["channel_archive", "channel_deleted", "channel_id_changed", "group_archive", "group_deleted"],
  },
} as const satisfies Record<string, Feature>;
export type FeatureName = keyof typeof features;

export interface ManifestChoice {
  /** Where Slack reaches Picketline, as in https://picketline.example.org; undefined for Socket Mode. */
  baseUrl: string | undefined;
  features: readonly FeatureName[];
  /** To be installed in many workspaces by a link. */
  many?: Many;
}

interface Many {
  /** Where people reach the install page: `PUBLIC_URL`. */
  link: string;
  /** Whole organizations of Enterprise Grid may install it. */
  organizations: boolean;
  /** Tokens end after twelve hours. Slack lets nobody turn that off again. */
  rotation: boolean;
}

/** The app as Slack takes it in "Create an app from a manifest". */
export function manifest({ baseUrl, features: chosen, many }: ManifestChoice): Manifest {
  const all: Feature[] = chosen.map((name) => features[name]);
  const url = baseUrl === undefined ? {} : { url: `${baseUrl}/slack/events` };
  const request = baseUrl === undefined ? {} : { request_url: `${baseUrl}/slack/events` };
  const options = baseUrl === undefined ? {} : { message_menu_options_url: `${baseUrl}/slack/events` };
  return {
    display_information: {
      name: "Picketline",
      description: "Dates and facts of a strike, each with its source, and reminders before them",
      background_color: "#1f2937",
    },
    features: {
      bot_user: { display_name: "picketline", always_online: true },
      app_home: {
        home_tab_enabled: chosen.includes("home"),
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: !chosen.includes("direct-messages"),
      },
      shortcuts: [
        {
          ...{ type: "message", name: "What do we know of this?", callback_id: shortcutId },
          description: "Asks about the words of a message, once you confirm",
        },
      ],
      slash_commands: [
        {
          ...{ command: "/strike", description: "Ask about the strike, or be reminded of its dates" },
          ...{ usage_hint: "next-session | deadlines | subscribe | help", should_escape: false, ...url },
        },
        {
          ...{ command: "/strike-organize", description: "For organizers: enter what was announced, and what was sent" },
          ...{ usage_hint: "report | move | drafts | help", should_escape: true, ...url },
        },
      ],
    },
    oauth_config: {
      ...(many && { redirect_urls: [`${many.link}/slack/oauth_redirect`] }),
      scopes: { bot: scopesFor(chosen) },
    },
    settings: {
      event_subscriptions: {
        ...request,
        bot_events: [
          "app_uninstalled",
          "tokens_revoked",
          ...(many?.organizations ? organizationEvents : []),
          ...all.flatMap((feature) => feature.events ?? []),
        ],
      },
      // Fields of forms that are completed ask at the same address.
      interactivity: { is_enabled: true, ...request, ...options },
      socket_mode_enabled: baseUrl === undefined,
      org_deploy_enabled: many?.organizations ?? false,
      token_rotation_enabled: many?.rotation ?? false,
    },
  };
}

/** What the app asks for where these features are wanted. @throws SetupError where there is no such feature. */
export function scopesFor(names: readonly string[]): Scopes {
  const unknown = names.find((name) => !isFeature(name) && name !== "all");
  if (unknown !== undefined)
    throw new SetupError(`SLACK_FEATURES: there is no feature "${unknown}", but ${Object.keys(features).join(", ")} and all.`);
  const chosen: Feature[] = (names.includes("all") ? Object.keys(features) : names).filter(isFeature).map((name) => features[name]);
  return [...new Set([...least, ...chosen.flatMap((feature) => feature.scopes)])];
}

export const isFeature = (name: string): name is FeatureName => Object.hasOwn(features, name);
