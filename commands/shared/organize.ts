import { randomBytes } from "node:crypto";
import { clip } from "../../src/core/dispatch.ts";
import { UserError } from "../../src/core/errors.ts";
import { nearest } from "../../src/core/nearest.ts";
import type { Reply } from "../../src/core/reply.ts";
import type { Status } from "../../src/core/words.ts";
import type { Fragment } from "../../src/disputes/entered.ts";
import type { History } from "../../src/disputes/fold.ts";
import type { MilestoneIdentity } from "../../src/disputes/report.ts";
import type { State } from "../../src/disputes/state.ts";
import { startOf } from "../../src/disputes/when.ts";
import type { Origin } from "../../src/organize/compose-report.ts";
import type { Organizing } from "../../src/organize/ports.ts";
import { messages } from "../../src/text/messages.ts";
import type { Context } from "./context.ts";
import { proposalReply } from "./proposal.ts";
import { chooseDispute } from "./scope.ts";

/** @throws UserError where nothing can be kept. */
export function organizing({ organizing: desk, m }: Context): Organizing {
  if (!desk) throw new UserError(m.organize.notKept);
  return desk;
}

/** One of those that the caller may change. @throws UserError where there is none, or it is not among them. */
export function chooseOwn(given: string | undefined, context: Context): History {
  const { disputes } = organizing(context);
  if (disputes.length === 0) throw new UserError(context.m.organize.notYours);
  return chooseDispute(given, { ...context, disputes, near: disputes });
}

/** By its id or name. @throws UserError, with the nearest one. */
export function findMilestone(given: string, { milestones, withdrawn }: State, { m }: Context): MilestoneIdentity & { status?: Status } {
  const wanted = given.trim().toLowerCase();
  const all: (MilestoneIdentity & { status?: Status })[] = [...milestones.values(), ...withdrawn.values()];
  const found =
    all.find((each) => each.id === wanted) ?? all.find(({ name }) => namesOf(name).some((each) => each.toLowerCase() === wanted));
  if (found) return found;
  throw new UserError(m.organize.unknownMilestone(clip(given), nearest(wanted, milestones.keys())), "milestone");
}

const namesOf = (name: MilestoneIdentity["name"]): string[] =>
  name === null ? [] : typeof name === "string" ? [name] : Object.values(name);

/** Ids of what may be reported on: what is ahead first, then the latest. */
export function completeMilestones({ disputes, now }: Pick<Context, "disputes" | "now">): string[] {
  const at = now.epochMilliseconds;
  return disputes
    .flatMap((history) => [...history.state(now).milestones.values()])
    .map((milestone) => ({ id: milestone.id, start: startOf(milestone.when)?.epochMilliseconds ?? at }))
    .sort((a, b) => Number(a.start < at) - Number(b.start < at) || Math.abs(a.start - at) - Math.abs(b.start - at))
    .map(({ id }) => id);
}

export const originOf = ({ dispute }: History, { now }: Context): Origin => ({
  ...{ dispute, now },
  mark: randomBytes(4).toString("hex"),
  sourceTitle: messages(dispute.language).organize.source,
});

/** Keeps the draft and shows all that must be seen before it is sent. */
export async function proposed(history: History, fragment: Fragment, context: Context): Promise<Reply> {
  const desk = organizing(context);
  const proposal = await desk.propose(history.dispute.id, fragment);
  return proposalReply(context.m.organize.check, proposal, desk.message(proposal, context.lang), context.now, context.lang);
}
