import * as z from "zod";
import { UserError } from "../src/core/errors.ts";
import { heading, list, paragraph, reply, text } from "../src/core/reply.ts";
import { dayText } from "../src/text/dates.ts";
import { momentArg, momentOf, scopeArgs } from "./shared/arguments.ts";
import { changesSince } from "./shared/changes.ts";
import { command } from "./shared/context.ts";
import { asked, closing, completeScope } from "./shared/scope.ts";

export const whatChanged = command({
  name: "what-changed",
  description: { en: "What is known now that was not known then", es: "Lo que se sabe ahora y antes no" },
  args: z.object({ since: momentArg("Since when; a week ago if unsaid", "Desde cuándo; una semana si no se dice", false), ...scopeArgs }),
  complete: completeScope,
  run({ since: given, ...input }, context) {
    const about = asked(input, context);
    const { m, lang } = context;
    const { zone } = about.dispute;
    const since = given ? momentOf(given, zone, "start") : about.now.toZonedDateTimeISO(zone).subtract({ days: 7 }).toInstant();
    if (Temporal.Instant.compare(since, about.now) > 0) throw new UserError(m.whatChanged.badSince);
    const items = changesSince(about, since);
    return reply(
      heading(m.whatChanged.title(dayText(since.toZonedDateTimeISO(zone).toPlainDate(), lang))),
      items.length > 0 ? list(items) : paragraph(text(m.whatChanged.none)),
      closing(about, context),
    );
  },
});
