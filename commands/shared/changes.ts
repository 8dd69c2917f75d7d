import { rememberByBoth } from "../../src/core/remember.ts";
import { type Inline, type Item, item, strong, text } from "../../src/core/reply.ts";
import { visibleFrom } from "../../src/disputes/log.ts";
import type { MilestoneIdentity, Report } from "../../src/disputes/report.ts";
import type { Revision, State } from "../../src/disputes/state.ts";
import { dayInline, dayOf } from "../../src/text/dates.ts";
import { attributions, milestoneName, scopeNotes, type Telling, toldInlines } from "../../src/text/describe.ts";
import { messages } from "../../src/text/messages.ts";
import type { Asked } from "./scope.ts";

interface Change {
  /** As it stands in one state, which alone it belongs to. */
  identity: MilestoneIdentity & { revisions: readonly Revision[] };
  before: Revision | undefined;
  after: Revision;
}

/**
 * What a reader would be told differently since then (that moment included), latest words first: one entry a milestone,
 * from what it was to what it is.
 */
export function changesSince(about: Asked, since: Temporal.Instant, most = Number.POSITIVE_INFINITY): Item[] {
  return changes(about, since)
    .map((change) => ({ change, reports: reportsBehind(change.identity, about.dispute.zone, about.state) }))
    .sort((a, b) => Temporal.PlainDate.compare(saidOn(b.reports), saidOn(a.reports)) || newest(a.change, b.change))
    .slice(0, most)
    .map(({ change, reports }) => changeItem(change, reports, about));
}

const newest = (a: Change, b: Change): number => Temporal.Instant.compare(b.after.since, a.after.since);
const saidOn = (reports: readonly Report[]): Temporal.PlainDate => reports.at(-1)?.statedOn.to ?? Temporal.PlainDate.from("0001-01-01");

/** The reports that brought the last change: those that became visible with it, on the milestone, on what voided it, or taking back. */
const reportsBehind = rememberByBoth((identity: Change["identity"], zone: string, state: State): readonly Report[] => {
  const milestone = state.milestones.get(identity.id);
  const voider = milestone?.voidedBy ? state.milestones.get(milestone.voidedBy) : undefined;
  const speaking = [...(milestone?.statements ?? []), ...(voider?.statements ?? [])].map((s) => s.report);
  const all = [...retractorsOf(identity.id, state), ...speaking];
  const since = identity.revisions.at(-1)?.since;
  const arrived = all.filter((r) => since && visibleFrom(r, zone).equals(since));
  return arrived.length > 0 ? arrived : all.slice(-1);
});

function retractorsOf(milestone: string, { reports, retracted }: State): Report[] {
  const about = retracted.filter((r) => r.asserts.some((a) => a.type === "milestone" && a.milestone === milestone));
  return reports.filter((r) => about.some(({ id }) => r.retracts.includes(id)));
}

function changes({ milestones, state }: Asked, since: Temporal.Instant): Change[] {
  return [...milestones, ...state.withdrawn.values()].flatMap((identity) => {
    const after = identity.revisions.at(-1);
    if (!after || Temporal.Instant.compare(after.since, since) < 0) return [];
    const before = identity.revisions.findLast((r) => Temporal.Instant.compare(r.since, since) < 0);
    return after.told || before?.told ? [{ identity, before, after }] : [];
  });
}

function changeItem({ identity, before, after }: Change, reports: readonly Report[], telling: Telling): Item {
  const { lang, state } = telling;
  const m = messages(lang);
  const zone = state.dispute.zone;
  const known = dayOf(after.since, zone);
  const now: Inline[] = after.told ? toldInlines(after.told, telling) : [text(m.whatChanged.withdrawn)];
  const body = [dayInline(known, zone, lang), text(" · "), strong(milestoneName(identity, state.dispute, lang)), text(": "), ...now];
  return item(
    body,
    ...(before?.told ? [[text(m.whatChanged.was), ...toldInlines(before.told, telling)]] : []),
    ...(after.told ? scopeNotes(after.told, telling) : []),
    ...(reports.length > 0 ? [[text(m.describe.accordingTo), ...attributions(reports, telling), text(".")]] : []),
  );
}
