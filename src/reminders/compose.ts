import type { Subscription } from "../core/ports.ts";
import { actions, type Block, heading, type Inline, type Item, item, list, note, type Reply, reply, strong, text } from "../core/reply.ts";
import type { Lang } from "../core/words.ts";
import type { History } from "../disputes/fold.ts";
import { milestoneItem, milestoneName, nameOf, type Telling, toldInlines } from "../text/describe.ts";
import { messages } from "../text/messages.ts";
import { edgesOf } from "./leads.ts";
import type { Entry } from "./recheck.ts";

/** One message for everything one subscription has due together. */
export function compose(
  entries: readonly Entry[],
  subscription: Pick<Subscription, "lang">,
  history: History,
  now: Temporal.Instant,
): Reply {
  const { lang } = subscription;
  const m = messages(lang);
  return reply(
    ...facts(entries, lang, history, now),
    ...(entries.some((e) => e.late) ? [note(text(m.notice.late))] : []),
    note(text(m.notice.why(nameOf(history.dispute.title, history.dispute, lang)))),
    actions(
      { label: m.actions.deadlines, command: "deadlines", args: { dispute: history.dispute.id } },
      { label: m.actions.unsubscribe, command: "unsubscribe", args: { dispute: history.dispute.id } },
    ),
  );
}

/** What changed first, then what is coming. */
export function facts(entries: readonly Entry[], lang: Lang, history: History, now: Temporal.Instant): Block[] {
  const m = messages(lang);
  const telling: Telling = { state: history.state(now), now, lang };
  const updates = entries.filter((e) => e.reminder.type === "update");
  const leads = entries.filter((e) => e.reminder.type === "lead");
  const section = (title: string, items: readonly Item[]): Block[] => (items.length > 0 ? [heading(title), list([...items])] : []);
  return [
    ...section(
      m.notice.update,
      updates.map((e) => updateItem(e, telling)),
    ),
    ...section(
      leads.length > 1 ? m.notice.digest : m.notice.reminder,
      leads.flatMap((e) => leadItem(e, telling)),
    ),
  ];
}

/** What it is now, what its followers were told before, and who says so. */
function updateItem({ identity, milestone, before }: Entry, telling: Telling): Item {
  const { lang, state } = telling;
  const m = messages(lang).notice;
  const name = strong(milestoneName(identity, state.dispute, lang));
  const was: Inline[][] = before?.told ? [[text(m.was), ...toldInlines(before.told, telling)]] : [];
  if (!milestone) return item([name, text(": "), text(m.withdrawn)], ...was);
  const { body, notes } = milestoneItem(milestone, telling);
  return item([text(`${before?.told ? m.changed : m.first}: `), ...body], ...was, ...notes);
}

function leadItem({ milestone, reminder }: Entry, telling: Telling): Item[] {
  if (!milestone) return [];
  const m = messages(telling.lang).notice;
  const described = milestoneItem(milestone, telling);
  const edge = edgesOf(milestone.when).find((e) => e.name === reminder.edge);
  const minutes = edge && "at" in edge ? telling.now.until(edge.at.toZonedDateTime(edge.zone).toInstant()).total("minutes") : undefined;
  const soon: Inline[][] = minutes !== undefined && minutes >= 0 && minutes < 24 * 60 ? [[text(m.soon(Math.round(minutes)))]] : [];
  const body = reminder.edge === "end" ? [text(`${m.ends}: `), ...described.body] : described.body;
  return [item(body, ...soon, ...described.notes)];
}
