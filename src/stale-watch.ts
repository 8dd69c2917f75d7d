import type { Messenger, Target } from "./core/ports.ts";
import { heading, item, list, note, paragraph, type Reply, reply, strong, text } from "./core/reply.ts";
import type { History } from "./disputes/fold.ts";
import { type Stale, staleFacts } from "./reminders/stale.ts";
import { dayInline, dayOf } from "./text/dates.ts";
import { milestoneItem, nameOf } from "./text/describe.ts";
import { messages } from "./text/messages.ts";

/**
 * Tells those who keep a dispute's facts, once for each occasion, that they have gone stale. The occasion is the message's key, so
 * that the platform itself says whether it was told before; `told` only spares asking again.
 */
export function createStaleWatch(
  messenger: Messenger,
  target: Target,
): (histories: readonly History[], now: Temporal.Instant) => Promise<void> {
  const told = new Set<string>();
  return async (histories, now) => {
    for (const stale of histories.flatMap((history) => staleFacts(history, now))) {
      if (told.has(stale.key)) continue;
      const { outcome } = await messenger.post({ key: stale.key, target, reply: question(stale, now) });
      if (outcome === "delivered") told.add(stale.key);
    }
  };
}

/** "Oct 12 has passed and nothing was reported: what happened?" */
function question(stale: Stale, now: Temporal.Instant): Reply {
  const { dispute } = stale.history;
  const lang = dispute.language;
  const m = messages(lang).stale;
  const title = strong(nameOf(dispute.title, dispute, lang));
  if (stale.type === "silent") {
    const day = dayInline(dayOf(stale.last, dispute.zone), dispute.zone, lang);
    return reply(heading(m.title), paragraph(title, text(": "), text(m.silent), day, text(".")), note(text(m.how)));
  }
  const telling = { state: stale.history.state(now), now, lang };
  const { body, notes } = milestoneItem(stale.milestone, telling);
  return reply(heading(m.title), paragraph(title, text(": "), text(m.passed)), list([item([...body], ...notes)]), note(text(m.how)));
}
