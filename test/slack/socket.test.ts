import { describe, expect, it, vi } from "vitest";
import { stage } from "./stage.ts";

const quick = { backoffMs: 20 };

describe("Socket Mode", () => {
  it("answers in the acknowledgement", async () => {
    const { slack, running } = await stage({ socket: true });
    await slack.socket.connected(2);
    const sent = await slack.command("next-session");
    expect(sent.shown).toMatchObject([{ by: "ack", toEveryone: false }]);
    expect(running.paths.size).toBe(0);
    expect(running.problems()).toEqual([]);
    const pressed = await slack.press({ action_id: "ask:0", value: JSON.stringify({ c: "deadlines" }) });
    expect(await pressed.next()).toMatchObject({ by: "response_url" });
  });

  it("has no gap while Slack renews a connection", async () => {
    const { slack, running } = await stage({ socket: true });
    await slack.socket.connected(2);
    slack.socket.renewOne();
    expect((await slack.command("next-session")).shown).toHaveLength(1);
    expect(running.problems()).toEqual([]);
    await slack.socket.connected(1);
    expect((await slack.command("next-session")).shown).toHaveLength(1);
    await slack.socket.connected(2);
    expect((await slack.command("next-session")).shown).toHaveLength(1);
  });

  it("comes back at once when both lines break, and is not ready meanwhile", async () => {
    const { slack, running } = await stage({ socket: true, tuning: quick });
    await slack.socket.connected(2);
    slack.faults.next("apps.connections.open", { kind: "slow" }, 2);
    slack.socket.dropAll();
    await vi.waitFor(() => expect(running.problems()).toEqual(["Slack: the connection to Slack is closed"]));
    slack.faults.release();
    await slack.socket.connected(2);
    await vi.waitFor(() => expect(running.problems()).toEqual([]));
    expect((await slack.command("next-session")).shown).toHaveLength(1);
  });

  it("survives that its token is refused while it reconnects, and says so once", async () => {
    const { slack, running, logged } = await stage({ socket: true, tuning: quick });
    await slack.socket.connected(2);
    slack.faults.next("apps.connections.open", { kind: "error", error: "invalid_auth" }, 6);
    slack.socket.dropAll();
    await vi.waitFor(() => expect(running.problems()).toEqual(["Slack: SLACK_APP_TOKEN was refused by Slack: invalid_auth"]));
    await slack.socket.connected(2);
    await vi.waitFor(() => expect(running.problems()).toEqual([]));
    expect((await slack.command("next-session")).shown).toHaveLength(1);
    const said = logged.filter((line) => line.includes("SLACK_APP_TOKEN"));
    // Once for each of the two connections, however often it was tried.
    expect(said.length).toBeLessThanOrEqual(2);
  });

  it("starts with a wrong token as a problem, not as an end", async () => {
    const { running } = await stage({ socket: true, env: { SLACK_APP_TOKEN: "xapp-1-wrong" } });
    expect(running.problems()).toEqual(["Slack: SLACK_APP_TOKEN was refused by Slack: invalid_auth"]);
  });

  it.each([
    "{",
    "null",
    "7",
    '{"type":"events_api"}',
    '{"type":"slash_commands","envelope_id":"e"}',
    '{"type":"events_api","envelope_id":"e","payload":{"event":null}}',
  ])("survives %s", async (raw) => {
    const { slack } = await stage({ socket: true });
    await slack.socket.connected(2);
    slack.socket.raw(raw);
    expect((await slack.command("next-session")).shown).toHaveLength(1);
  });
});
