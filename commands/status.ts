import * as z from "zod";
import { type Block, heading, list, paragraph, reply, strong, text } from "../src/core/reply.ts";
import { byStart, isAhead, isUnderWay, statusAt } from "../src/disputes/query.ts";
import type { Milestone } from "../src/disputes/state.ts";
import { milestoneItem, nameOf } from "../src/text/describe.ts";
import { scopeArgs } from "./shared/arguments.ts";
import { changesSince } from "./shared/changes.ts";
import { command } from "./shared/context.ts";
import { asked, closing, completeScope, whereToAsk } from "./shared/scope.ts";

export const status = command({
  name: "status",
  description: { en: "Where the dispute stands today", es: "En qué punto está el conflicto hoy" },
  args: z.object(scopeArgs),
  complete: completeScope,
  run(input, context) {
    const about = asked(input, context);
    const { m, lang } = context;
    const sorted = about.milestones.sort(byStart);
    const underWay = sorted.filter((each) => isUnderWay(each, about.now));
    const ahead = sorted.filter((each) => isAhead(each, about.now) && !underWay.includes(each));
    const open = sorted.filter((each) => statusAt(each, about.now) === "passed");
    const weekAgo = about.now.subtract({ hours: 7 * 24 });
    const section = (title: string, milestones: readonly Milestone[]): Block[] =>
      milestones.length > 0 ? [paragraph(strong(title)), list(milestones.map((each) => milestoneItem(each, about)))] : [];
    const latest = changesSince(about, weekAgo, 3);
    return reply(
      heading(`${m.status.title}: ${nameOf(about.dispute.title, about.dispute, lang)}`),
      ...(underWay.length > 0
        ? section(m.status.underWay, underWay)
        : [paragraph(text(about.state.reports.length > 0 ? m.status.nothing : m.status.noReports))]),
      ...section(m.status.next, ahead.slice(0, 3)),
      ...section(m.status.open, open.slice(-3)),
      ...(latest.length > 0 ? [paragraph(strong(m.status.latest)), list(latest)] : []),
      ...whereToAsk(about.dispute, ["worker"], context),
      closing(about, context),
    );
  },
});
