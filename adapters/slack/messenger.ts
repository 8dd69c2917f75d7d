import type { webApi } from "@slack/bolt";
import type { Message, Messenger, PostOutcome } from "../../src/core/ports.ts";
import type { Clients } from "./client.ts";
import { lookBack, markOf, mayLookBack, type Posted } from "./look-back.ts";
import { idOf, threadOf } from "./message-id.ts";
import { codeOf, outcomeOf } from "./outcomes.ts";
import { renderSlack } from "./render.ts";
import { rewrite, send, sendUnder } from "./sending.ts";
import type { Standing, Workspace, Workspaces } from "./workspaces.ts";

export interface MessengerParts {
  /** Of its own: what is posted must not wait behind what is answered, nor the other way round. */
  clients: Clients;
  workspaces: Workspaces;
  /** Milliseconds after which one post begins no further call. */
  beginWithinMs?: number;
}

/**
 * Milliseconds: a call takes ten seconds at most and whoever asked waits twelve. What were begun later could arrive after it was looked for in
 * vain and posted again: joining a channel takes its time, or the parts before.
 */
const usualBegin = 1_500;

const tooSlow = "Slack is slow; what is left is sent in another attempt";

/** Seconds until a workspace that is not connected yet is tried again, and one that is none of ours, or whose secrets are locked. */
const wait = { soon: 2, elsewhere: 3_600 } as const;

interface Speaker {
  workspace: Workspace;
  client: webApi.WebClient;
}
type Retry = PostOutcome & { outcome: "retry" };

export function createMessenger({ clients, workspaces, beginWithinMs = usualBegin }: MessengerParts): Messenger {
  const joined = new Set<string>();
  /** Parts that a look back found of a message that is not there whole: what is posted next under its key is the rest. */
  const begun = new Map<string, Omit<Posted, "all">>();

  async function speakerFor(team: string): Promise<Speaker | Retry> {
    const standing = await workspaces.toSpeak(team);
    return standing.state === "ready"
      ? { workspace: standing.workspace, client: clients(standing.workspace.token) }
      : {
          outcome: "retry",
          reason: whyNot(standing),
          afterSeconds: standing.state === "waiting" ? wait.soon : wait.elsewhere,
          scope: "workspace",
        };
  }

  /** What was posted can be looked back for by a member alone; whoever did not ask for that does not join. */
  async function join(channel: string, { workspace, client }: Speaker): Promise<void> {
    const { scopes } = workspace;
    if (
      joined.has(`${workspace.team}/${channel}`) ||
      !channel.startsWith("C") ||
      !scopes.has("channels:join") ||
      !scopes.has("channels:history")
    )
      return;
    await client.conversations.join({ channel }).catch((error: unknown) => {
      // Where it cannot be joined it may still be posted to: that is what is asked next.
      if (codeOf(error) === undefined) throw error;
    });
    joined.add(`${workspace.team}/${channel}`);
  }

  /** What is wrong with more than this one message is for `/readyz` to say. */
  function notDone(error: unknown, { team, botName }: Workspace): PostOutcome {
    const outcome = outcomeOf(error, botName);
    const limited = outcome.outcome === "retry" && outcome.afterSeconds !== undefined && outcome.scope !== "platform";
    if (!limited && ["stopped", "uncertain", "retry"].includes(outcome.outcome)) workspaces.doubt(team, outcome.outcome === "stopped");
    return outcome;
  }

  async function post({ key, target, reply }: Message, under: string | undefined): Promise<PostOutcome> {
    const end = performance.now() + beginWithinMs;
    const speaker = await speakerFor(target.workspace);
    if ("outcome" in speaker) return speaker;
    const { workspace, client } = speaker;
    const before = begun.get(key);
    const there = new Map(before?.parts);
    let root = before ? before.root : under;
    try {
      await join(target.conversation, speaker);
      const messages = renderSlack(reply);
      for (const [part, message] of messages.entries()) {
        if (there.has(part)) continue;
        if (performance.now() > end) return putOff(key, root, there);
        const mark = markOf({ key, part, of: messages.length });
        const sent = await sendUnder(client, target.conversation, message, mark, root);
        there.set(part, sent.ts);
        root = sent.root;
      }
      begun.delete(key);
      return { outcome: "delivered", messageId: idOf({ root, parts: messages.map((_, part) => there.get(part) ?? "") }) };
    } catch (error) {
      const outcome = notDone(error, workspace);
      if (there.size === 0) return outcome;
      begun.set(key, { root, parts: there });
      // The rest must follow even after a restart: what is there has to be looked back for then.
      return outcome.outcome === "retry" ? { outcome: "uncertain", reason: outcome.reason } : outcome;
    }
  }

  function putOff(key: string, root: string | undefined, there: ReadonlyMap<number, string>): PostOutcome {
    if (there.size === 0) return { outcome: "retry", reason: tooSlow };
    begun.set(key, { root, parts: there });
    return { outcome: "uncertain", reason: tooSlow };
  }

  return {
    platform: "slack",
    post: (message) => post(message, undefined),
    reply: (messageId, message) => post(message, threadOf(messageId)),
    async find(target, key, where) {
      const speaker = await speakerFor(target.workspace);
      if ("outcome" in speaker) throw new Error(speaker.reason);
      const { workspace, client } = speaker;
      if (!mayLookBack(workspace)) return "unknown";
      const under = [...new Set(where.under.flatMap((id) => threadOf(id) ?? []))];
      const found = await lookBack(client, target.conversation, key, { ...where, under });
      if (found === undefined || found === "unknown") return found;
      if (found.all) return idOf({ root: found.root, parts: [...found.parts].sort(([a], [b]) => a - b).map(([, id]) => id) });
      begun.set(key, found);
      return undefined;
    },
    looksBack(team) {
      const standing = workspaces.at({ team });
      return standing.state === "ready" && mayLookBack(standing.workspace);
    },
    async edit(target, messageId, reply) {
      const speaker = await speakerFor(target.workspace);
      if ("outcome" in speaker) return speaker;
      const { workspace, client } = speaker;
      try {
        await rewrite(client, target.conversation, messageId, reply);
        return { outcome: "delivered", messageId };
      } catch (error) {
        return notDone(error, workspace);
      }
    },
    async tell(team, userId, reply) {
      const speaker = await speakerFor(team);
      if ("outcome" in speaker) return speaker;
      const { workspace, client } = speaker;
      try {
        const ids: string[] = [];
        for (const message of renderSlack(reply)) ids.push(await send(client, userId, message));
        return { outcome: "delivered", messageId: idOf({ root: undefined, parts: ids }) };
      } catch (error) {
        return notDone(error, workspace);
      }
    },
  };
}

const whyNot = (standing: Exclude<Standing, { state: "ready" }>): string =>
  standing.state === "absent" ? "this Picketline is not connected to that workspace" : standing.reason;
