import * as z from "zod";
import { heading, list, paragraph, reply, text } from "../src/core/reply.ts";
import { concerns } from "../src/disputes/query.ts";
import { claimItem } from "../src/text/describe.ts";
import { scopeArgs } from "./shared/arguments.ts";
import { command } from "./shared/context.ts";
import { asked, closing, completeScope, whereToAsk } from "./shared/scope.ts";

export const care = command({
  name: "care",
  description: { en: "What patients are told, and by whom", es: "Lo que se dice a los pacientes, y quién lo dice" },
  args: z.object(scopeArgs),
  complete: completeScope,
  run(input, context) {
    const about = asked(input, context);
    const { m } = context;
    const { dispute, scope, state } = about;
    const claims = state.claims.filter(
      (c) => dispute.topics.get(c.topic)?.group === "care" && !c.superseded && concerns(dispute, c, scope),
    );
    return reply(
      heading(m.care.title),
      claims.length > 0 ? list(claims.toReversed().map((c) => claimItem(c, about))) : paragraph(text(m.care.none)),
      ...whereToAsk(dispute, ["patient"], context),
      closing(about, context),
    );
  },
});
