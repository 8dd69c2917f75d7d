import { rememberByBoth } from "../core/remember.ts";
import { type Inline, type Item, item, link, strong, text } from "../core/reply.ts";
import type { Lang } from "../core/words.ts";
import { said, statusAt, voices } from "../disputes/query.ts";
import type { Dispute, Report, Words } from "../disputes/report.ts";
import type { Claim, Milestone, State, Statement, Told } from "../disputes/state.ts";
import { daysUntil, rangeInlines, relativeDays, whenInlines } from "./dates.ts";
import { messages } from "./messages.ts";

/** Everything needed to put a dispute's facts into words. */
export interface Telling {
  state: State;
  now: Temporal.Instant;
  lang: Lang;
}

/** The words in the reader's language; where the file has none, in the source's, and it says so. */
export function words(w: Words, dispute: Dispute, lang: Lang): string {
  const { text: spoken, lang: spokenIn } = said(w, lang, dispute.language);
  return spokenIn === lang ? spoken : `${spoken} ${messages(lang).describe.notTranslated}`;
}

/** A name in the reader's language; one that the file gives once holds in all. */
export function nameOf(name: Words, { language }: Dispute, lang: Lang): string {
  return said(name, lang, language).text;
}

/** Who said it, where, and on what day: under every answer. */
export const attribution = (report: Report, { state: { dispute }, lang }: Telling): readonly Inline[] =>
  attributionIn(report, lang, dispute);

const attributionIn = rememberByBoth(({ name, speaker, source, statedOn }: Report, lang: Lang, dispute: Dispute): readonly Inline[] => {
  const m = messages(lang);
  const party = speaker === "union" || speaker === "employer" ? dispute.parties[speaker].short : undefined;
  const who = name ?? party;
  const place = source.publisher ?? source.title;
  return [
    text(`${who ? nameOf(who, dispute, lang) : m.speakers[speaker]} (`),
    source.url ? link(place, source.url) : text(place),
    text(", "),
    ...rangeInlines(statedOn.from, statedOn.to, dispute.zone, lang),
    text(")"),
  ];
});

export function attributions(reports: readonly Report[], telling: Telling): Inline[] {
  return reports.flatMap((r, i) => [...(i > 0 ? [text("; ")] : []), ...attribution(r, telling)]);
}

/** "Bargaining session", or the file's own name for it. */
export function milestoneName({ kind, name }: Pick<Milestone, "kind" | "name">, dispute: Dispute, lang: Lang): string {
  if (name === null) return messages(lang).kinds[kind];
  const { text: spoken, lang: spokenIn } = said(name, lang, dispute.language);
  return spokenIn === lang ? spoken : `${messages(lang).kinds[kind]} (${spoken})`;
}

/** One milestone: what, when, how far off, how certain; under it the condition, whom it concerns, who says so and who differs. */
export function milestoneItem(milestone: Milestone, telling: Telling): Item {
  const { state, lang, now } = telling;
  const days = daysUntil(milestone.when, now);
  const body = [
    strong(milestoneName(milestone, state.dispute, lang)),
    text(": "),
    ...whenInlines(milestone.when, lang),
    ...(days === undefined ? [] : [text(` · ${relativeDays(days, lang)}`)]),
    text(` · ${messages(lang).statuses[statusAt(milestone, now)]}`),
  ];
  return { body, notes: notesIn(milestone, lang, telling) };
}

/** All that does not change with the hour. A milestone belongs to one state, and so do its notes. */
const notesIn = rememberByBoth((milestone: Milestone, lang: Lang, telling: Telling): Inline[][] => {
  const m = messages(lang).describe;
  const { agreeing, differing } = voices(milestone);
  const saying = agreeing.length > 0 ? agreeing : differing;
  return [
    ...(milestone.when.wording === undefined ? [] : [[text(m.wording(milestone.when.wording))]]),
    ...conditionNotes(milestone, telling),
    ...scopeNotes(milestone, telling),
    [text(m.accordingTo), ...attributions(saying.map((s) => s.report).reverse(), telling), text(".")],
    ...differingNotes(differing, telling),
  ];
});

function conditionNotes({ condition, voidedBy }: Milestone, { state, lang }: Telling): Inline[][] {
  const m = messages(lang).describe;
  const voider = voidedBy === null ? undefined : state.milestones.get(voidedBy);
  return [
    ...(condition ? [[text(m.condition(words(condition.text, state.dispute, lang)))]] : []),
    ...(voider ? [[text(m.voidedBy(milestoneName(voider, state.dispute, lang))), ...whenInlines(voider.when, lang), text(".")]] : []),
  ];
}

/** Bargaining units and places it concerns; none where nothing is said. */
export function scopeNotes({ units, places }: Pick<Told, "units" | "places">, { state: { dispute }, lang }: Telling): Inline[][] {
  const m = messages(lang).describe;
  const names = (ids: readonly string[], of: ReadonlyMap<string, { name: Words }>): string =>
    ids.map((id) => nameOf(of.get(id)?.name ?? id, dispute, lang)).join(m.and);
  return [
    ...(units.length > 0 ? [[text(sentence(m.for + names(units, dispute.units)))]] : []),
    ...(places.length > 0 ? [[text(sentence(m.places + names(places, dispute.places)))]] : []),
  ];
}

/** With a full stop, unless an abbreviation such as "D.C." brings one. */
const sentence = (phrase: string): string => (phrase.endsWith(".") ? phrase : `${phrase}.`);

/** What somebody else last said of it and is not what is believed: shown, never decided. */
function differingNotes(statements: readonly Statement[], telling: Telling): Inline[][] {
  const m = messages(telling.lang);
  return statements
    .toReversed()
    .map(({ report, assertion: { when, status } }) => [
      text(m.describe.butSays),
      ...attribution(report, telling),
      text(": "),
      ...(when ? whenInlines(when, telling.lang) : []),
      ...(status ? [text(`${when ? " · " : ""}${m.statuses[status]}`)] : []),
      text("."),
    ]);
}

/** One claim with its caution and its source. */
export const claimItem = (claim: Claim, telling: Telling): Item => claimIn(claim, telling.lang, telling);

const claimIn = rememberByBoth((claim: Claim, lang: Lang, telling: Telling): Item => {
  const { dispute } = telling.state;
  const m = messages(lang).describe;
  return item(
    [text(words(claim.text, dispute, lang))],
    ...(claim.caution === null ? [] : [[text(m.caution(words(claim.caution, dispute, lang)))]]),
    [text(m.accordingTo), ...attribution(claim.report, telling), text(".")],
  );
});

/** What was told in a few words: "Thu, Oct 12, 2023 · scheduled". */
export function toldInlines(told: Told, { lang }: Telling): Inline[] {
  return [...whenInlines(told.when, lang), text(` · ${messages(lang).statuses[told.status]}`)];
}
