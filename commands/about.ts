import * as z from "zod";
import { heading, item, list, note, paragraph, reply, strong, text } from "../src/core/reply.ts";
import { nameOf } from "../src/text/describe.ts";
import { command } from "./shared/context.ts";

export const about = command({
  name: "about",
  description: { en: "What Picketline is, what it keeps and what it does not", es: "Qué es Picketline, qué guarda y qué no" },
  args: z.object({}),
  run(_, { m, disputes, lang, version, employerMayRead }) {
    const titles = disputes.map(({ dispute }) => nameOf(dispute.title, dispute, lang)).join("; ");
    return reply(
      heading(m.about.title),
      ...(employerMayRead ? [paragraph(strong(m.employer.mayRead), text(` ${m.employer.rather}`))] : []),
      list(m.about.lines.map((line) => item([text(line)]))),
      ...(titles === "" ? [] : [note(text(`${m.about.loaded}${titles}.`))]),
      note(text(m.about.version(version))),
    );
  },
});
