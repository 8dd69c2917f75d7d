import { clip } from "../../src/core/dispatch.ts";
import { UserError } from "../../src/core/errors.ts";
import { nearest } from "../../src/core/nearest.ts";
import { type Block, type Inline, link, note, text } from "../../src/core/reply.ts";
import type { History } from "../../src/disputes/fold.ts";
import { concerns, type Scope, said } from "../../src/disputes/query.ts";
import type { Contact, Dispute, Words } from "../../src/disputes/report.ts";
import type { Milestone } from "../../src/disputes/state.ts";
import { dayInline, dayOf } from "../../src/text/dates.ts";
import { nameOf, type Telling, words } from "../../src/text/describe.ts";
import { type MomentInput, momentOf } from "./arguments.ts";
import type { Context } from "./context.ts";

export interface ScopeInput {
  dispute?: string | undefined;
  unit?: string | undefined;
  place?: string | undefined;
  "as-of"?: MomentInput | undefined;
}

/** What a question is about: one dispute's state as of a moment, and whom it concerns. */
export interface Asked extends Telling {
  history: History;
  dispute: Dispute;
  scope: Scope;
  /** Milestones known at that moment that concern this scope. */
  milestones: Milestone[];
}

/** @throws UserError for a dispute, unit or place that is not known here, and for a moment still to come. */
export function asked(input: ScopeInput, context: Context): Asked {
  const history = chooseDispute(input.dispute, context);
  const { dispute } = history;
  const now = input["as-of"] ? pastMoment(input["as-of"], dispute.zone, context) : context.now;
  const state = history.state(now);
  const scope = {
    unit: named(input.unit, dispute.units, context.m.unknownUnit),
    place: named(input.place, dispute.places, context.m.unknownPlace),
  };
  const milestones = [...state.milestones.values()].filter((m) => concerns(dispute, m, scope));
  return { history, dispute, state, now, lang: context.lang, scope, milestones };
}

function pastMoment(input: MomentInput, zone: string, { now, m }: Context): Temporal.Instant {
  const start = momentOf(input, zone, "start");
  if (Temporal.Instant.compare(start, now) > 0) throw new UserError(m.futureAsOf);
  const end = momentOf(input, zone, "end");
  return Temporal.Instant.compare(end, now) > 0 ? now : end;
}

export function chooseDispute(given: string | undefined, { disputes, near, preferred, m, lang }: Context): History {
  const meant = near.length > 0 ? near : disputes;
  const withId = (id: string): History | undefined => near.find((h) => h.dispute.id === id) ?? disputes.find((h) => h.dispute.id === id);
  if (given !== undefined) {
    const wanted = fold(given);
    const isCalled = ({ dispute: d }: History): boolean => names(d.title, []).some((name) => fold(name) === wanted);
    // No stranger takes a name by sharing a dispute that has it too.
    const found = withId(wanted) ?? near.find(isCalled) ?? disputes.find(isCalled);
    if (!found)
      throw new UserError(m.unknownDispute(clip(given), few(meant.map(({ dispute }) => dispute.id)), disputes.length - shown(meant)));
    return found;
  }
  const chosen = (preferred === undefined ? undefined : withId(preferred)) ?? (near.length === 1 ? near[0] : undefined);
  if (chosen) return chosen;
  throw new UserError(disputes.length === 0 ? m.noDispute : m.whichDispute(few(titles(meant, lang)), meant.length - shown(meant)));
}

/** The one dispute whose title or parties a question names, where several are known and none was chosen. */
export function disputeAskedAbout(question: string, { near, preferred }: Context): string | undefined {
  if (preferred !== undefined || near.length < 2) return undefined;
  const words = ` ${fold(question).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  const named = near.filter(({ dispute: { title, parties } }) =>
    [...names(title, []), ...names(parties.employer.name, []), ...names(parties.employer.short, []), ...names(parties.union.name, [])].some(
      (name) => words.includes(` ${fold(name)} `),
    ),
  );
  return named.length === 1 ? named[0]?.dispute.id : undefined;
}

/** More than this nobody reads in a refusal. */
const most = 10;
const shown = ({ length }: readonly unknown[]): number => Math.min(length, most);
const few = (names: readonly string[]): string => names.slice(0, most).join(", ");

const titles = (disputes: readonly History[], lang: Context["lang"]): string[] =>
  disputes.map(({ dispute: d }) => `${d.id} (${said(d.title, lang, d.language).text})`);

interface Named {
  id: string;
  name: Words;
  aliases: readonly string[];
}

/** Finds by id, name in any language or alias, whatever the case and accents. */
export function named(
  given: string | undefined,
  known: ReadonlyMap<string, Named>,
  unknown: (given: string, ids: string, meant: string | undefined) => string,
): string | undefined {
  if (given === undefined) return undefined;
  const wanted = fold(given);
  for (const each of known.values())
    if (each.id === wanted || names(each.name, each.aliases).some((n) => fold(n) === wanted)) return each.id;
  throw new UserError(unknown(clip(given), [...known.keys()].join(", "), nearest(wanted, known.keys())));
}

const names = (name: Words, aliases: readonly string[]): string[] => [
  ...(typeof name === "string" ? [name] : Object.values(name)),
  ...aliases,
];

const fold = (word: string): string => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Small print of an answer: whom it is for, and as of which day it holds. */
export function closing(about: Asked, { m, lang }: Context): Block {
  const { dispute, scope, now } = about;
  const scoped = [
    ...(scope.unit === undefined ? [] : [nameOf(dispute.units.get(scope.unit)?.name ?? scope.unit, dispute, lang)]),
    ...(scope.place === undefined ? [] : [nameOf(dispute.places.get(scope.place)?.name ?? scope.place, dispute, lang)]),
  ];
  const limited = scoped.length > 0 ? `${m.scopedTo(scoped.join(", "))} ` : "";
  const day = dayInline(dayOf(now, dispute.zone), dispute.zone, lang);
  const [before = "", after = ""] = m.asOf("\n").split("\n");
  return note(text(limited + before), day, text(after));
}

/** Where a person can ask what no report says. */
export function whereToAsk(dispute: Dispute, whom: readonly Contact["for"][], { m, lang }: Context): Block[] {
  const contacts = dispute.contacts.filter((c) => whom.includes(c.for));
  if (contacts.length === 0) return [];
  const each = contacts.flatMap((c, i): Inline[] => {
    const label = words(c.text, dispute, lang);
    return [
      ...(i > 0 ? [text("; ")] : []),
      text(label),
      ...(c.url === null ? [] : [text(" "), link(c.url.replace(/^https?:\/\//, ""), c.url)]),
    ];
  });
  return [note(text(m.whereToAsk), ...each)];
}

/** Completion of the arguments that scope shares. */
export function completeScope(name: string, { disputes, near, preferred }: Context): readonly string[] {
  if (name === "dispute") return [...new Set([...near, ...disputes])].map((h) => h.dispute.id);
  const dispute = (disputes.find((h) => h.dispute.id === preferred) ?? near[0] ?? disputes[0])?.dispute;
  if (name === "unit") return [...(dispute?.units.keys() ?? [])];
  if (name === "place") return [...(dispute?.places.keys() ?? [])];
  return [];
}
