import * as z from "zod";
import { UserError } from "../src/core/errors.ts";
import { paragraph, reply, text } from "../src/core/reply.ts";
import { draftArg } from "./approve.ts";
import { command } from "./shared/context.ts";
import { organizing } from "./shared/organize.ts";

export const discard = command({
  name: "discard",
  description: { en: "Drop a report that waits; nothing is sent", es: "Descartar un reporte en espera; no se envía nada" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object({ draft: draftArg }),
  async run({ draft }, context) {
    const { m } = context;
    if (!(await organizing(context).discard(draft))) throw new UserError(m.organize.over.unknown);
    return reply(paragraph(text(m.organize.discarded)));
  },
});
