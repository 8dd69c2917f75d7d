import type { Lead, Subscription } from "../../src/core/ports.ts";
import { type Inline, mention, text } from "../../src/core/reply.ts";
import { type Subject, subjects } from "../../src/core/words.ts";
import type { Dispute } from "../../src/disputes/report.ts";
import { nameOf } from "../../src/text/describe.ts";
import { type Messages, messages } from "../../src/text/messages.ts";

/** A subscription in a few lines: what about, for whom, when. */
export function subscriptionLines(subscription: Subscription, dispute: Dispute | undefined): Inline[][] {
  const { units, kinds, rule, lang, ping, publish, direct, paused } = subscription;
  const m = messages(lang);
  const unitNames = units.map((u) => (dispute?.units.get(u) ? nameOf(dispute.units.get(u)?.name ?? u, dispute, lang) : u));
  return [
    ...(paused === null ? [] : [[text(m.subscribe.paused(paused))]]),
    [text(`${m.subscribe.about}${aboutText(kinds, m)}`)],
    ...(units.length > 0 ? [[text(`${m.subscribe.units}${unitNames.join(", ")}`)]] : []),
    [text(`${m.subscribe.when}${leadsText(rule.leads, m)}, ${m.subscribe.at(rule.hour, rule.zone)}.`)],
    ...(direct === "discreet" ? [[text(m.discreet.line)]] : []),
    ...(rule.digest ? [[text(m.subscribe.digest(rule.hour))]] : []),
    ...(rule.quiet ? [[text(m.subscribe.quiet(rule.quiet.from, rule.quiet.to))]] : []),
    ...(ping ? [[text(m.subscribe.pings), mention("role", ping)]] : []),
    ...(publish ? [[text(m.subscribe.publishes)]] : []),
  ];
}

function aboutText(kinds: Subscription["kinds"], m: Messages): string {
  if (kinds.length === 0) return m.subscribe.everything;
  const whole = (Object.keys(subjects) as Subject[]).filter((s) => subjects[s].every((k) => kinds.includes(k)));
  const single = kinds.filter((k) => !whole.some((s) => (subjects[s] as readonly string[]).includes(k)));
  return [...whole.map((s) => m.subjects[s]), ...single.map((k) => m.kinds[k].toLowerCase())].join(", ");
}

const leadsText = (leads: Subscription["rule"]["leads"], m: Messages): string =>
  leads === null ? m.subscribe.usual : leads.map((lead) => leadWords(lead, m)).join(", ");

/** "7 days before", "on the day". */
export function leadWords({ amount, unit }: Lead, m: Messages): string {
  const words = { d: m.units.days, h: m.units.hours, m: m.units.minutes };
  return amount === 0 ? m.subscribe.onTheDay : m.subscribe.before(words[unit](amount));
}
