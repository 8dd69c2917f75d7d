import type { Fault } from "./faults.ts";
import { tooMany } from "./publishing.ts";
import type { Answer } from "./refusal.ts";

/** What is answered instead. */
export function faulty(fault: Fault): Answer | undefined {
  if (fault.kind === "status") return { status: fault.status, body: { code: fault.code ?? 0, message: "made to fail" } };
  if (fault.kind !== "rate") return undefined;
  const answer = tooMany(fault.seconds ?? 1, fault.global ? "global" : "user");
  return fault.seconds === undefined ? { status: 429, body: answer.body } : answer;
}

export const notJson = Symbol("not JSON");

export function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return notJson;
  }
}
