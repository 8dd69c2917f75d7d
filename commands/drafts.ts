import * as z from "zod";
import { actions, heading, list, paragraph, reply, text } from "../src/core/reply.ts";
import { basisKey } from "../src/organize/judge.ts";
import { command } from "./shared/context.ts";
import { organizing } from "./shared/organize.ts";
import { changeItem } from "./shared/proposal.ts";

/** More than this nobody decides at once. */
const most = 10;

export const drafts = command({
  name: "drafts",
  description: { en: "Reports that wait to be confirmed", es: "Reportes que esperan confirmación" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object({}),
  async run(_, context) {
    const { m, now, lang } = context;
    const desk = organizing(context);
    const open = (await desk.open()).slice(0, most);
    const proposals = (await Promise.all(open.map(({ id }) => desk.proposal(id)))).flatMap((proposal) => proposal ?? []);
    if (proposals.length === 0) return reply(heading(m.organize.drafts), paragraph(text(m.organize.noDrafts)));
    const blocks = proposals.flatMap(({ draft, judged }) => [
      paragraph(text(`${m.organize.draft(draft.id)} ${m.organize.agreed(draft.approvals.length)}`)),
      judged.changes.length === 0
        ? paragraph(text(m.organize.nothing))
        : list(judged.changes.map((change) => changeItem(change, { state: judged.history.state(now), now, lang }))),
      actions(
        { label: `${m.organize.send} ${draft.id}`, command: "approve", args: { draft: draft.id, seen: basisKey(judged.basis) } },
        { label: `${m.organize.discard} ${draft.id}`, command: "discard", args: { draft: draft.id } },
      ),
    ]);
    return reply(heading(m.organize.drafts), ...blocks);
  },
});
