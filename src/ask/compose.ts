import { isAhead, statusAt } from "../disputes/query.ts";
import type { TopicGroup } from "../disputes/report.ts";
import type { Claim, Milestone, State } from "../disputes/state.ts";
import type { Facts, Gap } from "./answer.ts";
import { type Scored, top } from "./claims.ts";
import { hasAmount } from "./counts.ts";
import { type ChosenMilestones, inScope, kindsMeant } from "./milestones.ts";
import type { Reading } from "./read.ts";

/** "Can I, should I": whoever asks is shown all that is said, since nobody here says what to do. */
const showsAll = ({ aspects }: Reading): boolean => aspects.has("can");

/** What asks for a date, whatever else is named. */
const timeAspects = ["when", "daysUntil", "howLong", "hour", "confirmed", "moved"] as const;
const leadingGroups: ReadonlySet<TopicGroup> = new Set(["issue", "care", "background", "scale"]);

const claimAspects = ["whoSaid", "why", "howMany", "howMuch", "said", "who"] as const;

export function compose(
  reading: Reading,
  state: State,
  chosen: ChosenMilestones,
  ranked: readonly Scored[],
  care: boolean,
  now: Temporal.Instant,
): Omit<Facts, "exact"> {
  const { aspects } = reading;
  const wantsClaims = claimAspects.some((a) => aspects.has(a)) && !aspects.has("daysUntil") && !aspects.has("howLong");
  const first = leads(reading, state, chosen, ranked, wantsClaims);
  const milestones = withContract(reading, state, chosen.milestones);
  const gaps = [...chosen.gaps, ...gapsOf(reading, state, chosen.milestones, ranked, now)];
  const claims = claimsFor(reading, chosen.milestones, ranked, first, gaps);
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
  if (kindsMeant(reading).length === 0) return days.length > 0 && topics.length === 0 && aspects.has("confirmed") ? "milestones" : "claims";
  if (aspects.has("whoSaid") && milestones.length > 0 && (days.length > 0 || topics.length === 0)) return "milestones";
  const asksOfCare = topics.some((t) => dispute.topics.get(t)?.group === "care");
  const timely = timeAspects.some((a) => aspects.has(a) && !(a === "moved" && asksOfCare));
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

function claimsFor(
  reading: Reading,
  chosen: readonly Milestone[],
  ranked: readonly Scored[],
  first: Facts["first"],
  gaps: Gap[],
): Facts["claims"] {
  const { aspects, parties } = reading;
  const current = aspects.has("howLong") || aspects.has("whoSaid") ? ranked : ranked.filter((s) => !s.claim.superseded);
  const scoped = reading.units.length + reading.places.length > 0;
  const concernsThese = ({ about }: Claim): boolean => scoped || about === null || chosen.some((m) => m.id === about);
  if (first === "milestones")
    return top(
      current.filter((s) => s.score >= 6 && concernsThese(s.claim)),
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
  if (showsAll(reading)) return top(current, 6, 0.2);
  // Nothing in particular is asked of a topic: all that is said of it.
  return top(current, 5, reading.topics.length > 0 && aspects.size === 0 ? 0.3 : 0.45);
}

function gapsOf(reading: Reading, state: State, chosen: readonly Milestone[], ranked: readonly Scored[], now: Temporal.Instant): Gap[] {
  const { aspects, kinds } = reading;
  if (aspects.has("howLong") && kinds.length === 0) return ["length"];
  if (lacksNumber(reading, chosen, ranked)) return ["number"];
  if (chosen.length === 0) return aspects.has("where") && lacksPlaces(reading, state, ranked) ? ["place"] : [];
  const precise = chosen.some((m) => m.when.type === "instant" || m.when.type === "hours");
  const dated = chosen.some((m) => m.when.type !== "tbd");
  const over = chosen.filter((m) => !isAhead(m, now));
  return [
    ...(aspects.has("hour") && !precise ? (["hour"] as const) : []),
    ...(aspects.has("when") && !dated ? (["date"] as const) : []),
    ...(aspects.has("where") && kinds.length > 0 && chosen.every((m) => m.places.length === 0) ? (["place"] as const) : []),
    ...(aspects.has("outcome") && over.length > 0 && over.some((m) => statusAt(m, now) === "passed") ? (["outcome"] as const) : []),
  ];
}

function lacksNumber(reading: Reading, chosen: readonly Milestone[], ranked: readonly Scored[]): boolean {
  const { aspects } = reading;
  if (aspects.has("howLong") || aspects.has("daysUntil")) return false;
  const best = top(ranked, 3);
  if (aspects.has("howMany")) return !ranked.some((s) => s.counts && best.includes(s.claim));
  return aspects.has("howMuch") && !best.some((c) => isAmountOf(c, reading, chosen));
}

/** Whether a claim gives an amount of what was asked, and does not merely contain a number. */
const isAmountOf = (claim: Claim, { topics }: Reading, chosen: readonly Milestone[]): boolean =>
  hasAmount(claim) && (topics.includes(claim.topic) || chosen.some((m) => m.id === claim.about));

/** Asked which places, and the best that is said names none of them. */
function lacksPlaces({ places }: Reading, { dispute }: State, ranked: readonly Scored[]): boolean {
  const best = top(ranked, 2);
  const unnamed = (c: Claim): boolean => dispute.topics.get(c.topic)?.group === "scale" && c.places.length === 0;
  return places.length === 0 && best.length > 0 && best.every(unnamed);
}
