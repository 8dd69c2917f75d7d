import MiniSearch from "minisearch";
import { distance } from "../core/nearest.ts";
import type { History } from "../disputes/fold.ts";
import { type Names, namesOf } from "./read.ts";
import { factTexts } from "./texts.ts";
import { aspectPhrases, tensePhrases, urgentPhrases } from "./vocabulary/aspects.ts";
import { kindPhrases } from "./vocabulary/kinds.ts";
import { stopWords } from "./vocabulary/stop.ts";
import { askedSubjects } from "./vocabulary/subjects.ts";
import { synonyms } from "./vocabulary/synonyms.ts";
import { stem, tokens } from "./words.ts";

/** What can be found: a milestone by its id, or one claim of one report. */
export type Found = { milestone: string } | { report: string; claim: number };

export interface Index {
  names: Names;
  /** Score by fact, for the words of a question: exact words and near spellings. */
  search(words: readonly string[]): ReadonlyMap<string, number>;
  /** All words of a fact, in both languages, with the names of what it concerns. */
  wordsOf(key: string): readonly string[];
  /** The nearest word that is known here; the word itself when none is near. */
  correct(word: string): string;
  knows(word: string): boolean;
}

const indexes = new WeakMap<History, Index>();

/** Over everything that was ever reported: what was not yet visible is left out when an answer is put together. */
export function indexOf(history: History): Index {
  const known = indexes.get(history);
  if (known) return known;
  const made = build(history);
  indexes.set(history, made);
  return made;
}

const general: readonly string[] = [
  ...kindPhrases.flatMap((k) => k.phrases),
  ...Object.values(aspectPhrases).flat(),
  ...Object.values(tensePhrases).flat(),
  ...urgentPhrases,
  ...Object.values(askedSubjects).flat(),
].flatMap((p) => tokens(p.replaceAll("*", "")));

const monthWords =
  "january february march april june july august september october november december enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre tomorrow yesterday today".split(
    " ",
  );

function build({ dispute, revisions }: History): Index {
  const documents = factTexts(dispute, revisions.keys());
  const words = new Map(documents.map(({ key, text }) => [key, tokens(text)]));
  const engine = new MiniSearch<{ id: string; text: string }>({
    fields: ["text"],
    tokenize: tokens,
    processTerm: (term) => (stopWords.has(term) ? null : stem(term)),
  });
  engine.addAll(documents.map(({ key, text, speaker }) => ({ id: key, text: `${text} ${speaker}` })));
  const names = namesOf(dispute);
  const speakers = documents.flatMap(({ speaker }) => tokens(speaker));
  const own = new Set([...words.values(), speakers].flat().map(stem));
  const spelled = new Set([
    ...[...words.values(), speakers].flat(),
    ...general,
    ...monthWords,
    ...[...names.entities, ...names.topics].flatMap((e) => e.phrases.flatMap((p) => p.words)),
  ]);
  const correctable = [...spelled].filter((w) => w.length >= 4 && !w.endsWith("*"));
  const corrected = new Map<string, string>();
  return {
    names,
    search: (query) =>
      new Map(
        engine
          .search([...new Set(query)].join(" "), { prefix: (term) => term.length >= 4, fuzzy: (term) => (term.length > 4 ? 0.2 : false) })
          .map((hit) => [String(hit.id), hit.score]),
      ),
    wordsOf: (key) => words.get(key) ?? [],
    knows: (word) => own.has(stem(word)),
    correct(word) {
      if (spelled.has(word) || own.has(stem(word)) || /\d/.test(word)) return word;
      const general = synonyms.get(word);
      if (general !== undefined) return general;
      if (word.length < 4) return word;
      const before = corrected.get(word);
      if (before !== undefined) return before;
      const mended = nearestWord(word, correctable);
      if (corrected.size < 10_000) corrected.set(word, mended);
      return mended;
    },
  };
}

/** One edit for short words, two for long ones; the first letter is seldom mistaken. */
function nearestWord(word: string, known: readonly string[]): string {
  const most = word.length >= 7 ? 2 : 1;
  let best = word;
  let least = most + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > most || candidate[0] !== word[0]) continue;
    const d = distance(word, candidate);
    if (d < least) [best, least] = [candidate, d];
  }
  return best;
}
