import type { LastDay } from "../disputes/when.ts";
import { squeeze } from "./tidy.ts";

export type Joined = { how: "to"; parts: [string, string]; lastDay: LastDay } | { how: "and"; parts: readonly string[] };

const inclusive = /\(?\b(?:inclusive|inclusivo|both (?:days )?included|ambos (?:d[ií]as )?(?:incluidos|inclusive))\b\)?/;
const between = /(?<!\S)(?:between|entre) /;
const and = /\s+(?:and|y|e)\s+|\s*&\s*/;
/** "Al" joins days and "a" also hours, but "viernes 13 a las 10" is one moment and "de las 10 a las 14" two. */
const joints: readonly [RegExp, LastDay][] = [
  [/\s+(?:until|till?|through|thru|hasta)\s+/, "included"],
  [/\s*-\s*/, "included"],
  [/\s+(?:to|al|a(?! las? ))\s+/, "not stated"],
  [/(?<=^(?:de|desde|.* de) las? .*)\s+a (?=las? )/, "not stated"],
];

/** Words that join two moments to a range, or several to a list; undefined where they speak of one. */
export function joinedIn(text: string): Joined | undefined {
  const plain = squeeze(text.replace(inclusive, " "));
  const range = between.test(plain) ? rangeOf(plain.replace(between, ""), and, "not stated") : undefined;
  for (const [joint, lastDay] of joints) {
    const joined = range ?? rangeOf(plain, joint, lastDay);
    if (joined) return plain === text ? joined : { ...joined, lastDay: "included" };
  }
  const parts = plain
    .replace(/,\s*(?=\d{1,2}(?:st|nd|rd|th)?(?:,|\s+(?:and|y)\b))/g, " and ")
    .split(and)
    .map(squeeze);
  return parts.length > 1 && parts.every(Boolean) ? { how: "and", parts } : undefined;
}

function rangeOf(text: string, joint: RegExp, lastDay: LastDay): Extract<Joined, { how: "to" }> | undefined {
  const [from, to, ...more] = text.split(joint).map(squeeze);
  return from && to && more.length === 0 ? { how: "to", parts: [from, to], lastDay } : undefined;
}
