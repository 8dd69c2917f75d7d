import { proposalReply } from "../commands/shared/proposal.ts";
import type { Messenger, Platform } from "./core/ports.ts";
import type { Person } from "./disputes/entered.ts";
import type { Proposal } from "./organize/ports.ts";
import { announcement } from "./reminders/announcement.ts";
import { messages } from "./text/messages.ts";

/** Shows a draft to another organizer, in person, who may agree there. Whoever cannot be reached still finds it with `drafts`. */
export async function askOrganizer(
  { platform, workspace, user }: Person,
  proposal: Proposal,
  now: Temporal.Instant,
  messengerOf: (platform: Platform) => Messenger | undefined,
): Promise<void> {
  const lang = proposal.history.dispute.language;
  const { changes, history } = proposal.judged;
  const shown = proposalReply(messages(lang).organize.asked, proposal, announcement(changes, history, now, lang), now, lang);
  await messengerOf(platform)?.tell?.(workspace, user, shown);
}
