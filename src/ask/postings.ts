import { stopWords } from "./vocabulary/stop.ts";
import { stem, tokens } from "./words.ts";

/** As BM25 has them: how soon a repeated word counts no more, and how much a long text is held against it. */
const saturation = 1.2;
const lengthWeight = 0.7;
const floor = 0.5;
/** A word that only begins like one of the question's counts for less. */
const prefixShare = 0.4;
const shortestPrefix = 4;
const mostTerms = 40;

/** Texts by the words in them, as numbers: a thousand disputes must fit, and a big heap makes every answer wait. */
export class Postings {
  readonly #ids = new Map<string, number>();
  readonly #keys: string[] = [];
  readonly #texts: Uint32Array[] = [];
  readonly #in: number[] = [];
  #total = 0;

  add(key: string, text: string): void {
    const ids = tokens(text).flatMap((word) => (stopWords.has(word) ? [] : [this.#idOf(stem(word))]));
    this.#keys.push(key);
    this.#texts.push(Uint32Array.from(ids));
    this.#total += ids.length;
    for (const id of new Set(ids)) this.#in[id] = (this.#in[id] ?? 0) + 1;
  }

  has(word: string): boolean {
    return this.#ids.has(stem(word));
  }

  /** Score by key, for texts that have any of these words. */
  search(words: readonly string[]): ReadonlyMap<string, number> {
    const weights = this.#weightsOf(words);
    const average = this.#total / Math.max(1, this.#texts.length);
    const found = new Map<string, number>();
    this.#texts.forEach((ids, i) => {
      const long = 1 - lengthWeight + lengthWeight * (ids.length / average);
      const counts = new Map<number, number>();
      for (const id of ids) if (weights.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
      let score = 0;
      const terms = new Set<number>();
      for (const [id, count] of counts) {
        const { weight = 0, term = 0 } = weights.get(id) ?? {};
        score += weight * (floor + (count * (saturation + 1)) / (count + saturation * long));
        terms.add(term);
      }
      // Two words found once tell more than one found twice.
      if (score > 0) found.set(this.#keys[i] ?? "", score * terms.size);
    });
    return found;
  }

  #weightsOf(words: readonly string[]): Map<number, { weight: number; term: number }> {
    const weights = new Map<number, { weight: number; term: number }>();
    const weigh = (id: number, term: number, share: number): void => {
      const rarity = Math.log(1 + (this.#texts.length + 0.5) / ((this.#in[id] ?? 0) + 0.5));
      if (rarity * share > (weights.get(id)?.weight ?? 0)) weights.set(id, { weight: rarity * share, term });
    };
    const terms = new Set(words.filter((word) => !stopWords.has(word)).map(stem));
    for (const [i, term] of [...terms].slice(0, mostTerms).entries()) {
      const exact = this.#ids.get(term);
      if (exact !== undefined) weigh(exact, i, 1);
      if (term.length < shortestPrefix) continue;
      for (const [known, id] of this.#ids) if (known !== term && known.startsWith(term)) weigh(id, i, prefixShare);
    }
    return weights;
  }

  #idOf(term: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    this.#ids.set(term, this.#ids.size);
    return this.#ids.size - 1;
  }
}
