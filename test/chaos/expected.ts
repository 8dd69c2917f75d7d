import { type NewSubscription, ruleKey, targetKey } from "../../src/core/ports.ts";
import { fold, type History } from "../../src/disputes/fold.ts";
import { resolve } from "../../src/disputes/resolve.ts";
import { disputeFile } from "../../src/disputes/schema.ts";
import { covers } from "../../src/reminders/covers.ts";
import { dueTimes } from "../../src/reminders/leads.ts";
import { type Due, news, plan } from "../../src/reminders/plan.ts";
import type { File } from "./season.ts";

type Subscriber = Omit<NewSubscription, "createdAt">;

/**
 * The keys of every delivery that should have been made, by the pure plan alone: every moment is stepped through at which something can
 * fall due or become known, as a program that never stops would have.
 */
export function expectedDeliveries(
  file: File,
  recordedAt: ReadonlyMap<string, Temporal.Instant>,
  subscribers: readonly Subscriber[],
  subscribedAt: Temporal.Instant,
  end: Temporal.Instant,
): Set<string> {
  const input = disputeFile.parse(file);
  const history = fold(resolve(input, (report) => recordedAt.get(report.id) ?? missing(report.id)));
  const rules = [...new Map(subscribers.map((s) => [ruleKey(s.rule), s.rule])).values()];
  const keys = new Set<string>();
  let announced = news(subscribedAt, [history], new Map()).announced;
  let after = subscribedAt;
  for (const upTo of momentsOf(history, rules, subscribedAt, end)) {
    const changes = news(upTo, [history], announced);
    announced = new Map([...announced, ...changes.announced]);
    for (const due of [...changes.due, ...plan({ after, upTo }, [history], rules)]) addAll(keys, due, subscribers);
    after = upTo;
  }
  return keys;
}

function addAll(keys: Set<string>, { reminder, audience }: Due, subscribers: readonly Subscriber[]): void {
  for (const subscriber of subscribers) {
    if (reminder.rule !== null && reminder.rule !== ruleKey(subscriber.rule)) continue;
    if (covers(subscriber, audience)) keys.add(`${reminder.key} > ${targetKey(subscriber.target)}`);
  }
}

function momentsOf(
  history: History,
  rules: readonly Subscriber["rule"][],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Temporal.Instant[] {
  const told = [...history.revisions.values()].flat().flatMap((r) => (r.told ? [r.told.when] : []));
  const leads = told.flatMap((when) => rules.flatMap((rule) => dueTimes(when, rule).map((due) => due.at)));
  const all = [...history.moments, ...leads, end].filter(
    (at) => Temporal.Instant.compare(at, start) > 0 && Temporal.Instant.compare(at, end) <= 0,
  );
  const sorted = all.sort(Temporal.Instant.compare);
  return sorted.filter((at, i) => !sorted[i - 1]?.equals(at));
}

function missing(id: string): never {
  throw new Error(`Report ${id} was never recorded`);
}
