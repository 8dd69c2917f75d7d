import type { Earlier } from "../core/outbox.ts";
import type { Subscription } from "../core/ports.ts";
import { heading, type Item, item, list, note, type Reply, reply, strong, text } from "../core/reply.ts";
import type { History } from "../disputes/fold.ts";
import type { State } from "../disputes/state.ts";
import { milestoneItem, milestoneName, type Telling, toldInlines } from "../text/describe.ts";
import { messages } from "../text/messages.ts";

type Part = Earlier["messages"][number]["parts"][number];

/** An old message as it should read now: what is superseded says by what, what still holds stands as it does today. */
export function correct(parts: readonly Part[], { lang }: Subscription, history: History, now: Temporal.Instant): Reply {
  const m = messages(lang).notice;
  const telling: Telling = { state: history.state(now), now, lang };
  const once = [...new Map(parts.map((part) => [part.milestone, part])).values()];
  return reply(heading(m.corrected), list(once.flatMap((part) => partItem(part, telling))), note(text(m.correctedNote)));
}

function partItem({ milestone: id, revision }: Part, telling: Telling): Item[] {
  const { state, lang } = telling;
  const m = messages(lang).notice;
  const milestone = state.milestones.get(id);
  const identity = milestone ?? state.withdrawn.get(id);
  if (!identity) return [];
  if (milestone && milestone.revision === revision) return [milestoneItem(milestone, telling)];
  const before = identity.revisions.find((r) => r.number === revision)?.told;
  const name = strong(milestoneName(identity, state.dispute, lang));
  const old = before ? toldInlines(before, telling) : [];
  return [item([text(m.superseded), name, text(": "), ...old], [text(m.nowIs), ...nowInlines(id, state, telling)])];
}

function nowInlines(id: string, state: State, telling: Telling): ReturnType<typeof toldInlines> {
  const milestone = state.milestones.get(id);
  return milestone ? toldInlines(milestone, telling) : [text(messages(telling.lang).notice.withdrawn)];
}
