import * as z from "zod";
import { heading, type Item, item, link, list, note, paragraph, reply, strong, text } from "../src/core/reply.ts";
import type { Report, Source } from "../src/disputes/report.ts";
import { rangeInlines } from "../src/text/dates.ts";
import { disputeArg, scopeArgs } from "./shared/arguments.ts";
import { command } from "./shared/context.ts";
import { asked, closing, completeScope } from "./shared/scope.ts";

export const sources = command({
  name: "sources",
  description: { en: "Where every answer comes from", es: "De dónde sale cada respuesta" },
  args: z.object({ ...disputeArg, "as-of": scopeArgs["as-of"] }),
  complete: completeScope,
  run(input, context) {
    const about = asked(input, context);
    const { m } = context;
    const { reports, retracted } = about.state;
    const bySource = Map.groupBy(reports, (r) => r.source.id);
    const items = [...bySource.values()].flatMap((own) => (own[0] ? [sourceItem(own[0].source, own)] : []));
    return reply(
      heading(m.sources.title),
      items.length > 0 ? list(items) : paragraph(text(m.sources.none)),
      ...(retracted.length > 0 ? [note(text(m.sources.retracted(retracted.length)))] : []),
      closing(about, context),
    );

    function sourceItem({ title, publisher, url, published }: Source, own: readonly Report[]): Item {
      const date = published ? rangeInlines(published, published, about.dispute.zone, context.lang) : [text(m.sources.undated)];
      return item(
        [url === null ? strong(title) : link(title, url)],
        [text(`${publisher ?? m.describe.unnamedPublisher} · `), ...date, text(` · ${m.sources.reports(own.length)}`)],
      );
    }
  },
});
