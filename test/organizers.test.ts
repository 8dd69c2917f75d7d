import { expect, it } from "vitest";
import { parseOrganizers, standingOf } from "../src/organizers.ts";

it.each(["slack/T1", "slack/T1/U1/more", "irc/T1/U1", "slack//U1"])("%s names nobody", (setting) => {
  expect(parseOrganizers(setting)).toBeUndefined();
});

it("whoever is named has the role in that workspace, and nowhere else", () => {
  const organizers = parseOrganizers("slack/T1/U1, discord/9/U1") ?? [];
  const role = (platform: "slack" | "discord", workspace: string, id: string) =>
    standingOf(
      { command: "deliveries", args: "", caller: { id, role: "member" }, target: { platform, workspace, conversation: "c" } },
      organizers,
    ).role;
  expect([role("slack", "T1", "U1"), role("discord", "9", "U1")]).toEqual(["admin", "admin"]);
  expect([role("slack", "T2", "U1"), role("slack", "T1", "U2"), role("slack", "9", "U1"), role("discord", "T1", "U1")]).toEqual(
    Array(4).fill("member"),
  );
});
