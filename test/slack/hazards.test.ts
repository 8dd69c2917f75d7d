import { describe, expect, it } from "vitest";
import { clientOptions, createClient, createClients, redacted, sdkLogger } from "../../adapters/slack/client.ts";
import { createConnection } from "../../adapters/slack/connection.ts";
import { createMessenger } from "../../adapters/slack/messenger.ts";
import { oneWorkspace } from "../../adapters/slack/one-workspace.ts";
import type { PostOutcome, Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { stage } from "./stage.ts";

const target: Target = { platform: "slack", workspace: "T1", conversation: "C1" };
const message = (key: string, words = "The strike begins on Wednesday") => ({ key, target, reply: reply(paragraph(text(words))) });
const since = Temporal.Now.instant().subtract({ minutes: 1 });
const lookBack = ["channels:history", "channels:join"];

describe("a post whose answer is lost", () => {
  it.each([
    ["the line breaks", { kind: "lost", applied: true }],
    ["Slack answers 500", { kind: "status", status: 500, applied: true }],
    ["Slack says internal_error", { kind: "error", error: "internal_error", applied: true }],
    ["Slack says fatal_error", { kind: "error", error: "fatal_error", applied: true }],
  ] as const)("is not repeated by anybody, and found by looking back: %s", async (_, fault) => {
    const { slack, running } = await stage({ scopes: lookBack });
    slack.faults.next("chat.postMessage", fault);
    expect((await running.messenger.post(message("k1"))).outcome).toBe("uncertain");
    expect(slack.received()).toHaveLength(1);
    expect(await running.messenger.find(target, "k1", { under: [], since })).toBe(slack.received()[0]?.id);
  });

  it.each([
    ["a channel that takes long to join", "conversations.join", "Thursday", 0],
    [
      "the first part of a long message",
      "chat.postMessage",
      Array.from({ length: 400 }, (_, i) => `Paragraph ${i} of a long message about the strike.`).join(" "),
      1,
    ],
  ] as const)("cannot come of a call that was begun too late: %s", async (_, method, words, arrived) => {
    const { slack } = await stage({ scopes: lookBack });
    const settings = { apiUrl: slack.url, logger: sdkLogger(() => {}) };
    const { token } = slack.state;
    const connection = createConnection({ token, client: createClient(token, settings), log: () => {} });
    await connection.check();
    const parts = { clients: createClients(settings), workspaces: oneWorkspace(connection), beginWithinMs: 150 };
    const messenger = createMessenger(parts);
    slack.faults.next(method, { kind: "late", ms: 300 });
    expect((await messenger.post(message("k1", words))).outcome).toBe(arrived === 0 ? "retry" : "uncertain");
    expect(slack.state.messages).toHaveLength(arrived);
    let again = await messenger.post(message("k1", words));
    while (again.outcome === "uncertain") again = await messenger.post(message("k1", words));
    expect(again.outcome).toBe("delivered");
    const marks = slack.state.messages.map((m) => m.metadata?.event_payload.part);
    expect(marks).toEqual(marks.map((_, n) => n));
  });

  it("is not waited for without end", async () => {
    const { slack } = await stage();
    const settings = { apiUrl: slack.url, logger: sdkLogger(() => {}), timeoutMs: 300 };
    const { token } = slack.state;
    const connection = createConnection({ token, client: createClient(token, settings), log: () => {} });
    await connection.check();
    const messenger = createMessenger({ clients: createClients(settings), workspaces: oneWorkspace(connection) });
    slack.faults.next("chat.postMessage", { kind: "hang", applied: true });
    expect(await messenger.post(message("k1"))).toMatchObject({ outcome: "uncertain" });
    expect(slack.received()).toHaveLength(1);
  });
});

describe("looking back", () => {
  it("goes through pages, threads and messages in parts, and never takes half a message for a whole one", async () => {
    const { slack, running } = await stage({ scopes: lookBack });
    const { messenger } = running;
    const long = Array.from({ length: 400 }, (_, i) => `Paragraph ${i} of a long message about the strike.`).join(" ");
    const first = await messenger.post(message("long", long));
    const id = first.outcome === "delivered" ? first.messageId : "";
    expect(id.split("+").length).toBeGreaterThan(1);
    expect(
      slack
        .received()
        .map((m) => m.text)
        .join("") === long,
    ).toBe(true);
    const noise = { text: "chatter", channel: "C1", blocks: [], under: undefined, metadata: undefined, unfurls: false, at: 0, edits: [] };
    for (let i = 0; i < 250; i++) slack.state.messages.push({ ...noise, ts: slack.state.nextTs() });
    expect(await messenger.find(target, "long", { under: [], since })).toBe(id);
    expect(await messenger.find(target, "never", { under: [id], since })).toBeUndefined();
    slack.state.messages.splice(0, 1);
    expect(await messenger.find(target, "long", { under: [], since })).toBeUndefined();
    // What is posted then is the part that was missing, and no other.
    const before = slack.state.messages.length;
    const again = await messenger.post(message("long", long));
    expect(slack.state.messages.length).toBe(before + 1);
    expect(again.outcome === "delivered" && again.messageId.split("+").slice(1)).toEqual(id.split("+").slice(1));
  });

  it("says that it cannot see, where it may not read, and pauses nothing for it", async () => {
    const { slack, running } = await stage();
    await running.messenger.post(message("k1"));
    expect(await running.messenger.find(target, "k1", { under: [], since })).toBe("unknown");
    slack.state.scopes.add("channels:history");
    expect(slack.calls.filter(({ method }) => method.startsWith("conversations."))).toEqual([]);
  });

  it("is asked for again, not taken for an answer, while Slack does not answer", async () => {
    const { slack, running } = await stage({ scopes: lookBack });
    await running.messenger.post(message("k1"));
    for (const fault of [
      { kind: "rate", seconds: 9 },
      { kind: "status", status: 503 },
      { kind: "lost", applied: false },
    ] as const) {
      slack.faults.next("conversations.history", fault);
      await expect(running.messenger.find(target, "k1", { under: [], since })).rejects.toThrow();
    }
  });

  it("joins public channels, and only where it was set up for that", async () => {
    const joins = async (scopes: string[]) => {
      const { slack, running } = await stage({ scopes });
      for (const key of ["k1", "k2"]) await running.messenger.post(message(key));
      return slack.calls.filter(({ method }) => method === "conversations.join").length;
    };
    expect(await joins([])).toBe(0);
    expect(await joins(["channels:history"])).toBe(0);
    expect(await joins(lookBack)).toBe(1);
  });
});

describe("a thread that cannot be written to", () => {
  it.each(["thread_not_found", "cannot_reply_to_message", "restricted_action_non_threadable_channel", "restricted_action_thread_locked"])(
    "%s: the correction stands in the channel instead, and pauses nobody",
    async (error) => {
      const { slack, running } = await stage({ scopes: lookBack });
      const first = await running.messenger.post(message("k1"));
      slack.faults.next("chat.postMessage", { kind: "error", error });
      const sent = await running.messenger.reply(first.outcome === "delivered" ? first.messageId : "", message("k2"));
      expect(sent.outcome).toBe("delivered");
      expect(slack.state.messages.map((m) => m.under)).toEqual([undefined, undefined]);
      expect(await running.messenger.find(target, "k2", { under: ["1.1"], since })).toBe(slack.received()[1]?.id);
    },
  );
});

describe("a second correction", () => {
  it("stands in the thread of the first message: a reply has none of its own", async () => {
    const { slack, running } = await stage({ scopes: lookBack });
    const posted = async (sent: Promise<PostOutcome>): Promise<string> => {
      const outcome = await sent;
      return outcome.outcome === "delivered" ? outcome.messageId : "";
    };
    const first = await posted(running.messenger.post(message("k1")));
    const second = await posted(running.messenger.reply(first, message("k2")));
    const third = await posted(running.messenger.reply(second, message("k3")));
    expect(slack.state.messages.map((m) => m.under)).toEqual([undefined, first, first]);
    expect(await running.messenger.find(target, "k3", { under: [second], since })).toBe(third);
    expect(await running.messenger.edit(target, third, message("k3", "Friday").reply)).toMatchObject({ outcome: "delivered" });
    expect(slack.state.messages.at(-1)?.text).toBe("Friday");
  });
});

describe("a long message that is broken off by a refusal", () => {
  it("goes on where it was broken off, and is looked back for", async () => {
    const { slack, running } = await stage();
    const long = message("long", Array.from({ length: 400 }, (_, i) => `Paragraph ${i} of a long message about the strike.`).join(" "));
    const refuse = { kind: "error", error: "ratelimited" } as const;
    await running.messenger.post(message("before"));
    const { length } = slack.state.messages;
    slack.faults.next("chat.postMessage", { kind: "late", ms: 0 });
    slack.faults.next("chat.postMessage", refuse);
    expect((await running.messenger.post(long)).outcome).toBe("uncertain");
    expect(slack.state.messages.length).toBe(length + 1);
    const done = await running.messenger.post(long);
    expect(done.outcome === "delivered" && done.messageId.split("+")).toEqual(slack.state.messages.slice(length).map((m) => m.ts));
    expect(slack.state.messages.slice(length).map((m) => m.metadata?.event_payload.part)).toEqual(
      slack.state.messages.slice(length).map((_, n) => n),
    );
  });
});

describe("too many requests", () => {
  it.each([
    ["with a time", { kind: "rate", seconds: 17 }, 17],
    ["without one", { kind: "rate", seconds: undefined }, 5],
    ["as a 200", { kind: "error", error: "ratelimited" }, 5],
  ] as const)("is told at once, %s, and holds back no answer to people", async (_, fault, afterSeconds) => {
    const { slack, running } = await stage({ scopes: ["im:history"] });
    slack.faults.next("chat.postMessage", fault);
    expect(await running.messenger.post(message("k1"))).toMatchObject({ outcome: "retry", afterSeconds, scope: "workspace" });
    expect((await slack.command("next-session")).shown).toHaveLength(1);
    expect(await running.messenger.post(message("k1"))).toMatchObject({ outcome: "delivered" });
  });

  it("is what the fake says of a flood", async () => {
    const { running } = await stage({ rates: { channelBurst: 2, workspacePerMinute: 600 } });
    const outcomes: string[] = [];
    for (let i = 0; i < 3; i++) outcomes.push((await running.messenger.post(message(`k${i}`))).outcome);
    expect(outcomes).toEqual(["delivered", "delivered", "retry"]);
  });
});

describe("a refusal", () => {
  it.each([
    ["invalid_auth", "stopped"],
    ["account_inactive", "stopped"],
    ["token_revoked", "stopped"],
    ["missing_scope", "stopped"],
    ["channel_not_found", "paused"],
    ["not_in_channel", "paused"],
    ["is_archived", "paused"],
    ["restricted_action_read_only_channel", "paused"],
    ["invalid_blocks", "failed"],
    ["msg_too_long", "failed"],
    ["no_text", "failed"],
    ["request_timeout", "retry"],
    ["team_added_to_org", "retry"],
    ["something_new", "retry"],
  ] as const)("%s: %s", async (error, outcome) => {
    const { slack, running } = await stage();
    slack.faults.next("chat.postMessage", { kind: "error", error });
    const sent = await running.messenger.post(message("k1"));
    expect(sent).toMatchObject({ outcome });
    expect(sent.outcome === "delivered" || sent.reason.includes(error)).toBe(true);
  });

  it("of another workspace's message: it is never posted with this one's token", async () => {
    const { slack, running } = await stage();
    const elsewhere = { ...message("k1"), target: { ...target, workspace: "T2" } };
    expect(await running.messenger.post(elsewhere)).toMatchObject({ outcome: "retry", scope: "workspace" });
    expect(await running.messenger.edit(elsewhere.target, "1.2", elsewhere.reply)).toMatchObject({ outcome: "retry" });
    expect(await running.messenger.tell?.("T2", "U1", elsewhere.reply)).toMatchObject({ outcome: "retry" });
    await expect(running.messenger.find(elsewhere.target, "k1", { under: [], since })).rejects.toThrow();
    expect(slack.calls.map(({ method }) => method)).toEqual(["auth.test"]);
  });
});

describe("the SDK", () => {
  it("sends each client's own token, whoever was first", async () => {
    const { slack } = await stage();
    const options = clientOptions({ apiUrl: slack.url, logger: sdkLogger(() => {}) });
    expect(options).not.toHaveProperty("headers");
    const { WebClient } = (await import("@slack/bolt")).webApi;
    const clients = ["xoxb-one", "xoxb-two"].map((token) => new WebClient(token, options));
    for (const client of clients) await client.auth.test().catch(() => undefined);
    expect(slack.calls.slice(-2).map(({ token }) => token)).toEqual(["xoxb-one", "xoxb-two"]);
  });

  it("has its words written without tokens and addresses that answer without one", () => {
    const lines: string[] = [];
    sdkLogger((line) => lines.push(line)).error(
      "failed",
      new Error("Bearer xoxb-1-2-abc"),
      { a: 1 },
      "xapp-1-A-2-f https://hooks.slack.com/x/y",
    );
    expect(lines.join()).not.toMatch(/xoxb|xapp|hooks\.slack/);
    expect(redacted("token xoxe.xoxp-1-abc here")).toBe("token [redacted] here");
  });
});

describe("a change to a message in parts", () => {
  it("rewrites each part, and what is left over says that it stands above", async () => {
    const { slack, running } = await stage();
    const long = Array.from({ length: 400 }, (_, i) => `Paragraph ${i} of a long message about the strike.`).join(" ");
    const sent = await running.messenger.post(message("long", long));
    const id = sent.outcome === "delivered" ? sent.messageId : "";
    await running.messenger.edit(target, id, reply(paragraph(text("Cancelled"))));
    expect(slack.calls.filter((c) => c.method === "chat.update").every(({ params }) => params.parse === "none")).toBe(true);
    const [first, ...rest] = slack.state.messages;
    expect(first?.text).toBe("Cancelled");
    expect(rest.every((m) => m.text === "↑")).toBe(true);
    await running.messenger.reply(id, message("k2", "under it"));
    expect(slack.received().at(-1)).toMatchObject({ under: first?.ts, key: "k2" });
    await running.messenger.edit(target, first?.ts ?? "", message("k", long).reply);
    expect(slack.state.messages.filter((m) => m.under === first?.ts).length).toBeGreaterThan(1);
  });
});
