import type { History } from "./fold.ts";
import { isOpen, type Workspace, workspaceKey } from "./owner.ts";

/** What each workspace may see, in the order given: asking takes no longer for what others keep to themselves. */
export function visibility(all: readonly History[]): (by: Workspace) => readonly History[] {
  const place = new Map(all.map((history, n) => [history, n]));
  const open = all.filter(({ dispute }) => isOpen(dispute));
  const kept = Map.groupBy(
    all.filter(({ dispute }) => !isOpen(dispute)),
    ({ dispute: { owner } }) => owner !== "everyone" && owner.workspace,
  );
  return (by) => {
    const own = kept.get(workspaceKey(by));
    return own ? [...open, ...own].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)) : open;
  };
}
