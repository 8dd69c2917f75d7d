import { webApi } from "@slack/bolt";
import { messageOf } from "../../src/core/errors.ts";
import type { PostOutcome } from "../../src/core/ports.ts";
import { isUnreachable, unreachable } from "../../src/core/unreachable.ts";

/** Seconds to wait where Slack says that there are too many, and not for how long. */
const unsaid = 5;

type Kind = Exclude<PostOutcome["outcome"], "delivered">;

/** By the errors of chat.postMessage and chat.update (docs.slack.dev/reference/methods). Anything else is tried again. */
const KINDS: Readonly<Record<string, Kind>> = {
  ...all("stopped", ["invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope", "no_permission"]),
  ...all("stopped", ["org_login_required", "ekm_access_denied", "access_denied", "team_access_not_granted"]),
  ...all("paused", ["channel_not_found", "not_in_channel", "is_archived", "restricted_action", "restricted_action_read_only_channel"]),
  ...all("paused", [
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
  ]),
  ...all("paused", ["cannot_reply_to_message", "messages_tab_disabled", "user_not_found", "cannot_dm_bot", "is_inactive", "user_disabled"]),
  ...all("paused", ["slack_connect_canvas_sharing_blocked", "slack_connect_file_link_sharing_blocked", "posting_to_channel_denied"]),
  ...all("failed", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text", "too_many_attachments"]),
  ...all("failed", [
    "invalid_arguments",
    "invalid_arg_name",
    "invalid_array_arg",
    "invalid_charset",
    "invalid_form_data",
    "invalid_post_type",
  ]),
  ...all("failed", [
    "metadata_too_large",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "missing_post_type",
    "markdown_text_conflict",
  ]),
  ...all("failed", ["message_not_found", "cant_update_message", "edit_window_closed", "duplicate_channel_not_found", "thread_not_found"]),
  ...all("uncertain", ["internal_error", "fatal_error", "service_unavailable"]),
};

/** Reasons that stop a whole workspace, which installing the app anew may end. */
export const stopReasons: readonly string[] = Object.keys(KINDS).filter((code) => KINDS[code] === "stopped");

function all(kind: Kind, codes: readonly string[]): Record<string, Kind> {
  return Object.fromEntries(codes.map((code) => [code, kind]));
}

/** What became of a post or an edit that did not succeed. Reasons are Slack's own words; a person may read them. */
export function outcomeOf(error: unknown, botName = "picketline"): Exclude<PostOutcome, { outcome: "delivered" }> {
  if (error instanceof webApi.WebAPIRateLimitedError) return tooMany(error.retryAfter);
  if (error instanceof webApi.WebAPIPlatformError) return ofCode(error, botName);
  if (error instanceof webApi.WebAPIHTTPError) return { outcome: "uncertain", reason: `Slack answered ${error.statusCode}` };
  if (error instanceof webApi.WebAPIRequestError && isUnreachable(error.original)) return unreachable("no connection to Slack");
  if (error instanceof webApi.WebAPIRequestError) return { outcome: "uncertain", reason: `no answer from Slack: ${error.original.name}` };
  // The SDK has no class for a 429 without a time.
  if (messageOf(error).includes("Retry header")) return tooMany(unsaid);
  return { outcome: "uncertain", reason: messageOf(error) };
}

/** The conversation's own limit is kept before posting, so what Slack complains of is the workspace's. */
const tooMany = (afterSeconds: number): PostOutcome & { outcome: "retry" } => ({
  ...{ outcome: "retry", reason: "ratelimited", scope: "workspace" },
  afterSeconds: Math.max(1, afterSeconds),
});

function ofCode({ data }: webApi.WebAPIPlatformError, botName: string): Exclude<PostOutcome, { outcome: "delivered" }> {
  const { error: code, response_metadata: more } = data;
  if (code === "ratelimited" || code === "rate_limited") return tooMany(more?.retryAfter ?? unsaid);
  const outcome = KINDS[code] ?? "retry";
  const invite = code === "channel_not_found" || code === "not_in_channel" ? ` → /invite @${botName}` : "";
  const needed = "needed" in data && typeof data.needed === "string" ? ` (${data.needed})` : "";
  return { outcome, reason: `${code}${needed}${invite}` };
}

/** The code of a refusal that is Slack's own word. */
export const codeOf = (error: unknown): string | undefined => (error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined);
