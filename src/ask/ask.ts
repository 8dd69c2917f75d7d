import type { Lang } from "../core/words.ts";
import { type Subject, subjects } from "../core/words.ts";
import type { History } from "../disputes/fold.ts";
import { isAhead } from "../disputes/query.ts";
import type { State } from "../disputes/state.ts";
import type { Answer, Near } from "./answer.ts";
import { rankClaims } from "./claims.ts";
import { compose } from "./compose.ts";
import { duty } from "./duty.ts";
import { sentences } from "./language.ts";
import { chooseMilestones } from "./milestones.ts";
import { type Reading, read } from "./read.ts";
import { type Index, indexOf } from "./search.ts";
import { weigh } from "./weigh.ts";

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
  const weighty = reading.topics.some((t) => ["issue", "care"].includes(state.dispute.topics.get(t)?.group ?? ""));
  const speaks = reading.subjects.length > 0 && weighty;
  if (!scoped && !speaks) return answer;
  const wider = factsInScope({ ...reading, units: [], places: [], subjects: speaks ? [] : reading.subjects }, state, index, now);
  return wider.type === "facts" ? { ...wider, exact: false } : answer;
}

function factsInScope(reading: Reading, state: State, index: Index, now: Temporal.Instant): Answer {
  const all = [...state.milestones.values()];
  const chosen = chooseMilestones(reading, all, state.dispute, now);
  const ranked = rankClaims(reading, state, index, chosen.milestones);
  const confidence = weigh(reading, ranked, chosen, index, state);
  const care = isCare(reading, state) || reading.urgent;
  if (confidence === "none") return { type: "unknown", near: near(reading, state), care, urgent: reading.urgent };
  const answer = compose(reading, state, chosen, ranked, care, now);
  if (answer.milestones.length + answer.claims.length === 0)
    return { type: "unknown", near: near(reading, state), care, urgent: reading.urgent };
  return { ...answer, exact: confidence === "sure" };
}

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
