import { distance } from "../core/nearest.ts";
import { aspectPhrases, tensePhrases, urgentPhrases } from "./vocabulary/aspects.ts";
import { kindPhrases } from "./vocabulary/kinds.ts";
import { askedSubjects } from "./vocabulary/subjects.ts";
import { synonyms } from "./vocabulary/synonyms.ts";
import { tokens } from "./words.ts";

/** Words by what a misspelling seldom changes: the first letter; and by their length. */
type Shelves = ReadonlyMap<string, readonly string[]>;

const shelf = (letter: string, length: number): string => `${letter}${length}`;

function shelve(words: Iterable<string>): Shelves {
  const shelves = new Map<string, string[]>();
  for (const word of new Set(words)) {
    if (word.length < 4 || word.endsWith("*")) continue;
    const key = shelf(word[0] ?? "", word.length);
    const there = shelves.get(key);
    if (there) there.push(word);
    else shelves.set(key, [word]);
  }
  return shelves;
}

const monthWords =
  "january february march april june july august september october november december enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre tomorrow yesterday today";

const general: ReadonlySet<string> = new Set(
  [
    ...kindPhrases.flatMap((k) => k.phrases),
    ...Object.values(aspectPhrases).flat(),
    ...Object.values(tensePhrases).flat(),
    ...urgentPhrases,
    ...Object.values(askedSubjects).flat(),
    monthWords,
  ].flatMap((p) => tokens(p.replaceAll("*", ""))),
);
const generalShelves = shelve(general);

const mostRemembered = 2_000;

/** Mends a word that neither the field's vocabulary nor this dispute knows; `own` are the dispute's words, asked for once needed. */
export function spelling(knows: (word: string) => boolean, own: () => Iterable<string>): (word: string) => string {
  let ownShelves: Shelves | undefined;
  const mended = new Map<string, string>();
  return (word) => {
    if (general.has(word) || knows(word) || /\d/.test(word)) return word;
    const known = synonyms.get(word) ?? mended.get(word);
    if (known !== undefined || word.length < 4) return known ?? word;
    ownShelves ??= shelve(own());
    const nearest = nearestWord(word, [ownShelves, generalShelves]);
    if (mended.size < mostRemembered) mended.set(word, nearest);
    return nearest;
  };
}

/** One edit for short words, two for long ones. */
function nearestWord(word: string, known: readonly Shelves[]): string {
  const most = word.length >= 7 ? 2 : 1;
  const lengths = Array.from({ length: 2 * most + 1 }, (_, i) => word.length - most + i);
  let best = word;
  let least = most + 1;
  for (const candidate of known.flatMap((shelves) => lengths.flatMap((length) => shelves.get(shelf(word[0] ?? "", length)) ?? []))) {
    const d = distance(word, candidate);
    if (d < least) [best, least] = [candidate, d];
  }
  return best;
}
