import * as z from "zod";
import { actions, heading, list, paragraph, reply, text } from "../src/core/reply.ts";
import { byStart, isAhead, milestonesOf } from "../src/disputes/query.ts";
import { startOf } from "../src/disputes/when.ts";
import { milestoneItem } from "../src/text/describe.ts";
import { countArg, scopeArgs } from "./shared/arguments.ts";
import { changesSince } from "./shared/changes.ts";
import { command } from "./shared/context.ts";
import { type Asked, asked, closing, completeScope, whereToAsk } from "./shared/scope.ts";

export const nextSession = command({
  name: "next-session",
  description: { en: "When the next bargaining session is", es: "Cuándo es la próxima sesión de negociación" },
  args: z.object({ count: countArg(10, 2, "How many sessions to list", "Cuántas sesiones mostrar"), ...scopeArgs }),
  complete: completeScope,
  run({ count, ...input }, context) {
    const about = asked(input, context);
    const { m } = context;
    const sessions = milestonesOf(about.milestones, ["bargaining-session", "mediation-session"]).sort(byStart);
    const ahead = sessions.filter((s) => isAhead(s, about.now)).slice(0, count);
    if (ahead.length === 0) return noneAhead(sessions, about);
    const subscribe = { label: m.actions.subscribe, command: "subscribe", args: { about: "sessions" } };
    return reply(
      heading(m.nextSession.titles(ahead.length)),
      list(ahead.map((s) => milestoneItem(s, about))),
      closing(about, context),
      actions(subscribe),
    );

    function noneAhead(before: typeof sessions, { now }: Asked) {
      const last = before.slice(-2);
      const since = last[0] && startOf(last[0].when);
      const news = since ? changesSince(about, since, 5) : [];
      return reply(
        heading(m.nextSession.title),
        paragraph(text(m.nextSession.none)),
        ...(last.length > 0 ? [paragraph(text(m.nextSession.passed)), list(last.map((s) => milestoneItem(s, about)))] : []),
        ...(news.length > 0
          ? [paragraph(text(m.nextSession.since)), list(news)]
          : last.length > 0
            ? [paragraph(text(m.nextSession.nothingSince))]
            : []),
        ...whereToAsk(about.dispute, ["worker"], context),
        closing({ ...about, now }, context),
      );
    }
  },
});
