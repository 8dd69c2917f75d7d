import type { Status } from "../core/words.ts";
import type { Statement, Told } from "./state.ts";
import { isVaguer, whenKey } from "./when.ts";

/** Field by field the last word wins; a vaguer repetition takes no precision away. `statements` stand in the order of the log. */
export function toldBy(statements: readonly Pick<Statement, "assertion">[], zone: string): Told {
  const now: Told = { when: { type: "tbd", zone }, status: "possible", condition: null, units: [], places: [] };
  for (const { assertion } of statements) {
    const { when, status, condition, units, places } = assertion;
    if (when && !isVaguer(when, now.when)) now.when = when;
    else if (!when && status === "postponed") now.when = { type: "tbd", zone };
    if (status) now.status = status;
    if (condition !== undefined) now.condition = condition;
    if (units) now.units = units;
    if (places) now.places = places;
  }
  return now;
}

const goingAhead: ReadonlySet<Status> = new Set(["possible", "noticed", "scheduled", "confirmed"]);

/** The milestone that voids this one: "if no agreement is reached" fails once the agreement has occurred. */
export function voidedBy(told: Told, statusOf: (milestone: string) => Status | undefined): string | null {
  const unless = told.condition?.unless;
  return unless && goingAhead.has(told.status) && statusOf(unless) === "occurred" ? unless : null;
}

/** Two equal keys tell a reader the same; a source's wording alone is no change. */
export const toldKey = (t: Told | null): string =>
  t ? JSON.stringify([whenKey(t.when), t.status, t.condition, [...t.units].sort(), [...t.places].sort()]) : "withdrawn";
