import { type Inline, type Item, item, strong, text } from "../../src/core/reply.ts";
import type { MilestoneIdentity } from "../../src/disputes/report.ts";
import type { Revision } from "../../src/disputes/state.ts";
import { dayInline } from "../../src/text/dates.ts";
import { attributions, milestoneName, scopeNotes, type Telling, toldInlines } from "../../src/text/describe.ts";
import { messages } from "../../src/text/messages.ts";
import type { Asked } from "./scope.ts";

interface Change {
  identity: MilestoneIdentity;
  before: Revision | undefined;
  after: Revision;
}

/** What a reader would be told differently since then, newest first: one entry a milestone, from what it was to what it is. */
export function changesSince(about: Asked, since: Temporal.Instant): Item[] {
  return changes(about, since)
    .sort((a, b) => Temporal.Instant.compare(b.after.since, a.after.since))
    .map((change) => changeItem(change, about));
}

function changes({ milestones, state }: Asked, since: Temporal.Instant): Change[] {
  return [...milestones, ...state.withdrawn.values()].flatMap((identity) => {
    const after = identity.revisions.at(-1);
    if (!after || Temporal.Instant.compare(after.since, since) <= 0) return [];
    const before = identity.revisions.findLast((r) => Temporal.Instant.compare(r.since, since) <= 0);
    return after.told || before?.told ? [{ identity, before, after }] : [];
  });
}

function changeItem({ identity, before, after }: Change, telling: Telling & Pick<Asked, "state">): Item {
  const { lang, state } = telling;
  const m = messages(lang);
  const zone = state.dispute.zone;
  const known = after.since.toZonedDateTimeISO(zone).toPlainDate();
  const now: Inline[] = after.told ? toldInlines(after.told, telling) : [text(m.whatChanged.withdrawn)];
  const body = [dayInline(known, zone, lang), text(" · "), strong(milestoneName(identity, state.dispute, lang)), text(": "), ...now];
  const milestone = state.milestones.get(identity.id);
  const sources = (milestone?.statements ?? []).slice(-1).map((s) => s.report);
  return item(
    body,
    ...(before?.told ? [[text(m.whatChanged.was), ...toldInlines(before.told, telling)]] : []),
    ...(after.told ? scopeNotes(after.told, telling) : []),
    ...(sources.length > 0 ? [[text(m.describe.accordingTo), ...attributions(sources, telling), text(".")]] : []),
  );
}
