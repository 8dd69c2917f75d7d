import * as z from "zod";
import { actions, heading, list, note, paragraph, reply, text } from "../src/core/reply.ts";
import { byStart, isAhead } from "../src/disputes/query.ts";
import { milestoneItem } from "../src/text/describe.ts";
import { countArg, scopeArgs } from "./shared/arguments.ts";
import { command } from "./shared/context.ts";
import { asked, closing, completeScope, whereToAsk } from "./shared/scope.ts";

export const deadlines = command({
  name: "deadlines",
  description: {
    en: "The dates ahead: sessions, strikes, expirations, votes",
    es: "Las fechas que vienen: sesiones, huelgas, vencimientos, votos",
  },
  args: z.object({ count: countArg(25, 6, "How many dates to list", "Cuántas fechas mostrar"), ...scopeArgs }),
  complete: completeScope,
  run({ count, ...input }, context) {
    const about = asked(input, context);
    const { m } = context;
    const ahead = about.milestones.filter((each) => isAhead(each, about.now)).sort(byStart);
    if (ahead.length === 0) {
      return reply(
        heading(m.deadlines.title),
        paragraph(text(m.deadlines.none)),
        ...whereToAsk(about.dispute, ["worker"], context),
        closing(about, context),
      );
    }
    const more = ahead.length - count;
    return reply(
      heading(m.deadlines.title),
      list(ahead.slice(0, count).map((each) => milestoneItem(each, about))),
      ...(more > 0 ? [note(text(m.deadlines.more(more, ahead.length)))] : []),
      closing(about, context),
      actions({ label: m.actions.subscribe, command: "subscribe", args: {} }),
    );
  },
});
