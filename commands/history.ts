import * as z from "zod";
import type { SentCount } from "../src/core/outbox.ts";
import { heading, type Inline, type Item, item, list, paragraph, type Reply, reply, text } from "../src/core/reply.ts";
import type { History } from "../src/disputes/fold.ts";
import { inOrder } from "../src/disputes/log.ts";
import type { Report } from "../src/disputes/report.ts";
import type { State } from "../src/disputes/state.ts";
import { instantText, whenInlines } from "../src/text/dates.ts";
import { attribution, milestoneName } from "../src/text/describe.ts";
import { disputeArg } from "./shared/arguments.ts";
import { type Context, command } from "./shared/context.ts";
import { completeMilestones, findMilestone } from "./shared/organize.ts";
import { personInline } from "./shared/people.ts";
import { milestoneArg } from "./shared/report-arguments.ts";
import { chooseDispute, completeScope } from "./shared/scope.ts";

export const history = command({
  name: "history",
  description: { en: "Every report of a date, and what was sent about it", es: "Todos los reportes sobre una fecha y lo que se envió" },
  surface: "strike-organize",
  args: z.object({ milestone: milestoneArg, ...disputeArg }),
  form: { fields: ["milestone"] },
  complete: (name, context) => (name === "milestone" ? completeMilestones(context) : completeScope(name, context)),
  async run({ milestone: given, dispute }, context): Promise<Reply> {
    const { m, lang, now, deliveryLog } = context;
    const chosen = chooseDispute(dispute, context);
    const state = chosen.state(now);
    const milestone = findMilestone(given, state, context);
    const reports = reportsOn(milestone.id, state);
    const counts = (await deliveryLog?.counts(chosen.dispute.id, milestone.id)) ?? [];
    return reply(
      heading(m.history.title(milestoneName(milestone, chosen.dispute, lang))),
      reports.length === 0
        ? paragraph(text(m.history.none))
        : list(reports.map((report) => reportItem(report, milestone.id, state, chosen, context))),
      heading(m.history.sent),
      counts.length === 0 ? paragraph(text(m.history.nothingSent)) : list(counts.map((count) => countItem(count, chosen, context))),
    );
  },
});

/** Those that speak of it, and those that take such a one back. */
function reportsOn(milestone: string, { reports, retracted }: State): Report[] {
  const all = [...reports, ...retracted].sort(inOrder);
  const speaking = all.filter(({ asserts }) => asserts.some((a) => a.type === "milestone" && a.milestone === milestone));
  const ids = new Set(speaking.map(({ id }) => id));
  return all.filter(({ id, retracts }) => ids.has(id) || retracts.some((taken) => ids.has(taken)));
}

function reportItem(report: Report, milestone: string, state: State, { dispute }: History, context: Context): Item {
  const { lang, m, now } = context;
  const words = report.asserts.flatMap((a): Inline[] => {
    if (a.type !== "milestone" || a.milestone !== milestone) return [];
    return [
      text(": "),
      ...(a.when ? whenInlines(a.when, lang) : []),
      ...(a.status ? [text(`${a.when ? " · " : ""}${m.statuses[a.status]}`)] : []),
    ];
  });
  const takenBackBy = [...state.reports, ...state.retracted].filter((each) => each.retracts.includes(report.id)).map(({ id }) => id);
  return item(
    [...attribution(report, { state, now, lang }), ...words],
    ...(report.quote === null ? [] : [[text(m.history.quote(report.quote))]]),
    ...report.retracts.map((id) => [text(m.history.retracts(id))]),
    ...(takenBackBy.length > 0 ? [[text(m.history.retractedBy(takenBackBy.join(", ")))]] : []),
    [
      text(`${report.id} · ${m.history.recorded(instantText(report.recordedAt, dispute.zone, lang))}. `),
      ...enteredBy(report, dispute.id, context),
    ],
  );
}

/** An organizer's name is for organizers of this dispute alone, and not where others hear the answer. */
function enteredBy({ id }: Report, dispute: string, { organizing, m, target, here }: Context): Inline[] {
  if (here.overheard || !organizing?.disputes.some((own) => own.dispute.id === dispute)) return [];
  const entry = organizing.entry(dispute, id);
  if (!entry) return [text(m.history.fromFile)];
  return [text(m.history.enteredBy), entry.author ? personInline(entry.author, target) : text(m.history.forgotten), text(".")];
}

function countItem(
  { type, lead, edge, revision, delivered, open, dueAt }: SentCount,
  { dispute: { zone } }: History,
  { m, lang }: Context,
): Item {
  const lead_ = m.deliveries.lead(lead ?? "");
  const what = type === "update" ? m.deliveries.update : edge === "end" ? m.preview.end(lead_) : lead_;
  return item([text(`${instantText(dueAt, zone, lang)} · ${m.history.counts(what, revision, delivered, open)}`)]);
}
