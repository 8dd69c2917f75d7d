import type { Claim, Milestone, State } from "../disputes/state.ts";
import { countedIn, counts, hasAmount } from "./counts.ts";
import { inScope, kindsMeant } from "./milestones.ts";
import { says } from "./phrases.ts";
import type { Reading } from "./read.ts";
import type { Index } from "./search.ts";
import { claimKey } from "./texts.ts";

export interface Scored {
  claim: Claim;
  score: number;
  /** Whether it says how many there are of what was asked. */
  counts: boolean;
}

/** How much a sign weighs beside the words found. */
const weights = { topic: 6, about: 3, party: 4, figure: 8, issue: 6, group: 2, care: 4 };

/** Claims that speak of what was asked, best first. Each subject asked about must be spoken of in so many words. */
export function rankClaims(reading: Reading, state: State, index: Index, chosen: readonly Milestone[]): Scored[] {
  const found = index.search(reading.words);
  const seen = new Set<string>();
  const elsewhere = otherKinds(reading, state);
  const counted = countedIn(reading.words);
  const scored = state.claims.flatMap((claim): Scored[] => {
    const key = keyOf(claim);
    const words = index.wordsOf(key);
    if (!reading.subjects.every((s) => says(words, s.phrases)) || !inScope(claim, reading, state.dispute)) return [];
    if (claim.about !== null && elsewhere.has(claim.about)) return [];
    const figure = counts(claim, words, counted);
    return [{ claim, score: (found.get(key) ?? 0) + signs(claim, reading, state, chosen, figure), counts: figure }];
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .filter(({ claim }) => {
      const same = `${claim.report.speaker}|${JSON.stringify(claim.text)}`;
      return seen.has(same) ? false : seen.add(same);
    });
}

/** Milestones of another kind than the ones asked about: where the picket stood says nothing of where the talks are. */
function otherKinds(reading: Reading, { dispute }: State): ReadonlySet<string> {
  if (reading.kinds.length === 0) return new Set();
  const kinds = new Set([...reading.kinds, ...kindsMeant(reading)]);
  return new Set([...dispute.milestones.values()].filter((m) => !kinds.has(m.kind)).map((m) => m.id));
}

function signs(
  claim: Claim,
  { topics, aspects, parties, kinds }: Reading,
  { dispute }: State,
  chosen: readonly Milestone[],
  counted: boolean,
): number {
  const topic = topics.includes(claim.topic) ? weights.topic : 0;
  const about = claim.about !== null && chosen.some((m) => m.id === claim.about) ? weights.about : 0;
  const party = claim.party !== null && parties.includes(claim.party) ? weights.party : 0;
  const figure = aspects.has("howMany") && counted ? weights.figure : aspects.has("howMuch") && hasAmount(claim) ? weights.figure / 2 : 0;
  const group = dispute.topics.get(claim.topic)?.group;
  const issue =
    aspects.has("why") && group === "issue" ? weights.issue + (claim.about !== null && kinds.includes("strike") ? weights.about : 0) : 0;
  const careAsked = group === "care" && topics.some((t) => dispute.topics.get(t)?.group === "care") ? weights.care : 0;
  const talks = group === "talks" && kinds.includes("bargaining-session") ? weights.group : 0;
  const stale = claim.superseded ? -weights.topic : 0;
  return topic + about + party + figure + issue + careAsked + talks + stale;
}

export function keyOf({ report, ...claim }: Claim): string {
  const at = report.asserts.findIndex((a) => a.type === "claim" && a.text === claim.text && a.topic === claim.topic);
  return claimKey(report.id, at);
}

/** The best and what comes near it. */
export function top(scored: readonly Scored[], most: number, share = 0.5): Claim[] {
  const best = scored[0]?.score ?? 0;
  return scored
    .filter((s) => s.score > 0 && s.score >= best * share)
    .slice(0, most)
    .map((s) => s.claim);
}
