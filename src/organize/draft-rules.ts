import type { Draft } from "../disputes/drafts.ts";
import type { Person } from "../disputes/entered.ts";
import { workspaceKey } from "../disputes/owner.ts";

/** Hours after which a draft that nobody sent is over. */
export const draftHours = 24;

/** Why a draft can no longer be sent; undefined while it can. @param mine whether its dispute is one that the asker may change. */
export function overBecause(draft: Draft | undefined, real: Temporal.Instant, mine: (dispute: string) => boolean) {
  if (!draft || !mine(draft.dispute)) return "unknown";
  if (draft.state !== "open") return draft.state;
  return Temporal.Instant.compare(draft.expiresAt, real) <= 0 ? "expired" : undefined;
}

/** The author's own word, and of two another one's. */
export function isAgreed({ author, approvals }: Draft, needed: number): boolean {
  const people = approvals.filter((person, n) => approvals.findIndex((other) => samePerson(other, person)) === n);
  return people.length >= needed && (author === null || people.some((person) => samePerson(person, author)));
}

/** On Discord one id is one person, in whichever server or direct message; elsewhere ids belong to a workspace. */
export const samePerson = (a: Person, b: Person): boolean =>
  a.user === b.user && (a.platform === "discord" ? b.platform === "discord" : workspaceKey(a) === workspaceKey(b));
