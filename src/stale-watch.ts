import type { Messenger, Platform, PostOutcome, Target } from "./core/ports.ts";
import { heading, item, list, note, paragraph, type Reply, reply, strong, text } from "./core/reply.ts";
import type { History } from "./disputes/fold.ts";
import type { Organizer } from "./organizers.ts";
import { type Stale, staleFacts } from "./reminders/stale.ts";
import type { Told } from "./store/told.ts";
import { dayInline, dayOf } from "./text/dates.ts";
import { milestoneItem, nameOf } from "./text/describe.ts";
import { messages } from "./text/messages.ts";

export interface StaleWatchParts {
  /** Where whoever runs this is asked; the message's key keeps it to once. */
  console: Messenger;
  consoleTarget: Target;
  /** Who else is asked, of what is everyone's and their workspace's own. */
  organizers: readonly Organizer[];
  nearTo(target: Target): readonly History[];
  messengerOf(platform: Platform): Messenger | undefined;
  told: Told;
}

/** Asks those who keep a dispute's facts, once for each occasion, what came of a date or why nothing is heard. */
export function createStaleWatch(parts: StaleWatchParts): (now: Temporal.Instant) => Promise<void> {
  const { console, consoleTarget, organizers, nearTo, messengerOf, told } = parts;
  const asked = new Set<string>();

  async function once(key: string, ask: () => Promise<PostOutcome | undefined>): Promise<void> {
    if (asked.has(key)) return;
    const outcome = (await ask())?.outcome;
    // Whoever cannot be asked, or may have been, is not asked again and again.
    if (outcome !== undefined && outcome !== "retry") asked.add(key);
  }
  async function askOrganizer({ platform, workspace, user }: Organizer, key: string, stale: Stale, now: Temporal.Instant) {
    if (await told.has(key)) return delivered;
    const outcome = await messengerOf(platform)?.tell?.(workspace, user, question(stale, now));
    // Kept afterwards: in a crash between the two somebody is asked twice rather than never.
    if (outcome?.outcome === "delivered" || outcome?.outcome === "uncertain") await told.add(key, now);
    return outcome;
  }

  async function look(now: Temporal.Instant): Promise<void> {
    for (const stale of staleOf(nearTo(consoleTarget), now))
      await once(stale.key, () => console.post({ key: stale.key, target: consoleTarget, reply: question(stale, now) }));
    for (const organizer of organizers) {
      const { platform, workspace, user: conversation } = organizer;
      for (const stale of staleOf(nearTo({ platform, workspace, conversation }), now)) {
        const key = `${stale.key} > ${platform}/${workspace}/${conversation}`;
        await once(key, () => askOrganizer(organizer, key, stale, now));
      }
    }
  }
  let looking: Promise<void> | undefined;

  return (now) => {
    looking ??= look(now).finally(() => {
      looking = undefined;
    });
    return looking;
  };
}

const delivered: PostOutcome = { outcome: "delivered", messageId: "" };

const staleOf = (histories: readonly History[], now: Temporal.Instant): Stale[] => histories.flatMap((h) => staleFacts(h, now));

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
