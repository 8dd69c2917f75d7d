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

/** More than a thousand characters hold, unless some stand for many. */
const mostWords = 300;

/** As tokens, with what people shorten on phones written out. */
export function written(text: string, spanish: boolean): string[] {
  return tokens(text.replace(/\bw\//gi, "with "))
    .slice(0, mostWords)
    .flatMap((word) => ((spanish ? spanishShorthand.get(word) : undefined) ?? shorthand.get(word) ?? word).split(" "))
    .map(plain);
}

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
