import { messages } from "../../src/text/messages.ts";
import type { Received } from "../fakes/platform/platform.ts";

/** One delivery as it stands in the records when all is over. */
export interface DeliveryRow {
  key: string;
  state: string;
  reason: string | null;
  message_key: string | null;
  message_id: string | null;
  uncertain: boolean;
  late: boolean;
  milestone: string;
  revision: number;
  type: "lead" | "update";
  due_at: Temporal.Instant;
  conversation: string;
}

export interface Verdict {
  /** Expected by the plan and not there. */
  lost: string[];
  /** There and not expected. */
  unexpected: string[];
  /** Messages that one conversation received more than once. */
  duplicated: string[];
  /** Of these, those that the record does not call uncertain. */
  unmarked: string[];
  wronglyAddressed: string[];
  outOfOrder: string[];
  /** Recorded as arrived, and the platform has no such message. */
  imagined: string[];
  /** Later than the rule after they fell due; or late, and not said to be. */
  late: string[];
  /** Told otherwise since, and the old message does not say so. */
  uncorrected: string[];
  /** Seconds from falling due to arriving, at worst. */
  slowest: number;
}

/** Seconds after which a message is late by the rule, and those that a harness takes to look. */
const lateAfter = 150;

export interface Evidence {
  expected: ReadonlySet<string>;
  rows: readonly DeliveryRow[];
  received: readonly Received[];
  /** Conversations that refuse everything. */
  refused: ReadonlySet<string>;
  /** When it could first be known, in real time, that a moment had come. */
  reachedAt(moment: Temporal.Instant): number | undefined;
}

/** Compares what each conversation truly received with what it should have. */
export function judge({ expected, rows, received, refused, reachedAt }: Evidence): Verdict {
  const byKey = Map.groupBy(received, (m) => m.key);
  const arrived = rows.filter((row) => row.state === "delivered");
  const known = new Map(rows.map((row) => [row.key, row]));
  const messagesOf = Map.groupBy(arrived, (row) => row.message_key ?? "");
  const lost = [...expected].filter((key) => !refused.has(key.split("/").at(-1) ?? "") && known.get(key)?.state !== "delivered");
  const duplicated = [...byKey].filter(([, copies]) => copies.length > 1).map(([key]) => key);
  const times = arrived.flatMap((row): [DeliveryRow, number, Received][] => {
    const [first] = byKey.get(row.message_key ?? "") ?? [];
    const reached = reachedAt(row.due_at);
    return first && reached !== undefined ? [[row, (first.at - reached) / 1_000, first]] : [];
  });
  return {
    lost: lost.map(
      (key) => `${key}: ${known.get(key)?.state ?? "never planned"}${known.get(key)?.reason ? `, ${known.get(key)?.reason}` : ""}`,
    ),
    unexpected: [
      ...arrived.filter((row) => !expected.has(row.key)).map((row) => row.key),
      ...received.filter((m) => !messagesOf.has(m.key)).map((m) => `${m.key}: received, not recorded`),
    ],
    duplicated,
    unmarked: duplicated.filter((key) => !messagesOf.get(key)?.some((row) => row.uncertain)),
    wronglyAddressed: received.filter((m) => !m.key.endsWith(`/${m.workspace}/${m.conversation}`)).map((m) => m.key),
    outOfOrder: outOfOrder(received, messagesOf),
    imagined: arrived.filter((row) => !byKey.get(row.message_key ?? "")?.some((m) => m.id === row.message_id)).map((row) => row.key),
    late: times
      .filter(([row, seconds]) => seconds > lateAfter || (seconds > lateAfter && !row.late))
      .map(([row, seconds]) => `${row.key}: ${Math.round(seconds)} s`),
    uncorrected: uncorrected(arrived, byKey),
    slowest: Math.max(0, ...times.map(([, seconds]) => seconds)),
  };
}

/** Within a conversation and a milestone, no word may come after a later one. */
function outOfOrder(received: readonly Received[], messagesOf: ReadonlyMap<string, readonly DeliveryRow[]>): string[] {
  const last = new Map<string, DeliveryRow>();
  const wrong: string[] = [];
  for (const message of received) {
    for (const row of messagesOf.get(message.key) ?? []) {
      const key = `${row.conversation} ${row.milestone}`;
      const before = last.get(key);
      const backwards =
        before &&
        (row.revision < before.revision || (row.revision === before.revision && Temporal.Instant.compare(row.due_at, before.due_at) < 0));
      if (backwards) wrong.push(`${row.key} after ${before.key}`);
      else last.set(key, row);
    }
  }
  return wrong;
}

const superseded = [messages("en").notice.superseded, messages("es").notice.superseded];

/** Whatever told of an earlier revision than the last that its conversation was told of must say that it is superseded. */
function uncorrected(arrived: readonly DeliveryRow[], byKey: ReadonlyMap<string, readonly Received[]>): string[] {
  const told = Map.groupBy(arrived, (row) => `${row.conversation} ${row.milestone}`);
  return [...told.values()].flatMap((rows) => {
    const newest = Math.max(...rows.filter((row) => row.type === "update").map((row) => row.revision));
    const old = rows.filter((row) => row.revision < newest);
    return old
      .filter((row) => !byKey.get(row.message_key ?? "")?.some((m) => superseded.some((words) => m.edits.at(-1)?.includes(words))))
      .map((row) => row.key);
  });
}
