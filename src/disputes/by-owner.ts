import type { History } from "./fold.ts";
import { type Workspace, workspaceKey } from "./owner.ts";

/** Always in the order of the library. */
export interface ByOwner {
  /** Those that a workspace may see: everyone's, its own, and what others share. */
  visibleTo(by: Workspace): readonly History[];
  /** Those that are meant where none is named: everyone's and its own; those of several where somebody speaks for several. */
  nearTo(...by: readonly Workspace[]): readonly History[];
}

/** Worked out once from what is there, so that no answer looks through what strangers keep. */
export function byOwner(all: readonly History[]): ByOwner {
  const placed = all.map((history, at): Placed => ({ history, at, owner: history.dispute.owner }));
  const visible = shelf(
    placed.filter(({ owner }) => owner === "everyone" || owner.shared),
    placed.filter(({ owner }) => owner !== "everyone" && !owner.shared),
  );
  const near = shelf(
    placed.filter(({ owner }) => owner === "everyone"),
    placed.filter(({ owner }) => owner !== "everyone"),
  );
  return { visibleTo: (by) => visible([by]), nearTo: (...by) => near(by) };
}

interface Placed {
  history: History;
  at: number;
  owner: History["dispute"]["owner"];
}

/** What is for all, and what is for its owner alone. */
function shelf(forAll: readonly Placed[], forOwners: readonly Placed[]): (by: readonly Workspace[]) => readonly History[] {
  const usual = historiesOf(forAll);
  const own = Map.groupBy(forOwners, ({ owner }) => (owner === "everyone" ? "" : owner.workspace));
  return (by) => {
    const more = [...new Set(by.map(workspaceKey))].flatMap((key) => own.get(key) ?? []);
    return more.length === 0 ? usual : historiesOf([...forAll, ...more].sort((a, b) => a.at - b.at));
  };
}

const historiesOf = (placed: readonly Placed[]): readonly History[] => placed.map(({ history }) => history);
