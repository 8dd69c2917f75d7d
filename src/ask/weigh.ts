import type { State } from "../disputes/state.ts";
import type { Scored } from "./claims.ts";
import { type ChosenMilestones, kindsMeant } from "./milestones.ts";
import type { Reading } from "./read.ts";
import type { Index } from "./search.ts";
import { careSubjects } from "./vocabulary/subjects.ts";

export type Confidence = "sure" | "near" | "none";

/** Words that nothing here knows speak against an answer; what was recognized speaks for it. */
export function weigh(reading: Reading, ranked: readonly Scored[], chosen: ChosenMilestones, index: Index, { dispute }: State): Confidence {
  const unknown = reading.rest.filter((word) => !index.knows(word)).length;
  const known = reading.rest.length - unknown;
  const kinds = kindsMeant(reading).length > 0 && chosen.milestones.length > 0 ? 1 : 0;
  const subjectsSpoken = reading.subjects.length > 0 && ranked.length > 0 ? 2 : 0;
  if (reading.subjects.length > 0 && subjectsSpoken === 0) return "none";
  if (subjectsSpoken > 0 && reading.topics.length > 0 && !ranked.some((s) => reading.topics.includes(s.claim.topic))) return "near";
  const ofCare = (s: Scored): boolean => dispute.topics.get(s.claim.topic)?.group === "care";
  if (subjectsSpoken > 0 && reading.subjects.some((s) => careSubjects.has(s.name)) && !ranked.some(ofCare)) return "near";
  const reasons = reading.aspects.has("why") && ranked.length > 0 ? 1 : 0;
  const named = kinds + Math.min(2, reading.topics.length) + subjectsSpoken + reasons;
  const days = reading.days.length > 0 && chosen.milestones.length > 0 ? 1 : 0;
  const scoped = reading.units.length + reading.places.length > 0 ? 1 : 0;
  if (named === 0 && unknown === 0 && (days > 0 || scoped > 0 || known > 0)) return known > 0 && days + scoped === 0 ? "near" : "sure";
  if (named === 0 && known <= unknown) return "none";
  const forIt = named + known * 0.5 + days;
  return unknown > 0 && unknown >= forIt ? "near" : "sure";
}
