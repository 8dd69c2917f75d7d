import { createHash } from "node:crypto";
import type { Subscription } from "../core/ports.ts";
import { actions, paragraph, type Reply, reply, text } from "../core/reply.ts";
import { messages } from "../text/messages.ts";

/** What a locked screen may show: that there is something, and a button to what it is. No name, no date, no dispute. */
export function discreetNotice(subscription: Subscription, messageKey: string): Reply {
  const m = messages(subscription.lang).discreet;
  const message = messageRef(subscription.id, messageKey);
  return reply(paragraph(text(m.notice)), actions({ label: m.show, command: "news", args: { message } }));
}

/** Names a message of a subscription: short enough for any platform's button, and told apart from others without saying what it is about. */
export const messageRef = (subscription: string, messageKey: string): string => `${subscription}.${hashOf(messageKey)}`;

const hashOf = (messageKey: string): string => createHash("sha256").update(messageKey).digest("hex").slice(0, 12);
