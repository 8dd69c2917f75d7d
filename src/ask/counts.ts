import type { Claim } from "../disputes/state.ts";
import { find, type Phrase, phrase } from "./phrases.ts";
import { durations, peopleWords } from "./vocabulary/counted.ts";
import { stopWords } from "./vocabulary/stop.ts";
import { stem } from "./words.ts";

const asked: readonly Phrase[] = ["how many", "number of", "cuantos", "cuantas", "numero de"].map(phrase);
const between: ReadonlySet<string> = new Set([
  "more",
  "of",
  "the",
  "other",
  "total",
  "different",
  "de",
  "los",
  "las",
  "mas",
  "otros",
  "otras",
]);

/** What is to be counted: "surgeries" in "how many surgeries"; undefined where it is people, or not said. */
export function countedIn(words: readonly string[]): string | undefined {
  const hit = asked.map((p) => find(p, words)).find((found) => found !== undefined);
  if (!hit) return undefined;
  const noun = words.slice(hit.at + hit.length).find((word) => !between.has(word));
  if (noun === undefined || peopleWords.has(noun)) return undefined;
  const counted = stem(noun);
  return stopWords.has(noun) && !durations.has(counted) ? undefined : counted;
}

/** Whether a claim says how many there are of it. Days are never a head count. */
export function counts({ figure }: Claim, words: readonly string[], counted: string | undefined): boolean {
  if (counted === undefined) return figure !== null;
  if (durations.has(counted)) return false;
  return words.some((word, i) => stem(word) === counted && words.slice(Math.max(0, i - 3), i).some((before) => /^\d+$/.test(before)));
}

/** Whether it states an amount of money, time or a share: "how much" does not ask for people. */
export const hasAmount = ({ figure, text }: Claim): boolean =>
  /\d ?%|[$€£] ?\d|\d percent|\d por ciento|\d[- ](?:day|hour|week|d[ií]as|horas|semanas)/.test(JSON.stringify(text)) ||
  /percent|por ciento/.test(JSON.stringify(figure?.of ?? ""));
