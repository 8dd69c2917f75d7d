import type { Clock } from "../core/clock.ts";
import type { Batch, Delivery, Earlier, Outbox } from "../core/outbox.ts";
import type { Message, Messenger, Platform, PostOutcome, Subscription, Target, Topic } from "../core/ports.ts";
import type { Reply } from "../core/reply.ts";
import type { History } from "../disputes/fold.ts";
import { milestoneName, nameOf } from "../text/describe.ts";
import { compose } from "./compose.ts";
import { correct } from "./correct.ts";
import { discreetNotice } from "./discreet.ts";
import type { Checked, Entry } from "./recheck.ts";

export interface CheckedDelivery {
  delivery: Delivery;
  /** What its subscription was told before; for updates. */
  earlier: Earlier | undefined;
  check: Checked;
}

export interface Attempt {
  sent: PostOutcome;
  /** An earlier attempt had arrived after all. */
  before: boolean;
  /** An earlier attempt may have arrived, and the platform cannot say. */
  blind: boolean;
}

export interface SendParts {
  clock: Clock;
  historyOf(dispute: string): History | undefined;
  messengerOf(platform: Platform): Messenger | undefined;
  /** Keeps an edit that the platform put off for long. */
  postpone: Outbox["postpone"];
  edited: Outbox["edited"];
}

const tooLate: PostOutcome = { outcome: "retry", reason: "it took too long to come to it" };

/** How often corrections of old messages may hold the new one back. */
const corrections = 5;

/**
 * Edits what was said before, then posts the batch as a reply under it. The post comes last because an edit can be repeated
 * and a post cannot: an edit that failed must not lead to a second message.
 */
export async function send(batch: Batch, checked: readonly CheckedDelivery[], deadline: number, parts: SendParts): Promise<Attempt> {
  const { messageKey: key, target, attempts, uncertain } = batch;
  const messenger = parts.messengerOf(target.platform);
  if (!messenger) return { sent: { outcome: "retry", reason: `${target.platform} is not connected` }, before: false, blind: uncertain };
  const under = earlierMessages(checked).map((message) => message.messageId);
  const found = uncertain ? await messenger.find(target, key, { under, since: batch.firstTried }) : undefined;
  const blind = found === "unknown";
  if (found !== undefined && !blind) return { sent: { outcome: "delivered", messageId: found }, before: true, blind };
  const attempt = (sent: PostOutcome): Attempt => ({ sent, before: false, blind });
  const useful = checked.filter(({ check }) => check.useful);
  const { subscription, reminder } = useful[0]?.delivery ?? {};
  const history = reminder && parts.historyOf(reminder.dispute);
  if (!subscription || !history) return attempt({ outcome: "failed", reason: "nothing left to send" });
  const now = parts.clock.now();
  const entries = useful.flatMap(({ check }) => (check.useful ? [check.entry] : []));
  const discreet = subscription.direct === "discreet";
  const message: Message = {
    ...{ key, target, reply: discreet ? discreetNotice(subscription, key) : compose(entries, subscription, history, now) },
    ...(!discreet && { topic: topicOf(entries, subscription, history) }),
    ...(subscription.ping && { ping: subscription.ping }),
  };
  const messages = earlierMessages(useful);
  // What was sent in full before its reader chose to be discreet is taken back.
  const reword = (old: OldMessage): Reply =>
    discreet ? discreetNotice(subscription, old.key) : correct(old.parts, subscription, history, now);
  // What was tried often enough is corrected apart, as soon as the platform lets it, and holds nothing back any more.
  const waitFor = attempts > corrections ? 0 : putOffAfter;
  const again = await correctAll(messenger, target, messages, reword, deadline, { ...parts, waitFor });
  if (again) return attempt(again);
  if (performance.now() > deadline) return attempt(tooLate);
  const [parent] = messages;
  return attempt(await (parent ? messenger.reply(parent.messageId, message) : messenger.post(message)));
}

type OldMessage = Earlier["messages"][number];

/** Newest first, each once, though several updates correct it. */
function earlierMessages(deliveries: readonly CheckedDelivery[]): OldMessage[] {
  const all = deliveries.flatMap(({ earlier }) => earlier?.messages ?? []);
  return [...new Map(all.map((message) => [message.messageId, message])).values()];
}

/** Seconds: what is to be told does not wait any longer for what was told before to be corrected. */
const putOffAfter = 60;

/** Milliseconds before a correction that is made apart is tried again. */
const postponedMs = 5_000;

/** What a message is about: one milestone, else its dispute. */
function topicOf(entries: readonly Entry[], { lang }: Subscription, { dispute }: History): Topic {
  const [first, ...more] = new Map(entries.map(({ identity }) => [identity.id, identity])).values();
  if (!first || more.length > 0) return { id: dispute.id, name: nameOf(dispute.title, dispute, lang) };
  return { id: `${dispute.id}/${first.id}`, name: milestoneName(first, dispute, lang) };
}

/** Edits every old message; the first that should be tried again is returned, so that the batch is. */
async function correctAll(
  messenger: Messenger,
  target: Target,
  messages: readonly OldMessage[],
  reword: (old: OldMessage) => Reply,
  deadline: number,
  { postpone, edited: done, clock, waitFor }: SendParts & { waitFor: number },
): Promise<PostOutcome | undefined> {
  for (const old of messages) {
    if (performance.now() > deadline) return tooLate;
    const { messageId, key } = old;
    const reply = reword(old);
    const edited = await messenger.edit(target, messageId, reply, key);
    if (edited.outcome === "delivered") await done(target, messageId);
    if (edited.outcome !== "retry" && edited.outcome !== "uncertain") continue;
    const seconds = edited.outcome === "retry" ? (edited.afterSeconds ?? 0) : 0;
    if (waitFor === 0 || seconds > waitFor) {
      const until = clock.real().add({ milliseconds: Math.max(Math.ceil(seconds * 1_000), postponedMs) });
      await postpone(target, { messageId, key, reply }, until);
    }
    // An edit can be repeated: nothing is uncertain about the post that was to follow it.
    else return edited.outcome === "uncertain" ? { outcome: "retry", reason: edited.reason } : edited;
  }
  return undefined;
}
