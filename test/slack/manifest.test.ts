import { describe, expect, it } from "vitest";
import { features, manifest } from "../../adapters/slack/manifest.ts";
import { choiceOf } from "../../adapters/slack/manifest-choice.ts";
import { commands } from "../../commands/index.ts";
import { npmRun } from "../helpers/run.ts";

const scopesOf = (words: string) => manifest(choiceOf(words.split(" "))).oauth_config?.scopes?.bot;

describe("the app's manifest", () => {
  it("asks for the least by default, and for each feature's own scopes by its name", () => {
    expect(scopesOf("--socket")).toEqual(["commands", "chat:write", "chat:write.public"]);
    expect(scopesOf("--socket mentions people")).toEqual([
      "commands",
      "chat:write",
      "chat:write.public",
      "app_mentions:read",
      "users:read",
    ]);
    const all = scopesOf("--socket all") ?? [];
    expect(new Set(all).size).toBe(all.length);
    for (const feature of Object.values(features)) for (const scope of feature.scopes) expect(all).toContain(scope);
  });

  it("has a slash command for each surface that a command is on", () => {
    const typed = manifest(choiceOf(["--socket"])).features?.slash_commands?.map(({ command }) => command);
    expect(new Set(typed)).toEqual(new Set(commands.map(({ surface }) => `/${surface}`)));
  });

  it("sends everything to one address over HTTP, and none in Socket Mode", () => {
    const http = manifest(choiceOf(["--url=https://strike.example.org/", "mentions"]));
    expect(JSON.stringify(http).match(/https:\/\/strike\.example\.org\/slack\/events/g)).toHaveLength(5);
    expect(http.settings?.socket_mode_enabled).toBe(false);
    expect(JSON.stringify(manifest(choiceOf(["--socket"])))).not.toContain("url");
  });

  it("for many workspaces has the way back from Slack, and organizations and rotation where they are wanted", () => {
    const link = "https://strike.example.org";
    const many = manifest(choiceOf(["--socket", "--link", `${link}/`, "--org", "--rotation"]));
    expect(many.oauth_config?.redirect_urls).toEqual([`${link}/slack/oauth_redirect`]);
    expect(many.settings).toMatchObject({ org_deploy_enabled: true, token_rotation_enabled: true });
    expect(many.settings?.event_subscriptions?.bot_events).toContain("team_access_revoked");
    expect(manifest(choiceOf(["--url", link, "--link", link])).settings).toMatchObject({ token_rotation_enabled: false });
    expect(() => choiceOf(["--socket", "--link", "http://x.example"])).toThrow(/^--link is where/);
  });

  it.each([[""], ["--url http://insecure.example"], ["--url"], ["--socket telepathy"], ["--socket --url https://x.example"]])(
    "refuses %j with what there is to choose",
    (words) => {
      expect(() => choiceOf(words.split(" ").filter(Boolean))).toThrow(/slack:manifest|--url is where/);
    },
  );

  it("is what npm run -s slack:manifest prints", async () => {
    const { code, stdout } = await npmRun("slack:manifest", ["--socket", "mentions"], {});
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(manifest({ baseUrl: undefined, features: ["mentions"] }));
    expect((await npmRun("slack:manifest", [], {})).code).toBe(1);
  });
});
