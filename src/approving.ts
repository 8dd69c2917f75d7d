import type { Clock } from "./core/clock.ts";
import { Unavailable } from "./core/errors.ts";
import type { Draft, OrganizingStore } from "./disputes/drafts.ts";
import type { Person } from "./disputes/entered.ts";
import { isAgreed, overBecause } from "./organize/draft-rules.ts";
import { basisKey, sameBasis, weighty } from "./organize/judge.ts";
import type { Approval, Proposal } from "./organize/ports.ts";

export interface ApprovingParts {
  store: OrganizingStore;
  clock: Clock;
  /** Takes in all that was entered anywhere; says up to which version. */
  refresh(): Promise<number>;
  proposalOf(draft: Draft): Promise<Proposal | undefined>;
  /** Asks the others who may agree. */
  askOthers(proposal: Proposal): void;
  entered(): void;
}

/** Who agrees to which draft, and by which preview; typed without it, to the draft as it was written. */
export interface Consent {
  id: string;
  by: Person;
  seen?: string | undefined;
}

/** Another process may enter something between a look and a write; that often in a row it is an outage. */
const attempts = 20;

/**
 * Agrees to a draft, and sends it once enough have. It is judged against all that was entered, and goes in only if nothing came between:
 * of two who move the same date at once, the second must look again.
 */
export function createApproving(parts: ApprovingParts) {
  return async (consent: Consent, mine: (dispute: string) => boolean): Promise<Approval> => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const result = await tryOnce(consent, mine, parts);
      if (result) return result;
    }
    throw new Unavailable("others enter reports without a pause");
  };
}

/** Undefined where something came between. */
async function tryOnce(
  { id, by, seen }: Consent,
  mine: (dispute: string) => boolean,
  parts: ApprovingParts,
): Promise<Approval | undefined> {
  const { store, clock } = parts;
  const version = await parts.refresh();
  const draft = await store.draft(id);
  const over = overBecause(draft, clock.real(), mine);
  const proposal = draft && !over ? await parts.proposalOf(draft) : undefined;
  if (!draft || !proposal) return { outcome: "over", why: over ?? "unknown" };
  const { basis } = proposal.judged;
  if (!sameBasis(basis, draft.basis)) {
    await store.rebase(id, basis);
    return { outcome: "changed", proposal: { ...proposal, draft: { ...draft, basis, approvals: [], rebased: true } } };
  }
  // Somebody else may have looked again meanwhile: that is no consent of whoever still has the first preview before them.
  if (seen === undefined ? draft.rebased : seen !== basisKey(basis)) return { outcome: "changed", proposal };
  const approved = await store.approve(id, by, basis);
  if (!approved) return undefined;
  const now = { ...proposal, draft: approved };
  if (!isAgreed(approved, proposal.history.dispute.approvals)) {
    if (approved.approvals.length > draft.approvals.length) parts.askOthers(now);
    return { outcome: "waiting", proposal: now };
  }
  const recordedAt = Temporal.Instant.fromEpochMilliseconds(clock.now().epochMilliseconds);
  const fragment = weighty(proposal.history, approved.fragment, recordedAt);
  if (!(await store.enter(id, { ...fragment, dispute: draft.dispute, author: approved.author, recordedAt }, version))) return undefined;
  await parts.refresh();
  parts.entered();
  return { outcome: "sent", proposal: now };
}
