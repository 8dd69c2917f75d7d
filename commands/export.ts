import * as z from "zod";
import { file, paragraph, reply, text } from "../src/core/reply.ts";
import { fileOf } from "../src/disputes/export.ts";
import { yamlOf } from "../src/disputes/yaml.ts";
import { nameOf } from "../src/text/describe.ts";
import { disputeArg } from "./shared/arguments.ts";
import { command } from "./shared/context.ts";
import { chooseDispute, completeScope } from "./shared/scope.ts";

export const exportDispute = command({
  name: "export",
  description: { en: "A dispute with all its reports, as a file", es: "Un conflicto con todos sus reportes, como archivo" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object(disputeArg),
  complete: completeScope,
  run({ dispute: given }, context) {
    const { m, lang } = context;
    const { dispute } = chooseDispute(given, context);
    return reply(
      paragraph(text(m.own.exported(nameOf(dispute.title, dispute, lang)))),
      file(`${dispute.id}.yaml`, "application/yaml", yamlOf(fileOf(dispute))),
    );
  },
});
