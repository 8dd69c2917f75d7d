import { checkBlocks } from "./blocks.ts";
import type { FakeChannel, FakeMessage, FakeState } from "./state.ts";
import { checkHome, checkModal } from "./views.ts";

export type Params = Record<string, string>;
export type Answer = { ok: boolean; error?: string } & Record<string, unknown>;
type Method = (params: Params, state: FakeState) => Answer;

const refused = (error: string, more: object = {}): Answer => ({ ok: false, error, ...more });

class Refused extends Error {
  readonly answer: Answer;
  constructor(error: string, more: object = {}) {
    super(error);
    this.answer = refused(error, more);
  }
}

/** Answers as Slack does, with its own errors; anything it does not know is `unknown_method`. */
export function call(method: string, params: Params, state: FakeState): Answer {
  const run = methods[method];
  if (!run) return refused("unknown_method");
  try {
    return run(params, state);
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

function needs({ scopes }: FakeState, ...any: string[]): void {
  if (!any.some((scope) => scopes.has(scope)))
    throw new Refused("missing_scope", { needed: any.join(","), provided: [...scopes].join(",") });
}

/** A conversation the bot can see: to everybody else Slack says that there is none. */
function visible(id: string | undefined, { channels }: FakeState): FakeChannel {
  const channel = channels.get(id ?? "");
  if (!channel || (channel.kind !== "public" && !channel.hasBot)) throw new Refused("channel_not_found");
  return channel;
}

function postable(id: string | undefined, state: FakeState): FakeChannel {
  const channel = visible(directMessage(id, state), state);
  if (channel.archived) throw new Refused("is_archived");
  if (!channel.hasBot && !state.scopes.has("chat:write.public")) throw new Refused("not_in_channel");
  return channel;
}

/** A post to a person opens the direct message with them. */
function directMessage(id: string | undefined, { channels, users }: FakeState): string | undefined {
  if (id === undefined || !users.has(id)) return id;
  const dm = `D${id}`;
  if (!channels.has(dm)) channels.set(dm, { id: dm, kind: "im", hasBot: true, archived: false });
  return dm;
}

const historyScope = { public: "channels:history", private: "groups:history", im: "im:history" } as const;

function readable(id: string | undefined, state: FakeState): FakeChannel {
  const channel = visible(id, state);
  needs(state, historyScope[channel.kind]);
  if (!channel.hasBot) throw new Refused("not_in_channel");
  return channel;
}

/** What every message must be, however it is sent. */
export function content(text: unknown, given: unknown): Pick<FakeMessage, "text" | "blocks"> | string {
  const blocks = given === undefined ? [] : checkBlocks(given);
  if (typeof blocks === "string") return blocks;
  if (text !== undefined && typeof text !== "string") return "invalid_arguments";
  if (!text && blocks.length === 0) return "no_text";
  // Slack would cut it without a word: nobody would notice.
  if ((text?.length ?? 0) > 40_000) return "msg_too_long";
  return { text: text ?? "", blocks };
}

function contentOf(params: Params): Pick<FakeMessage, "text" | "blocks"> {
  const checked = content(params.text, params.blocks === undefined ? undefined : json(params.blocks, "invalid_blocks_format"));
  if (typeof checked === "string") throw new Refused(checked);
  return checked;
}

function json(text: string, error: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(error);
  }
}

function metadataOf({ metadata }: Params): FakeMessage["metadata"] {
  if (metadata === undefined) return undefined;
  const given = json(metadata, "invalid_metadata_format") as FakeMessage["metadata"];
  if (typeof given?.event_type !== "string" || typeof given.event_payload !== "object") throw new Refused("invalid_metadata_format");
  return given;
}

const methods: Record<string, Method> = {
  "auth.test": (_, { team, bot, org, name }) => ({
    ok: true,
    team_id: team,
    team: name,
    ...(org !== undefined && { enterprise_id: org }),
    user_id: bot.user,
    bot_id: bot.id,
    user: bot.name,
    url: "https://fake.slack.com/",
  }),
  "chat.postMessage"(params, state) {
    needs(state, "chat:write");
    const channel = postable(params.channel, state);
    const under = params.thread_ts;
    const root = state.messages.find((m) => m.channel === channel.id && m.ts === under);
    if (under !== undefined && !root) throw new Refused("thread_not_found");
    // Only what stands in the channel itself has a thread: "Avoid using a reply's ts value; use its parent instead".
    if (root?.under !== undefined) throw new Refused("cannot_reply_to_message");
    const message: FakeMessage = {
      ...contentOf(params),
      ...{ ts: state.nextTs(), channel: channel.id, under, at: Date.now(), edits: [] },
      metadata: metadataOf(params),
      unfurls: params.unfurl_links !== "false" || params.unfurl_media !== "false",
    };
    state.messages.push(message);
    return { ok: true, channel: channel.id, ts: message.ts, message: { text: message.text } };
  },
  "chat.postEphemeral"(params, state) {
    needs(state, "chat:write");
    const channel = visible(params.channel, state);
    if (channel.archived) throw new Refused("is_archived");
    // Beyond what it may see it must be a member, whatever it may post (docs.slack.dev/reference/methods/chat.postEphemeral).
    if (!channel.hasBot) throw new Refused("not_in_channel");
    if (!state.users.has(params.user ?? "")) throw new Refused("user_not_in_channel");
    state.ephemeral.push({ ...contentOf(params), channel: channel.id, user: params.user ?? "" });
    return { ok: true, message_ts: state.nextTs() };
  },
  "chat.update"(params, state) {
    needs(state, "chat:write");
    const channel = visible(params.channel, state);
    const message = state.messages.find((m) => m.channel === channel.id && m.ts === params.ts);
    if (!message) throw new Refused("message_not_found");
    if (channel.archived) throw new Refused("is_archived");
    Object.assign(message, contentOf(params));
    message.edits.push(message.text);
    return { ok: true, channel: channel.id, ts: message.ts };
  },
  "conversations.history": (params, state) => page(params, state, (m) => m.under === undefined),
  "conversations.replies"(params, state) {
    if (!state.messages.some((m) => m.ts === params.ts)) throw new Refused("thread_not_found");
    return page(params, state, (m) => m.under === params.ts || m.ts === params.ts);
  },
  "conversations.join"(params, state) {
    needs(state, "channels:join");
    const channel = visible(params.channel, state);
    if (channel.kind !== "public") throw new Refused("method_not_supported_for_channel_type");
    if (channel.archived) throw new Refused("is_archived");
    channel.hasBot = true;
    return { ok: true, channel: { id: channel.id } };
  },
  "files.getUploadURLExternal"({ filename, length, alt_txt, alt_text = alt_txt }, state) {
    needs(state, "files:write");
    const announced = state.files.announce(filename, Number(length), alt_text);
    if ("error" in announced) throw new Refused(announced.error);
    return { ok: true, file_id: announced.id, upload_url: `${state.origin}/upload/${announced.id}` };
  },
  "files.completeUploadExternal"({ files, channel_id }, state) {
    needs(state, "files:write");
    const given = json(files ?? "", "invalid_arguments") as { id?: string; title?: string }[];
    const [file, ...more] = Array.isArray(given) ? given : [];
    if (!file || more.length > 0) throw new Refused("invalid_arguments");
    const error = state.files.complete(file.id, channel_id, state);
    if (error !== undefined) throw new Refused(error);
    return { ok: true, files: [{ id: file.id, title: file.title }] };
  },
  "views.publish"({ user_id: user = "", view = "" }, state) {
    if (!state.users.has(user)) throw new Refused("invalid_arguments");
    const checked = checkHome(view);
    if (typeof checked === "string") throw new Refused(checked);
    const { published = 0 } = state.homes.get(user) ?? {};
    state.homes.set(user, { view: checked, published: published + 1 });
    return { ok: true, view: { id: `V${user}`, type: "home" } };
  },
  "views.open"({ trigger_id: trigger, view = "" }, state) {
    const error = state.triggers.use(trigger);
    if (error !== undefined) throw new Refused(error);
    const checked = checkModal(view);
    if (typeof checked === "string") throw new Refused(checked);
    state.modals.push(checked);
    return { ok: true, view: { id: `VM${state.modals.length}`, type: "modal" } };
  },
  "users.info"(params, state) {
    needs(state, "users:read");
    const user = state.users.get(params.user ?? "");
    if (!user) throw new Refused("user_not_found");
    const { locale, tz, isAdmin = false } = user;
    return {
      ok: true,
      user: { id: params.user, tz, is_admin: isAdmin, is_owner: false, ...(params.include_locale === "true" && { locale }) },
    };
  },
};

/** Newest first, as Slack has it; metadata only for whoever asks for it. */
function page(params: Params, state: FakeState, belongs: (message: FakeMessage) => boolean): Answer {
  const channel = readable(params.channel, state);
  const since = Number(params.oldest ?? 0);
  const all = state.messages.filter((m) => m.channel === channel.id && belongs(m) && Number(m.ts) > since).reverse();
  const [from, most] = [Number(params.cursor ?? 0), Number(params.limit ?? 100)];
  const shown = all.slice(from, from + most).map(({ ts, text, metadata }) => ({
    ...{ type: "message", ts, text },
    ...(params.include_all_metadata === "true" && metadata && { metadata }),
  }));
  const next = from + most < all.length ? String(from + most) : "";
  return { ok: true, messages: shown, has_more: next !== "", response_metadata: { next_cursor: next } };
}
