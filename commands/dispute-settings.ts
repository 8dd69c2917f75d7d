import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { UserError } from "../src/core/errors.ts";
import { heading, item, list, reply, strong, text } from "../src/core/reply.ts";
import type { History } from "../src/disputes/fold.ts";
import { nameOf } from "../src/text/describe.ts";
import { disputeArg } from "./shared/arguments.ts";
import { type Context, command } from "./shared/context.ts";
import { chooseOwn, organizing } from "./shared/organize.ts";
import { completeScope } from "./shared/scope.ts";

export const disputeSettings = command({
  name: "dispute-settings",
  description: { en: "Who sees a dispute of your own, and who must agree", es: "Quién ve un conflicto propio y quién debe dar su acuerdo" },
  role: "admin",
  surface: "strike-organize",
  args: z.object({
    shared: arg(z.enum(["yes", "no"]).optional(), { en: "Whether everyone may see it", es: "Si todos pueden verlo", named: true }),
    approvals: arg(z.coerce.number().int().min(1).max(2).optional(), {
      ...{ en: "Organizers who must agree before sending", es: "Personas organizadoras que deben estar de acuerdo" },
      named: true,
    }),
    ...disputeArg,
  }),
  form: { fields: ["dispute", "shared", "approvals"] },
  complete: completeScope,
  async run({ dispute: given, shared, approvals }, context) {
    const { m, lang } = context;
    const history = chooseOwn(given, context);
    const changed = shared === undefined && approvals === undefined ? history : await change(history, shared, approvals, context);
    const { owner, approvals: needed, title } = changed.dispute;
    return reply(
      heading(m.own.settings),
      list([
        item(
          [strong(nameOf(title, changed.dispute, lang))],
          [text(owner === "everyone" || owner.shared ? m.own.shared : m.own.hidden)],
          [text(m.own.approvals(needed))],
        ),
      ]),
    );
  },
});

async function change(
  { dispute }: History,
  shared: "yes" | "no" | undefined,
  approvals: number | undefined,
  context: Context,
): Promise<History> {
  if (dispute.owner === "everyone") throw new UserError(context.m.own.notOwn);
  return organizing(context).settle(dispute.id, {
    ...(shared !== undefined && { shared: shared === "yes" }),
    ...(approvals !== undefined && { approvals: approvals === 2 ? 2 : 1 }),
  });
}
