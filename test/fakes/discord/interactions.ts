import * as z from "zod";
import { checkedMessage, contentOf, flag, type Sent } from "./message-shape.ts";
import { pingsOf } from "./posting.ts";
import { type Answer, checked, Refused, wrong } from "./refusal.ts";
import type { FakeState } from "./state.ts";

/** Milliseconds for the first answer, and for all others (docs, interactions/receiving-and-responding). */
const firstMs = 3_000;
const tokenMs = 15 * 60_000;

interface Asked {
  id: string;
  token: string;
  kind: number;
  at: number;
  /** What was answered first; nothing was yet: undefined. */
  first: number | undefined;
}

const callback = z.strictObject({ type: z.union([4, 5, 6, 7, 8, 9].map((type) => z.literal(type))), data: z.unknown() });
const choices = z.strictObject({
  choices: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        name_localizations: z.record(z.string(), z.string().min(1).max(100)).optional(),
        value: z.union([z.string().max(100), z.number()]),
      }),
    )
    .max(25),
});
const deferred = z.strictObject({ flags: z.number().int().optional() }).optional();

/** Three seconds for the first answer, fifteen minutes for all others; one first answer each. */
export function createInteractions(state: FakeState) {
  const byId = new Map<string, Asked>();
  const byToken = new Map<string, Asked>();

  function message(sent: Sent): string {
    const { flags } = contentOf(sent);
    const known = flag.ephemeral | flag.noEmbeds | flag.silent | flag.componentsV2;
    if (flags & ~known) throw wrong("flags", "MESSAGE_FLAGS_INVALID", "Invalid flags");
    pingsOf(state, undefined, sent, "an answer");
    return state.nextId();
  }

  /** The interaction whose token it is. @throws Refused */
  function answerable(token: string): Asked {
    const asked = byToken.get(token);
    if (!asked?.first) throw new Refused("unknownWebhook");
    if (state.now() - asked.at > tokenMs) throw new Refused("webhookToken");
    return asked;
  }

  return {
    /** What the gateway hands out is waited for from then on. */
    began(payload: unknown): void {
      const { id, token, type } = (payload ?? {}) as { id?: unknown; token?: unknown; type?: unknown };
      if (typeof id !== "string" || typeof token !== "string") return;
      const asked: Asked = { id, token, kind: typeof type === "number" ? type : 2, at: state.now(), first: undefined };
      byId.set(id, asked);
      byToken.set(token, asked);
    },
    answer(id: string, token: string, given: unknown): Answer {
      const asked = byId.get(id);
      if (!asked || asked.token !== token || state.now() - asked.at > firstMs) throw new Refused("unknownInteraction");
      if (asked.first !== undefined) throw new Refused("acknowledged");
      const { type, data } = checked(callback, given);
      const completes = asked.kind === 4;
      if (completes !== (type === 8) || (asked.kind !== 3 && (type === 6 || type === 7)))
        throw wrong("type", "INTERACTION_APPLICATION_COMMAND_INVALID_TYPE", "This interaction cannot be answered so");
      if (type === 8) checked(choices, data);
      else if (type === 5) checked(deferred, data);
      else if (type === 4 || type === 7) message(checkedMessage(data));
      asked.first = type;
      return { status: 204 };
    },
    edit(token: string, given: unknown): Answer {
      answerable(token);
      return { status: 200, body: { id: message(checkedMessage(given)) } };
    },
    followUp(token: string, given: unknown): Answer {
      answerable(token);
      return { status: 200, body: { id: message(checkedMessage(given)) } };
    },
  };
}

export type Interactions = ReturnType<typeof createInteractions>;
