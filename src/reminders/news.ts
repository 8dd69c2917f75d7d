import type { Said } from "../core/outbox.ts";
import { actions, note, type Reply, reply, text } from "../core/reply.ts";
import type { Lang } from "../core/words.ts";
import type { History } from "../disputes/fold.ts";
import type { State } from "../disputes/state.ts";
import { toldKey } from "../disputes/told.ts";
import { messages } from "../text/messages.ts";
import { facts } from "./compose.ts";
import type { Entry } from "./recheck.ts";

/** The facts of a message that was sent, as they stand now; undefined where nothing is known of them any more. */
export function news(said: readonly Said[], history: History, now: Temporal.Instant, lang: Lang): Reply | undefined {
  const state = history.state(now);
  const entries = said.flatMap((each) => entryOf(each, state) ?? []);
  if (entries.length === 0) return undefined;
  const m = messages(lang);
  return reply(
    ...facts(entries, lang, history, now),
    note(text(m.news.asNow)),
    actions({ label: m.actions.deadlines, command: "deadlines", args: { dispute: history.dispute.id } }),
  );
}

/** What was a reminder and holds still is one; what became another since is a change. */
function entryOf({ reminder, before: toldBefore }: Said, state: State): Entry | undefined {
  const milestone = state.milestones.get(reminder.milestone);
  const identity = milestone ?? state.withdrawn.get(reminder.milestone);
  if (!identity) return undefined;
  const number = reminder.type === "lead" ? reminder.revision : toldBefore;
  const before = identity.revisions.find((r) => r.number === number);
  const same = before !== undefined && toldKey(before.told) === toldKey(identity.revisions.at(-1)?.told ?? null);
  return { reminder: { ...reminder, type: same && milestone ? "lead" : "update" }, identity, milestone, before, late: false };
}
