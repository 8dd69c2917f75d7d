import * as z from "zod";
import { type Asked, createAsked, type Shown } from "./asked.ts";
import { checkedMessage, contentOf, flag, type Sent } from "./message-shape.ts";
import { modalShape } from "./modal-shape.ts";
import { pingsOf } from "./posting.ts";
import { type Answer, checked, Refused, wrong } from "./refusal.ts";
import type { FakeState } from "./state.ts";

/** Milliseconds for the first answer, and for all others (docs, interactions/receiving-and-responding). */
const firstMs = 3_000;
const tokenMs = 15 * 60_000;

interface Open {
  asked: ReturnType<typeof createAsked>;
  token: string;
  kind: number;
  at: number;
  ephemeral: boolean;
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
  const byId = new Map<string, Open>();
  const byToken = new Map<string, Open>();

  function message(sent: Sent): Omit<Shown, "choices"> {
    const { flags, ...content } = contentOf(sent);
    const known = flag.ephemeral | flag.noEmbeds | flag.silent | flag.componentsV2;
    if (flags & ~known) throw wrong("flags", "MESSAGE_FLAGS_INVALID", "Invalid flags");
    pingsOf(state, undefined, sent, "an answer");
    return { ...content, ephemeral: (flags & flag.ephemeral) !== 0 };
  }

  /** The interaction whose token it is. @throws Refused */
  function answerable(token: string): Open {
    const open = byToken.get(token);
    if (!open?.first) throw new Refused("unknownWebhook");
    if (state.now() - open.at > tokenMs) throw new Refused("webhookToken");
    return open;
  }

  return {
    /** What the gateway hands out is waited for from then on. */
    began(payload: unknown): Asked {
      const asked = createAsked();
      const { id, token, type } = (payload ?? {}) as { id?: unknown; token?: unknown; type?: unknown };
      if (typeof id !== "string" || typeof token !== "string") return asked;
      const kind = typeof type === "number" ? type : 2;
      const open: Open = { asked, token, kind, at: state.now(), ephemeral: false, first: undefined };
      byId.set(id, open);
      byToken.set(token, open);
      return asked;
    },
    answer(id: string, token: string, given: unknown): Answer {
      const open = byId.get(id);
      if (!open || open.token !== token || state.now() - open.at > firstMs) throw new Refused("unknownInteraction");
      if (open.first !== undefined) throw new Refused("acknowledged");
      const { type, data } = checked(callback, given);
      const completes = open.kind === 4;
      if (completes !== (type === 8) || (open.kind !== 3 && (type === 6 || type === 7)))
        throw wrong("type", "INTERACTION_APPLICATION_COMMAND_INVALID_TYPE", "This interaction cannot be answered so");
      if (type === 5) open.ephemeral = ((checked(deferred, data)?.flags ?? 0) & flag.ephemeral) !== 0;
      // A form is no answer to a form.
      if (type === 9 && open.kind === 5)
        throw wrong("type", "INTERACTION_APPLICATION_COMMAND_INVALID_TYPE", "A modal cannot answer a modal");
      const modal = type === 9 ? checked(modalShape, data) : undefined;
      const shown = type === 4 || type === 7 ? message(checkedMessage(data)) : undefined;
      const values = type === 8 ? checked(choices, data).choices.map(({ value }) => String(value)) : [];
      open.first = type;
      if (modal) open.asked.show({ content: "", components: [], ephemeral: true, choices: [], modal });
      if (shown) open.asked.show({ ...shown, choices: [] });
      else if (type === 8) open.asked.show({ content: "", components: [], ephemeral: true, choices: values });
      return { status: 204 };
    },
    edit(token: string, given: unknown): Answer {
      const { asked, ephemeral } = answerable(token);
      // Who sees it was settled by the first answer.
      asked.show({ ...message(checkedMessage(given)), ephemeral, choices: [] });
      return { status: 200, body: { id: state.nextId() } };
    },
    followUp(token: string, given: unknown): Answer {
      const { asked } = answerable(token);
      asked.show({ ...message(checkedMessage(given)), choices: [] });
      return { status: 200, body: { id: state.nextId() } };
    },
  };
}

export type Interactions = ReturnType<typeof createInteractions>;
