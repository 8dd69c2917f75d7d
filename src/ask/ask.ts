import type { Lang } from "../core/words.ts";
import { type Subject, subjects } from "../core/words.ts";
import type { History } from "../disputes/fold.ts";
import { isAhead } from "../disputes/query.ts";
import type { TopicGroup } from "../disputes/report.ts";
import type { Claim, Milestone, State } from "../disputes/state.ts";
import type { Answer, Facts, Gap, Near } from "./answer.ts";
import { hasNumber, rankClaims, type Scored, top } from "./claims.ts";
import { duty } from "./duty.ts";
import { type ChosenMilestones, chooseMilestones, inScope, kindsMeant } from "./milestones.ts";
import { type Reading, read } from "./read.ts";
import { type Index, indexOf } from "./search.ts";
import { sentences } from "./words.ts";

export interface Question {
  text: string;
  lang: Lang;
  history: History;
  now: Temporal.Instant;
}

/**
 * What the reports say to a question, and what they do not. Only facts of the state at `now` go in; nothing is made up.
 * Of several sentences, the first that is surely answered counts: the others are asides.
 */
export function ask(question: Question): Answer {
  const parts = sentences(question.text);
  if (parts.length > 1) {
    const sure = parts.map((text) => askOne({ ...question, text })).find((a) => a.type !== "unknown" && !(a.type === "facts" && !a.exact));
    if (sure) return sure;
  }
  return askOne(question);
}

function askOne({ text, lang, history, now }: Question): Answer {
  const index = indexOf(history);
  const { zone } = history.dispute;
  const state = history.state(now);
  const reading = read(text, lang, index.names, now.toZonedDateTimeISO(zone).toPlainDate(), index.correct);
  if (reading.aspects.has("remind")) return remind(reading, state, now);
  if (reading.aspects.has("changed") && reading.topics.length === 0) return { type: "changed" };
  if (reading.aspects.has("duty") && reading.subjects.length === 0) return duty(reading, state, now);
  return facts(reading, state, index, now);
}

function remind(reading: Reading, state: State, now: Temporal.Instant): Answer {
  const { milestones } = chooseMilestones(reading, [...state.milestones.values()], state.dispute, now);
  const about = (Object.keys(subjects) as Subject[]).filter((s) =>
    reading.kinds.some((k) => (subjects[s] as readonly string[]).includes(k)),
  );
  return { type: "remind", about, unit: reading.units[0], milestones: milestones.filter((m) => isAhead(m, now)).slice(0, 3) };
}

/** What nothing in the unit or place says may be said of another one: then it is the nearest, not the answer. */
function facts(reading: Reading, state: State, index: Index, now: Temporal.Instant): Answer {
  const answer = factsInScope(reading, state, index, now);
  if (answer.type !== "unknown") return answer;
  const scoped = reading.units.length + reading.places.length > 0;
  const speaks = reading.subjects.length > 0 && reading.topics.length + reading.rest.filter(index.knows).length > 0;
  if (!scoped && !speaks) return answer;
  const wider = factsInScope({ ...reading, units: [], places: [], subjects: speaks ? [] : reading.subjects }, state, index, now);
  return wider.type === "facts" ? { ...wider, exact: false } : answer;
}

function factsInScope(reading: Reading, state: State, index: Index, now: Temporal.Instant): Answer {
  const all = [...state.milestones.values()];
  const chosen = chooseMilestones(reading, all, state.dispute, now);
  const ranked = rankClaims(reading, state, index, chosen.milestones);
  const confidence = weigh(reading, ranked, chosen, index);
  const care = isCare(reading, state) || reading.urgent;
  if (confidence === "none") return { type: "unknown", near: near(reading, state), care, urgent: reading.urgent };
  const answer = compose(reading, state, chosen, ranked, care);
  if (answer.milestones.length + answer.claims.length === 0)
    return { type: "unknown", near: near(reading, state), care, urgent: reading.urgent };
  return { ...answer, exact: confidence === "sure" };
}

/** Words that nothing here knows speak against an answer; what was recognized speaks for it. */
function weigh(reading: Reading, ranked: readonly Scored[], chosen: ChosenMilestones, index: Index): "sure" | "near" | "none" {
  const unknown = reading.rest.filter((word) => !index.knows(word)).length;
  const known = reading.rest.length - unknown;
  const kinds = kindsMeant(reading).length > 0 && chosen.milestones.length > 0 ? 1 : 0;
  const subjectsSpoken = reading.subjects.length > 0 && ranked.length > 0 ? 2 : 0;
  if (reading.subjects.length > 0 && subjectsSpoken === 0) return "none";
  const reasons = reading.aspects.has("why") && ranked.length > 0 ? 1 : 0;
  const named = kinds + Math.min(2, reading.topics.length) + subjectsSpoken + reasons;
  const days = reading.days.length > 0 && chosen.milestones.length > 0 ? 1 : 0;
  const scoped = reading.units.length + reading.places.length > 0 ? 1 : 0;
  if (named === 0 && unknown === 0 && (days > 0 || scoped > 0 || known > 0)) return known > 0 && days + scoped === 0 ? "near" : "sure";
  if (named === 0 && known <= unknown) return "none";
  const forIt = named + known * 0.5 + days;
  return unknown > 0 && unknown >= forIt ? "near" : "sure";
}

/** "Can I, should I": whoever asks is shown all that is said, since nobody here says what to do. */
const showsAll = ({ aspects }: Reading): boolean => aspects.has("can");

/** What asks for a date, whatever else is named. */
const timeAspects = ["when", "daysUntil", "howLong", "hour", "confirmed", "moved"] as const;
const leadingGroups: ReadonlySet<TopicGroup> = new Set(["issue", "care", "background", "scale"]);

const claimAspects = ["whoSaid", "why", "howMany", "howMuch", "said", "who"] as const;

function compose(reading: Reading, state: State, chosen: ChosenMilestones, ranked: readonly Scored[], care: boolean): Omit<Facts, "exact"> {
  const { aspects } = reading;
  const wantsClaims = claimAspects.some((a) => aspects.has(a)) && !aspects.has("daysUntil") && !aspects.has("howLong");
  const first = leads(reading, state, chosen, ranked, wantsClaims);
  const milestones = withContract(reading, state, chosen.milestones);
  const gaps = [...chosen.gaps, ...gapsOf(reading, chosen.milestones, ranked)];
  const claims = claimsFor(reading, ranked, first, gaps);
  const shown =
    first === "milestones"
      ? milestones.slice(0, 4)
      : wantsClaims && claims.length > 0 && reading.days.length === 0 && !aspects.has("where")
        ? []
        : milestones.slice(0, 2);
  return { type: "facts", milestones: shown, claims, first, gaps, certainty: aspects.has("confirmed"), care, urgent: reading.urgent };
}

/** Whether claims or milestones answer it: a date is a milestone's, a topic is spoken of in claims. */
function leads(
  reading: Reading,
  { dispute }: State,
  { milestones }: ChosenMilestones,
  ranked: readonly Scored[],
  wantsClaims: boolean,
): Facts["first"] {
  const { aspects, topics, days } = reading;
  if (kindsMeant(reading).length === 0) return "claims";
  if (aspects.has("whoSaid") && milestones.length > 0 && (days.length > 0 || topics.length === 0)) return "milestones";
  const timely = timeAspects.some((a) => aspects.has(a));
  const spoken = topics.some((t) => leadingGroups.has(dispute.topics.get(t)?.group ?? "talks") && ranked.some((s) => s.claim.topic === t));
  if (spoken && !timely) return "claims";
  return wantsClaims && (ranked[0]?.score ?? 0) > 3 ? "claims" : "milestones";
}

/** Whoever asks whether a unit strikes is told of its contract too. */
function withContract(reading: Reading, state: State, chosen: readonly Milestone[]): readonly Milestone[] {
  if (reading.units.length === 0 || !kindsMeant(reading).includes("strike") || reading.tenses.has("past")) return chosen;
  const contracts = [...state.milestones.values()].filter(
    (m) => m.kind === "contract-expiration" && m.units.length > 0 && inScope(m, reading, state.dispute),
  );
  return [...chosen, ...contracts.filter((c) => !chosen.includes(c))];
}

function claimsFor(reading: Reading, ranked: readonly Scored[], first: Facts["first"], gaps: Gap[]): Facts["claims"] {
  const { aspects, parties } = reading;
  const current = aspects.has("howLong") || aspects.has("whoSaid") ? ranked : ranked.filter((s) => !s.claim.superseded);
  if (first === "milestones")
    return top(
      current.filter((s) => s.score >= 6),
      3,
      0.55,
    );
  const [party] = parties;
  if (aspects.has("said") && party !== undefined && parties.length === 1) {
    const own = current.filter(
      (s) =>
        (s.claim.party === party || s.claim.report.speaker === party) &&
        (reading.topics.length === 0 || reading.topics.includes(s.claim.topic)),
    );
    const spoken = top(
      own.filter((s) => s.score > 6),
      5,
      0.35,
    );
    if (spoken.length > 0) return spoken;
    gaps.push(party === "union" ? "words of union" : "words of employer");
  }
  return showsAll(reading) ? top(current, 6, 0.2) : top(current, 5, 0.45);
}

function gapsOf(reading: Reading, chosen: readonly Milestone[], ranked: readonly Scored[]): Gap[] {
  const { aspects, kinds } = reading;
  const counted = top(ranked, 3);
  if (aspects.has("howLong") && kinds.length === 0) return ["length"];
  const number =
    (aspects.has("howMany") && !aspects.has("howLong") && !aspects.has("daysUntil") && !counted.some((c) => c.figure)) ||
    (aspects.has("howMuch") && !counted.some((c) => hasNumber(c) && isMeant(c, reading, chosen)));
  if (number) return ["number"];
  if (chosen.length === 0) return [];
  const precise = chosen.some((m) => m.when.type === "instant" || m.when.type === "hours");
  const dated = chosen.some((m) => m.when.type !== "tbd");
  return [
    ...(aspects.has("hour") && !precise ? (["hour"] as const) : []),
    ...(aspects.has("when") && !dated ? (["date"] as const) : []),
    ...(aspects.has("where") && kinds.length > 0 && chosen.every((m) => m.places.length === 0) ? (["place"] as const) : []),
  ];
}

/** Whether a claim belongs to what was asked, and does not merely contain a number. */
const isMeant = (claim: Claim, { topics }: Reading, chosen: readonly Milestone[]): boolean =>
  topics.includes(claim.topic) || chosen.some((m) => m.id === claim.about);

const isCare = ({ topics }: Reading, { dispute }: State): boolean => topics.some((t) => dispute.topics.get(t)?.group === "care");

function near(reading: Reading, state: State): Near[] {
  const { dispute } = state;
  const spoken = reading.topics.filter((t) => state.claims.some((c) => c.topic === t));
  const sides = spoken.filter(
    (t) => state.claims.some((c) => c.topic === t && c.party !== null) && dispute.topics.get(t)?.group !== "care",
  );
  const all: Near[] = [
    ...(isCare(reading, state) || reading.urgent ? [{ command: "care" } as const] : []),
    ...sides.slice(0, 2).map((topic) => ({ command: "positions", topic }) as const),
    ...(reading.kinds.includes("bargaining-session") ? [{ command: "next-session" } as const] : []),
    { command: "deadlines" },
    { command: "status" },
  ];
  return all.slice(0, 3);
}
