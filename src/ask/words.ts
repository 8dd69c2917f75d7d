import { shorthand, spanishShorthand } from "./vocabulary/shorthand.ts";

/** Lower case, without accents; digits keep their thousands together ("75,000" is one word). */
export const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/(\d)[,](?=\d{3}\b)/g, "$1")
    .replace(/[’']/g, "");

const numerals: ReadonlyMap<string, string> = new Map(
  ["two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete", "eight ocho", "nine nueve", "ten diez"].flatMap(
    (names, i) => names.split(" ").map((name): [string, string] => [name, String(i + 2)]),
  ),
);

/** The words of a text, plain. `d.c.` is one word, `10-day` is two, "ten" is "10" and "75k" is "75000". */
export function tokens(text: string): string[] {
  return plain(text)
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, "$1")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => numerals.get(word) ?? (/^\d{1,3}k$/.test(word) ? `${word.slice(0, -1)}000` : word));
}

/** As tokens, with what people shorten on phones written out. */
export function written(text: string, spanish: boolean): string[] {
  return tokens(text.replace(/\bw\//gi, "with "))
    .flatMap((word) => ((spanish ? spanishShorthand.get(word) : undefined) ?? shorthand.get(word) ?? word).split(" "))
    .map(plain);
}

/** A phrase of the vocabulary, ready to be compared. */
export interface Phrase {
  words: readonly string[];
}

export const phrase = (text: string): Phrase => ({
  words: text
    .split(/\s+/)
    .flatMap((word) => (word === "~" ? word : word.endsWith("*") ? `${plain(word.slice(0, -1))}*` : tokens(word).map(stem))),
});

/** "Cuánto" asks for an amount and "cuántos" for a count: here the number matters. */
const counting: ReadonlyMap<string, string> = new Map([
  ["cuanto", "cuanto"],
  ["cuanta", "cuanto"],
  ["cuantos", "cuantos"],
  ["cuantas", "cuantos"],
]);

/** Number and gender taken off, for comparing: "sessions" is "session", "abierta" is "abierto". */
export function stem(word: string): string {
  const counts = counting.get(word);
  if (counts !== undefined) return counts;
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  const singular = word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
  return singular.length > 5 && /[ao]$/.test(singular) ? singular.slice(0, -1) : singular;
}

const fits = (word: string, pattern: string): boolean =>
  pattern.endsWith("*") ? word.startsWith(pattern.slice(0, -1)) : stem(word) === pattern;

/** Most words that `~` stands for. */
const gap = 3;

/** How many words of the text a phrase takes from `at` on; 0 when it does not stand there. */
function lengthAt(pattern: readonly string[], words: readonly string[], at: number): number {
  let i = at;
  for (let p = 0; p < pattern.length; p++) {
    if (pattern[p] === "~") {
      const rest = pattern.slice(p + 1);
      for (let skip = 0; skip <= gap; skip++) {
        const length = lengthAt(rest, words, i + skip);
        if (length > 0) return i + skip + length - at;
      }
      return 0;
    }
    if (!fits(words[i] ?? "", pattern[p] ?? "")) return 0;
    i++;
  }
  return i - at;
}

/** Where a phrase begins in the words and how many it takes; undefined when it is not there. */
export function find({ words: pattern }: Phrase, words: readonly string[], from = 0): { at: number; length: number } | undefined {
  for (let at = from; at < words.length; at++) {
    const length = lengthAt(pattern, words, at);
    if (length > 0) return { at, length };
  }
  return undefined;
}

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

const spanishSigns =
  /[¿¡ñáéíóú]|\b(?:que|cual|cuando|cuanto|cuantos|cuanta|cuantas|donde|quien|quienes|como|por|huelga|sindicato|contrato|sesion|negociacion|es|el|la|los|las|un|una|hay|esta|va|de|del|en|para|mi|nos|hoy|manana|trabajar|tengo|puedo|si|no|se|y|a|o|al|con|vence|dice|dijo|acuerdo|aviso|hospital|urgencias|cita|abierto)\b/giu;
const englishSigns =
  /\b(?:the|is|are|when|what|who|where|why|how|do|does|did|we|i|you|will|strike|union|contract|session|next|it|to|of|and|on|my|our|for|in|has|have|was|were|they|open|can|there|a)\b/giu;

/** The language a question is written in, when its words say so. */
export function languageOf(question: string): "en" | "es" | undefined {
  const simple = question.normalize("NFC");
  const es =
    simple
      .normalize("NFD")
      .replace(/(?<!n)\p{M}/gu, "")
      .normalize("NFC")
      .match(spanishSigns)?.length ?? 0;
  const en = simple.match(englishSigns)?.length ?? 0;
  if (/[¿¡]/.test(simple)) return "es";
  return es === en ? undefined : es > en ? "es" : "en";
}

/** A question's sentences; people put an aside behind what they ask. */
export const sentences = (text: string): string[] =>
  text
    .split(/(?<=[?!;])\s+|(?<=[a-z]{2}\.)\s+|\?+(?=\w)/iu)
    .map((s) => s.trim())
    .filter((s) => /[\p{L}\p{N}]/u.test(s));
