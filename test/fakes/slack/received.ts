import type { FakeMessage } from "./state.ts";

/** One message that a conversation truly received; those that it came in are one. */
export interface Received {
  id: string;
  /** By which the program knows it again; undefined where it carries none. */
  key: string | undefined;
  workspace: string;
  conversation: string;
  under: string | null;
  text: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** What it was changed to, in order. */
  edits: readonly string[];
}

/** A message that was too long for one has come once all its parts have; a part by itself stands for a message that was begun. */
export function receivedIn(messages: readonly FakeMessage[], workspace: string): Received[] {
  const all: (Received & { parts: number })[] = [];
  for (const { channel: conversation, ts, metadata, under, text, at, edits } of messages) {
    const { key, part } = metadata?.event_payload ?? {};
    const begun = part === 0 ? undefined : all.findLast((m) => m.key === key && m.conversation === conversation && m.parts === part);
    if (typeof key === "string" && begun) {
      Object.assign(begun, { id: `${begun.id}+${ts}`, text: begun.text + text, parts: begun.parts + 1, at });
      continue;
    }
    all.push({
      id: under === undefined ? ts : `${under}>${ts}`,
      key: typeof key === "string" ? key : undefined,
      workspace,
      conversation,
      under: under ?? null,
      text,
      at,
      edits,
      parts: 1,
    });
  }
  return all.map(({ parts: _, ...message }) => message);
}
