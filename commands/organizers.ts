import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { UserError } from "../src/core/errors.ts";
import { heading, item, list, paragraph, type Reply, reply, text } from "../src/core/reply.ts";
import type { Organizing } from "../src/organize/ports.ts";
import { type Context, command } from "./shared/context.ts";
import { organizing } from "./shared/organize.ts";
import { personInline, userIdOf } from "./shared/people.ts";

export const organizers = command({
  name: "organizers",
  description: {
    en: "Who may enter reports here; add or remove somebody",
    es: "Quién puede anotar reportes aquí; agregar o quitar a alguien",
  },
  role: "admin",
  surface: "strike-organize",
  args: z.object({
    do: arg(z.enum(["list", "add", "remove"]).default("list"), { en: "What to do", es: "Qué hacer" }),
    who: arg(z.string().trim().min(1).max(100).optional(), { en: "Whom", es: "A quién", format: "person", example: "@maria" }),
  }),
  async run({ do: what, who }, context) {
    const { m } = context;
    const desk = organizing(context);
    if (what === "list") return listed(desk, context);
    const user = who === undefined ? undefined : userIdOf(who);
    if (user === undefined) throw new UserError(m.organizers.who, "who");
    const changed = await (what === "add" ? desk.addOrganizer(user) : desk.removeOrganizer(user));
    if (changed === undefined) throw new UserError(m.organizers.inServer);
    if (what === "add") return reply(paragraph(text(changed ? m.organizers.done : m.organizers.same)));
    if (!changed) throw new UserError(m.organizers.notThere, "who");
    return reply(paragraph(text(m.organizers.removed)));
  },
});

/** @throws UserError where others would read who they are. */
function listed(desk: Organizing, { m, target, here }: Context): Reply {
  if (here.overheard) throw new UserError(m.organizers.overheard);
  const all = desk.organizers();
  if (all.length === 0) return reply(heading(m.organizers.title), paragraph(text(m.organizers.none)));
  return reply(
    heading(m.organizers.title),
    list(
      all.map((one) =>
        item([
          personInline(one, target),
          text(
            ` · ${one.by === "settings" ? m.organizers.settings : m.organizers.added}${one.everyones ? ` · ${m.organizers.everyones}` : ""}`,
          ),
        ]),
      ),
    ),
  );
}
