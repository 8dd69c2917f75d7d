import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { UserError } from "../src/core/errors.ts";
import { command } from "./shared/context.ts";

export const news = command({
  name: "news",
  description: { en: "What was sent here last, as it stands now", es: "Lo último que se envió aquí, como está ahora" },
  repeatable: false,
  args: z.object({
    message: arg(z.string().trim().min(1).max(40).optional(), {
      ...{ en: "Which message: its button says it", es: "Qué mensaje: lo dice su botón" },
      named: true,
    }),
  }),
  async run({ message }, { m, news: read }) {
    if (!read) throw new UserError(m.subscribe.noReminders);
    const known = await read(message);
    if (known) return known;
    throw new UserError(message === undefined ? m.news.none : m.news.gone);
  },
});
