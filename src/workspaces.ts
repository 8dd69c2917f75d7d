import type { Target } from "./core/ports.ts";

export type Workspace = Pick<Target, "platform" | "workspace">;

/** `slack/T0123, discord/1122`; undefined where one of them is not of that form. */
export function parseWorkspaces(setting: string): Workspace[] | undefined {
  const parsed = setting
    .split(/[\s,]+/u)
    .filter(Boolean)
    .map((each): Workspace | undefined => {
      const [platform, workspace, ...more] = each.split("/");
      const chat = platform === "slack" || platform === "discord";
      return chat && workspace && more.length === 0 ? { platform, workspace } : undefined;
    });
  return parsed.every((each) => each !== undefined) ? parsed : undefined;
}
