import type { Upcoming } from "../adapters/web/parts.ts";
import type { Lang } from "./core/words.ts";
import type { History } from "./disputes/fold.ts";
import { byStart, isAhead, statusAt } from "./disputes/query.ts";
import { firstDay } from "./disputes/when.ts";
import { whenInlines } from "./text/dates.ts";
import { milestoneName, words } from "./text/describe.ts";
import { messages } from "./text/messages.ts";

const most = 8;

/** The dates ahead of every dispute that the console may see, soonest first. */
export function upcoming(histories: readonly History[], now: Temporal.Instant, lang: Lang): Upcoming[] {
  const m = messages(lang);
  const ahead = histories.flatMap((history) => {
    const { dispute } = history;
    return [...history.state(now).milestones.values()].filter((each) => isAhead(each, now)).map((each) => ({ milestone: each, dispute }));
  });
  return ahead
    .sort((a, b) => byStart(a.milestone, b.milestone))
    .slice(0, most)
    .map(({ milestone, dispute }) => {
      const { when, condition } = milestone;
      const precise = when.type === "instant" ? when.at : when.type === "hours" ? when.from : undefined;
      const day = precise ? undefined : firstDay(when);
      return {
        title: milestoneName(milestone, dispute, lang),
        when: whenInlines(when, lang),
        status: m.statuses[statusAt(milestone, now)],
        ...(condition && { note: m.describe.condition(words(condition.text, dispute, lang)) }),
        at: precise ? precise.toZonedDateTime(when.zone).toInstant().toString() : null,
        day: day ? day.toString() : null,
        zone: when.zone,
      };
    });
}
