import type { Lang, MilestoneKind } from "../core/words.ts";
import type { Dispute, Words } from "../disputes/report.ts";
import { type Days, daysIn, spellDates } from "./calendar.ts";
import { type Match, matchAll, type Phrase, phrase, says } from "./phrases.ts";
import { type Aspect, aspectPhrases, aspects, type Tense, tensePhrases, urgentPhrases } from "./vocabulary/aspects.ts";
import { kindPhrases } from "./vocabulary/kinds.ts";
import { stopWords, stopWordsOf } from "./vocabulary/stop.ts";
import { askedSubjects } from "./vocabulary/subjects.ts";
import { written } from "./words.ts";

/** A question, understood: what is asked, and of what. */
export interface Reading {
  words: readonly string[];
  /** In order of precedence; empty when nothing in particular is asked. */
  aspects: ReadonlySet<Aspect>;
  kinds: readonly MilestoneKind[];
  days: readonly Days[];
  units: readonly string[];
  places: readonly string[];
  parties: readonly ("union" | "employer")[];
  topics: readonly string[];
  /** Things people ask about, by name, each with the phrases that a fact must contain to speak of it. */
  subjects: readonly { name: string; phrases: readonly Phrase[] }[];
  tenses: ReadonlySet<Tense>;
  urgent: boolean;
  /** Words with a meaning of their own that nothing above has taken. */
  rest: readonly string[];
}

/** What a dispute's own names are called in questions; worked out once for each dispute. */
export interface Names {
  entities: readonly { of: Entity; phrases: readonly Phrase[] }[];
  topics: readonly { of: string; phrases: readonly Phrase[] }[];
}

type Entity = { unit: string } | { place: string } | { party: "union" | "employer" };

const phrases = (texts: readonly string[]): Phrase[] => texts.map(phrase);

const vocabulary = {
  kinds: kindPhrases.map((k) => ({ of: k.kinds, phrases: phrases(k.phrases) })),
  aspects: new Map(aspects.map((a) => [a, phrases(aspectPhrases[a])])),
  tenses: (Object.keys(tensePhrases) as Tense[]).map((t) => ({ tense: t, phrases: phrases(tensePhrases[t]) })),
  subjects: Object.entries(askedSubjects).map(([name, texts]) => ({ of: name, phrases: phrases(texts) })),
  urgent: phrases(urgentPhrases),
};

const allOf = (name: Words, aliases: readonly string[]): Phrase[] =>
  phrases([...(typeof name === "string" ? [name] : Object.values(name)), ...aliases]);

export function namesOf(dispute: Dispute): Names {
  const { union, employer } = dispute.parties;
  return {
    entities: [
      ...[...dispute.units.values()].map((u) => ({ of: { unit: u.id }, phrases: allOf(u.name, u.aliases) })),
      ...[...dispute.places.values()].map((p) => ({ of: { place: p.id }, phrases: allOf(p.name, p.aliases) })),
      { of: { party: "union" as const }, phrases: [...allOf(union.name, union.aliases), ...allOf(union.short, [])] },
      { of: { party: "employer" as const }, phrases: [...allOf(employer.name, employer.aliases), ...allOf(employer.short, [])] },
    ],
    topics: [...dispute.topics.values()].map((t) => ({ of: t.id, phrases: allOf(t.name, t.aliases) })),
  };
}

/** Reads a question in one language against a dispute's names. `correct` mends a word that is in no vocabulary. */
export function read(question: string, lang: Lang, names: Names, today: Temporal.PlainDate, correct: (word: string) => string): Reading {
  const words = written(spellDates(question), lang === "es").map((w) => (stopWords.has(w) ? w : correct(w)));
  const days = daysIn(words, today);
  const kinds = matchAll(words, vocabulary.kinds);
  const subjects = matchAll(words, vocabulary.subjects);
  const entities = matchAll(words, names.entities).filter((m) => !isOrdinary(words, m, lang));
  const topics = matchAll(words, names.topics).filter((t) => !subjects.some((s) => s.length > t.length && contains(s, t)));
  const urgent = matchAll(words, [{ of: "urgent", phrases: vocabulary.urgent }]);
  const taken = new Set(
    [...days, ...kinds, ...subjects, ...entities, ...topics, ...urgent].flatMap(({ at, length }) =>
      Array.from({ length }, (_, i) => at + i),
    ),
  );
  // What the dispute itself has a topic for needs no general subject: its topic says it better.
  const general = subjects.filter((s) => !topics.some((t) => contains(t, s)));
  const held = vocabulary.subjects.filter((s) => general.some((m) => m.of === s.of));
  const ids = <K extends string>(key: K): string[] => [
    ...new Set(entities.flatMap((m) => (key in m.of ? [(m.of as Record<K, string>)[key]] : []))),
  ];
  return {
    words,
    aspects: new Set(aspects.filter((a) => says(words, vocabulary.aspects.get(a) ?? []))),
    kinds: kindsLeft(kinds, subjects),
    days,
    units: ids("unit"),
    places: ids("place"),
    parties: ids("party") as Reading["parties"],
    topics: [...new Set(topics.map((t) => t.of))],
    subjects: held.map((s) => ({ name: s.of, phrases: s.phrases })),
    tenses: new Set(vocabulary.tenses.filter((t) => says(words, t.phrases)).map((t) => t.tense)),
    urgent: urgent.length > 0,
    rest: words.filter((word, i) => !taken.has(i) && !stopWords.has(word) && !/^\d{1,2}$/.test(word) && word.length > 1),
  };
}

/** Kinds whose words are not part of a longer subject: "strike pay" does not ask about a strike. */
function kindsLeft(kinds: readonly Match<readonly MilestoneKind[]>[], subjects: readonly Match<string>[]): MilestoneKind[] {
  return [...new Set(kinds.filter((k) => !subjects.some((s) => s.length > k.length && contains(s, k))).flatMap((k) => k.of))];
}

const contains = (outer: Match<unknown>, inner: Match<unknown>): boolean =>
  outer.at <= inner.at && inner.at + inner.length <= outer.at + outer.length;

/** "La" is an article in Spanish before it is Los Angeles, and "más" is no region. */
const isOrdinary = (words: readonly string[], { at, length }: Match<unknown>, lang: Lang): boolean =>
  words.slice(at, at + length).every((word) => stopWordsOf[lang].has(word));
