import type { History } from "../disputes/fold.ts";
import { Postings } from "./postings.ts";
import { type Names, namesOf } from "./read.ts";
import { spelling } from "./spelling.ts";
import { factTexts } from "./texts.ts";
import { stem, tokens } from "./words.ts";

export interface Index {
  names: Names;
  /** Score by fact, for the words of a question: exact words and what begins like them. */
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

function build({ dispute, revisions }: History): Index {
  const documents = factTexts(dispute, revisions.keys());
  const words = new Map(documents.map(({ key, text }) => [key, tokens(text)]));
  const postings = new Postings();
  for (const { key, text, speaker } of documents) postings.add(key, `${text} ${speaker}`);
  const names = namesOf(dispute);
  const named = [...names.entities, ...names.topics].flatMap((e) => e.phrases.flatMap((p) => p.words));
  const nameStems = new Set(named.map(stem));
  const knows = (word: string): boolean => postings.has(word) || nameStems.has(stem(word));
  const spelled = (): string[] => [...documents.flatMap(({ key, speaker }) => [...(words.get(key) ?? []), ...tokens(speaker)]), ...named];
  return {
    names,
    search: (query) => postings.search(query),
    wordsOf: (key) => words.get(key) ?? [],
    knows,
    correct: spelling(knows, spelled),
  };
}
