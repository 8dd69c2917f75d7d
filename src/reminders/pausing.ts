import type { Clock } from "../core/clock.ts";
import { messageOf } from "../core/errors.ts";
import {
  type Messenger,
  type Platform,
  type PostOutcome,
  type Subscription,
  type Subscriptions,
  scopeOf,
  type Target,
} from "../core/ports.ts";
import { code, heading, item, list, note, paragraph, type Reply, reply, text } from "../core/reply.ts";
import type { History } from "../disputes/fold.ts";
import { nameOf } from "../text/describe.ts";
import { messages } from "../text/messages.ts";

export interface PausingParts {
  subscriptions: Pick<Subscriptions, "pause" | "end">;
  clock: Clock;
  historyOf(dispute: string): History | undefined;
  messengerOf(platform: Platform): Messenger | undefined;
  log(message: string, details: object): void;
}

type Refusal = Extract<PostOutcome, { outcome: "paused" | "stopped" | "ended" }>;

const isRefusal = (sent: PostOutcome): sent is Refusal =>
  sent.outcome === "paused" || sent.outcome === "stopped" || sent.outcome === "ended";

/**
 * Pauses or ends what can no longer be posted to, and says so once to whoever set it. The change itself is the record: only who
 * makes it tells, so after a crash in between somebody is not told rather than told twice. Never throws: the outcome is written.
 */
export async function stopSending(sent: PostOutcome, target: Target, parts: PausingParts): Promise<void> {
  if (!isRefusal(sent)) return;
  try {
    const stopped = await change(sent, target, parts);
    if (stopped.length === 0) return;
    const { outcome, reason } = sent;
    parts.log("Nothing more is sent there", { target, outcome, reason, subscriptions: stopped.length });
    for (const [userId, own] of Map.groupBy(stopped, (s) => s.createdBy)) if (userId !== null) await tell(sent, target, userId, own, parts);
  } catch (error) {
    parts.log("What cannot be posted to could not be paused, or nobody be told", { target, error });
  }
}

function change({ outcome, reason }: Refusal, target: Target, { subscriptions, clock }: PausingParts): Promise<Subscription[]> {
  if (outcome === "ended") return subscriptions.end(target);
  return subscriptions.pause(scopeOf(target, outcome === "stopped" ? "workspace" : "conversation"), reason, clock.real());
}

async function tell(refusal: Refusal, { platform, workspace }: Target, userId: string, own: readonly Subscription[], parts: PausingParts) {
  const messenger = parts.messengerOf(platform);
  if (!messenger?.tell) return;
  const sent = await messenger
    .tell(workspace, userId, refusalReply(refusal, own, parts.historyOf))
    .catch((error: unknown): PostOutcome => ({ outcome: "failed", reason: messageOf(error) }));
  if (sent.outcome !== "delivered") parts.log("Whoever subscribed could not be told that it stopped", { platform, workspace, ...sent });
}

/** How many subscriptions are named; a revoked token may stop hundreds that one person set. */
const named = 10;

/** What stopped, why, and how to go on; in the language it was subscribed in. */
export function refusalReply({ outcome, reason }: Refusal, own: readonly Subscription[], historyOf: PausingParts["historyOf"]): Reply {
  const { lang } = own[0] ?? { lang: "en" as const };
  const m = messages(lang).stopped;
  const items = own.slice(0, named).map(({ target, dispute, direct }) => {
    const known = historyOf(dispute)?.dispute;
    const title = known ? nameOf(known.title, known, lang) : dispute;
    return item([code(target.conversation), ...(direct === "discreet" ? [] : [text(` · ${title}`)])]);
  });
  return reply(
    heading(outcome === "ended" ? m.ended : m.paused),
    list(items),
    ...(own.length > named ? [paragraph(text(m.more(own.length - named)))] : []),
    paragraph(text(m.reason(reason))),
    ...(outcome === "ended" ? [] : [note(text(m.resume), code("subscribe"))]),
  );
}
