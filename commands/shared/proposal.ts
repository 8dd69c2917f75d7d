import {
  actions,
  type Block,
  heading,
  type Item,
  item,
  list,
  note,
  paragraph,
  type Reply,
  reply,
  strong,
  text,
} from "../../src/core/reply.ts";
import type { Lang } from "../../src/core/words.ts";
import { basisKey, type Change } from "../../src/organize/judge.ts";
import { platformNames } from "../../src/organize/platform-names.ts";
import type { Proposal } from "../../src/organize/ports.ts";
import { milestoneName, type Telling, toldInlines } from "../../src/text/describe.ts";
import { messages } from "../../src/text/messages.ts";

/** What would be believed, what it replaces, the message, who gets it and who must agree; with the buttons that decide. */
export function proposalReply(title: string, proposal: Proposal, message: Reply | undefined, now: Temporal.Instant, lang: Lang): Reply {
  const { draft, history, judged, audience } = proposal;
  const m = messages(lang);
  const telling: Telling = { state: judged.history.state(now), now, lang };
  const counts = [...audience].map(([platform, count]) => m.organize.conversations(count, platformNames[platform]));
  const { approvals } = history.dispute;
  return reply(
    heading(title),
    ...(judged.changes.length === 0
      ? [paragraph(text(m.organize.nothing))]
      : [heading(m.organize.believed), list(judged.changes.map((change) => changeItem(change, telling)))]),
    ...(message ? [heading(m.organize.message), ...withoutActions(message)] : []),
    ...(judged.changes.length === 0 ? [] : [paragraph(text(counts.length > 0 ? m.organize.to(counts.join(", ")) : m.organize.nobody))]),
    note(
      text(`${approvals === 1 ? m.organize.alone : `${m.organize.both} ${m.organize.agreed(draft.approvals.length)}`} `),
      text(m.organize.draft(draft.id)),
    ),
    actions(
      { label: m.organize.send, command: "approve", args: { draft: draft.id, seen: basisKey(judged.basis) } },
      { label: m.organize.discard, command: "discard", args: { draft: draft.id } },
    ),
  );
}

const withoutActions = ({ blocks }: Reply): Block[] => blocks.filter((block) => block.type !== "actions");

/** A change in a line: what it would be, and what it is now. */
export function changeItem({ identity, before, after }: Change, telling: Telling): Item {
  const m = messages(telling.lang).organize;
  const name = strong(milestoneName(identity, telling.state.dispute, telling.lang));
  const now = after.told ? toldInlines(after.told, telling) : [text(m.takenBack)];
  return item([name, text(": "), ...now], before?.told ? [text(m.was), ...toldInlines(before.told, telling)] : [text(m.nothingBefore)]);
}
