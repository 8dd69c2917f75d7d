import type { Messenger, Platform, PostOutcome, Target } from "../../../src/core/ports.ts";
import type { Reply } from "../../../src/core/reply.ts";

export interface FakeMessengerOptions {
  url: string;
  platform: Platform;
  /** Where the platform shows what was posted. */
  looksBack: boolean;
  timeoutMs: number;
}

type Answered = { status: number; retryAfter: string | null; id: string | null } | { status: "unknown"; reason: string };

/** What an adapter of the fake platform is: as little as a real one must do. */
export function fakeMessenger({ url, platform, looksBack, timeoutMs }: FakeMessengerOptions): Messenger {
  async function call(method: string, path: string, body?: object): Promise<Answered> {
    try {
      const response = await fetch(url + path, {
        method,
        signal: AbortSignal.timeout(timeoutMs),
        headers: { "content-type": "application/json", "x-sent-ms": String(Number(process.hrtime.bigint()) / 1e6) },
        ...(body && { body: JSON.stringify(body) }),
      });
      const { id = null } = (await response.json()) as { id?: string | null };
      return { status: response.status, retryAfter: response.headers.get("retry-after"), id };
    } catch (error) {
      return { status: "unknown", reason: error instanceof Error ? `${error.name} ${error.message}` : String(error) };
    }
  }
  const post = async (target: Target, key: string, reply: Reply, under: string | null): Promise<PostOutcome> =>
    outcomeOf(
      await call("POST", "/messages", {
        ...{ key, under, text: reply.text },
        ...{ workspace: target.workspace, conversation: target.conversation },
      }),
    );
  return {
    platform,
    looksBack: () => looksBack,
    post: ({ target, key, reply }) => post(target, key, reply, null),
    reply: (messageId, { target, key, reply }) => post(target, key, reply, messageId),
    edit: async (_, messageId, reply) => outcomeOf(await call("PATCH", `/messages/${messageId}`, { text: reply.text })),
    async find({ workspace, conversation }, key) {
      if (!looksBack) return "unknown";
      const answered = await call("GET", `/messages?${new URLSearchParams({ workspace, conversation, key })}`);
      if (answered.status !== 200) throw new Error(`Looking back was answered with ${answered.status}`);
      return answered.id ?? undefined;
    },
  };
}

function outcomeOf(answered: Answered): PostOutcome {
  if (answered.status === "unknown") return { outcome: "uncertain", reason: answered.reason };
  const { status, retryAfter, id } = answered;
  if (status === 200 && id !== null) return { outcome: "delivered", messageId: id };
  if (status === 429) return { outcome: "retry", reason: "429", ...(retryAfter !== null && { afterSeconds: Number(retryAfter) }) };
  if (status === 503) return { outcome: "retry", reason: "503" };
  if (status >= 500) return { outcome: "uncertain", reason: String(status) };
  if (status === 403) return { outcome: "paused", reason: "not a member" };
  if (status === 410) return { outcome: "ended", reason: "gone" };
  return { outcome: "failed", reason: String(status) };
}
