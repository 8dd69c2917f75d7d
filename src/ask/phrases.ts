import { plain, stem, tokens } from "./words.ts";

/** A phrase of the vocabulary, ready to be compared. */
export interface Phrase {
  words: readonly string[];
}

export const phrase = (text: string): Phrase => ({
  words: text
    .split(/\s+/)
    .flatMap((word) => (word === "~" ? word : word.endsWith("*") ? `${plain(word.slice(0, -1))}*` : tokens(word).map(stem))),
});

const stems = new WeakMap<readonly string[], readonly string[]>();

/** A text is compared with hundreds of phrases: its stems are worked out once. */
function stemsOf(words: readonly string[]): readonly string[] {
  const known = stems.get(words);
  if (known) return known;
  const made = words.map(stem);
  stems.set(words, made);
  return made;
}

interface Text {
  words: readonly string[];
  stems: readonly string[];
}

const fits = ({ words, stems }: Text, at: number, pattern: string): boolean =>
  pattern.endsWith("*") ? (words[at]?.startsWith(pattern.slice(0, -1)) ?? false) : stems[at] === pattern;

/** Most words that `~` stands for. */
const gap = 3;

/** How many words of the text a phrase takes from `at` on; 0 when it does not stand there. */
function lengthAt(pattern: readonly string[], text: Text, at: number): number {
  let i = at;
  for (let p = 0; p < pattern.length; p++) {
    if (pattern[p] === "~") {
      const rest = pattern.slice(p + 1);
      for (let skip = 0; skip <= gap; skip++) {
        const length = lengthAt(rest, text, i + skip);
        if (length > 0) return i + skip + length - at;
      }
      return 0;
    }
    if (!fits(text, i, pattern[p] ?? "")) return 0;
    i++;
  }
  return i - at;
}

/** Where a phrase begins in the words and how many it takes; undefined when it is not there. */
export function find({ words: pattern }: Phrase, words: readonly string[], from = 0): { at: number; length: number } | undefined {
  const text = { words, stems: stemsOf(words) };
  const [first = ""] = pattern;
  for (let at = next(text, first, from); at >= 0 && at < words.length; at = next(text, first, at + 1)) {
    const length = lengthAt(pattern, text, at);
    if (length > 0) return { at, length };
  }
  return undefined;
}

/** Where a phrase with this first word may begin, from `at` on; negative when nowhere. */
const next = ({ stems }: Text, first: string, at: number): number => (first.endsWith("*") ? at : stems.indexOf(first, at));

export const says = (words: readonly string[], phrases: readonly Phrase[]): boolean => phrases.some((p) => find(p, words) !== undefined);

export interface Match<T> {
  of: T;
  at: number;
  length: number;
}

/** All phrases found, longest first and none inside another: "strike pay" leaves no "strike" behind. */
export function matchAll<T>(words: readonly string[], vocabulary: readonly { of: T; phrases: readonly Phrase[] }[]): Match<T>[] {
  const found = vocabulary.flatMap(({ of, phrases }) =>
    phrases.flatMap((p) => {
      const places: Match<T>[] = [];
      for (let hit = find(p, words); hit; hit = find(p, words, hit.at + 1)) places.push({ of, ...hit });
      return places;
    }),
  );
  const taken = new Map<number, number>();
  return found
    .sort((a, b) => b.length - a.length)
    .filter(({ at, length }) => {
      for (let i = at; i < at + length; i++) if ((taken.get(i) ?? length) > length) return false;
      for (let i = at; i < at + length; i++) taken.set(i, length);
      return true;
    });
}
