import type { Target } from "../core/ports.ts";
import type { Dispute } from "./report.ts";

export type Workspace = Pick<Target, "platform" | "workspace">;

/** Of a workspace, as a dispute's file names it: `slack/T0123`. */
export const workspaceKey = ({ platform, workspace }: Workspace): string => `${platform}/${workspace}`;

/** Everyone's, one's own, and what its owner shares. */
export const maySee = ({ owner }: Pick<Dispute, "owner">, by: Workspace): boolean =>
  owner === "everyone" || owner.shared || owner.workspace === workspaceKey(by);

/** One's own, or everyone's: what is meant where no dispute is named. What a stranger shares is meant only where it is chosen. */
export const isNear = ({ owner }: Pick<Dispute, "owner">, by: Workspace): boolean =>
  owner === "everyone" || owner.workspace === workspaceKey(by);

/** Its owner alone; what belongs to everyone is changed by those whom this Picketline's settings trust. @param homes where they speak for their workspace */
export const mayChange = (
  { owner }: Pick<Dispute, "owner">,
  { homes, everyones }: { homes: readonly Workspace[]; everyones: boolean },
): boolean => (owner === "everyone" ? everyones : homes.some((home) => owner.workspace === workspaceKey(home)));
