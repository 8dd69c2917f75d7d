import type { Connection } from "./connection.ts";
import { mayPost, type Place, type Standing, type Workspaces } from "./workspaces.ts";

/** The one workspace of `SLACK_BOT_TOKEN`. */
export function oneWorkspace(connection: Connection): Workspaces {
  const at = ({ team }: Place): Standing => {
    const workspace = connection.workspace();
    if (!workspace) return { state: "waiting", reason: connection.problem() ?? "Slack is not connected yet" };
    return workspace.team === team ? { state: "ready", workspace } : { state: "absent" };
  };
  return {
    at,
    async toSpeak(team) {
      const standing = at({ team });
      // A slip in a variable must not pause every subscription of the workspace.
      if (standing.state === "ready" && !mayPost(standing.workspace))
        return { state: "waiting", reason: connection.problem() ?? "the scope chat:write is missing" };
      return standing;
    },
    doubt: () => connection.doubt(),
    lost: () => connection.check(),
    access: async () => {},
    problems: () => [connection.problem()].flatMap((problem) => problem ?? []),
    stop: () => connection.stop(),
  };
}
