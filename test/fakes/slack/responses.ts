import { randomBytes } from "node:crypto";
import { content } from "./methods.ts";
import type { FakeMessage } from "./state.ts";

/** What somebody was shown in answer: by the acknowledgement, or through the response_url. */
export interface Shown extends Pick<FakeMessage, "text" | "blocks"> {
  toEveryone: boolean;
  by: "ack" | "response_url";
}

export interface Asked {
  id: string;
  shown: Shown[];
  /** What Slack refused to show. */
  refused: string[];
  /** Resolves when something more than what was there is shown. */
  next(): Promise<Shown>;
}

interface Kept extends Asked {
  uses: number;
  madeAt: number;
  waiting: ((shown: Shown) => void)[];
  taken: number;
}

const most = 5;
const lifetimeMs = 30 * 60_000;

/** Answers by question. A response_url may be used five times within half an hour. */
export function createResponses(now: () => number = Date.now) {
  const all = new Map<string, Kept>();

  function show(asked: Kept, shown: Shown): void {
    asked.shown.push(shown);
    const waiter = asked.waiting.shift();
    if (!waiter) return;
    asked.taken += 1;
    waiter(shown);
  }

  function take(asked: Kept, body: unknown, by: Shown["by"]): string | undefined {
    const {
      text,
      blocks,
      response_type: type = "ephemeral",
    } = (typeof body === "string" ? { text: body } : body) as Record<string, unknown>;
    const checked = content(text, blocks);
    const problem = typeof checked === "string" ? checked : type !== "ephemeral" && type !== "in_channel" ? "invalid_arguments" : undefined;
    if (problem !== undefined) asked.refused.push(problem);
    if (problem === undefined && typeof checked !== "string") show(asked, { ...checked, toEveryone: type === "in_channel", by });
    return problem;
  }

  return {
    open(): Asked {
      const asked: Kept = {
        ...{ id: randomBytes(6).toString("hex"), shown: [], refused: [], uses: 0, madeAt: now(), waiting: [], taken: 0 },
        next() {
          const there = asked.shown[asked.taken];
          if (!there) return new Promise((resolve) => asked.waiting.push(resolve));
          asked.taken += 1;
          return Promise.resolve(there);
        },
      };
      all.set(asked.id, asked);
      return asked;
    },
    acknowledged(id: string, body: unknown): void {
      const asked = all.get(id);
      if (asked && body !== undefined && body !== "" && !(typeof body === "object" && body !== null && Object.keys(body).length === 0))
        take(asked, body, "ack");
    },
    /** The status that the response_url answers with. */
    used(id: string, body: unknown): { status: number; text: string } {
      const asked = all.get(id);
      if (!asked || now() - asked.madeAt > lifetimeMs) return { status: 404, text: "expired_url" };
      if (++asked.uses > most) return { status: 404, text: "used_url" };
      const problem = take(asked, body, "response_url");
      return problem === undefined ? { status: 200, text: "ok" } : { status: 400, text: problem };
    },
  };
}

export type Responses = ReturnType<typeof createResponses>;
