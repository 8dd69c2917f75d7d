import { describe, expect, it, vi } from "vitest";
import type { Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { wordsOn } from "../fakes/slack/blocks.ts";
import { stage } from "./stage.ts";

const target: Target = { platform: "slack", workspace: "T1", conversation: "C1" };
const message = { key: "k1", target, reply: reply(paragraph(text("Thursday"))) };

describe("while it runs", () => {
  it("says that Slack is down, and when it is not any more", async () => {
    const { running, slack } = await stage({ tuning: { againMs: 20 } });
    expect(running.problems()).toEqual([]);
    slack.faults.always({ kind: "status", status: 503 });
    expect(await running.messenger.post(message)).toMatchObject({ outcome: "uncertain" });
    await vi.waitFor(() => expect(running.problems()).toEqual(["Slack: Slack cannot be reached: Slack answered 503"]));
    slack.faults.clear();
    await vi.waitFor(() => expect(running.problems()).toEqual([]));
  });

  it("waits with everything while not even a connection to Slack comes about", async () => {
    const { running, slack } = await stage({ tuning: { againMs: 20 } });
    await slack.close();
    expect(await running.messenger.post(message)).toEqual({
      ...{ outcome: "retry", reason: "no connection to Slack", afterSeconds: 10, scope: "platform" },
    });
    await vi.waitFor(() => expect(running.problems()).toEqual(["Slack: Slack cannot be reached: no connection to Slack"]));
  });

  it("says that its token was revoked", async () => {
    const { running, slack } = await stage();
    slack.state.tokenError = "token_revoked";
    expect(await running.messenger.post(message)).toEqual({ outcome: "stopped", reason: "token_revoked" });
    await vi.waitFor(() => expect(running.problems()).toEqual(["Slack: SLACK_BOT_TOKEN was refused by Slack: token_revoked"]));
  });

  it("takes a refusal for what it is about: that conversation", async () => {
    const { running, slack } = await stage();
    expect(await running.messenger.post({ ...message, target: { ...target, conversation: "C9" } })).toMatchObject({ outcome: "paused" });
    expect(slack.calls.filter(({ method }) => method === "auth.test")).toHaveLength(1);
  });
});

describe("starting", () => {
  it.each(["invalid_auth", "account_inactive", "token_revoked"])(
    "with a token that Slack refuses (%s) says so in one line, and pauses nothing",
    async (error) => {
      const { running, logged, slack } = await stage({
        before: ({ state }) => {
          state.tokenError = error;
        },
      });
      expect(running.problems()).toEqual([`Slack: SLACK_BOT_TOKEN was refused by Slack: ${error}`]);
      const said = logged.filter((line) => line.includes(error));
      expect(said).toHaveLength(1);
      expect(said[0]).toContain("SLACK_BOT_TOKEN");
      // "stopped" would pause every subscription of the workspace for a slip of whoever set the variable.
      expect(await running.messenger.post(message)).toMatchObject({ outcome: "retry" });
      const sent = await slack.command("next-session");
      expect(wordsOn(sent.shown.flatMap((s) => s.blocks))).toContain("not connected to Slack yet");
    },
  );

  it("with Slack down waits for it, and goes on when it is back", async () => {
    const { running, slack } = await stage({
      tuning: { againMs: 20 },
      before: ({ faults }) => faults.always({ kind: "lost", applied: false }),
    });
    expect(running.problems()[0]).toContain("Slack cannot be reached");
    expect(await running.messenger.post(message)).toMatchObject({ outcome: "retry", scope: "workspace" });
    slack.faults.clear();
    await vi.waitFor(() => expect(running.problems()).toEqual([]));
    expect(await running.messenger.post(message)).toMatchObject({ outcome: "delivered" });
  });

  it("without the scope to post says which is missing", async () => {
    const { running, slack } = await stage({ tuning: { againMs: 20 }, before: ({ state }) => state.scopes.delete("chat:write") });
    expect(running.problems()).toEqual(["Slack: SLACK_BOT_TOKEN lacks the scope chat:write"]);
    expect(await running.messenger.post(message)).toMatchObject({ outcome: "retry" });
    slack.state.scopes.add("chat:write");
    await vi.waitFor(() => expect(running.problems()).toEqual([]));
    expect(await running.messenger.post(message)).toMatchObject({ outcome: "delivered" });
  });
});
