import { messageOf } from "../../src/core/errors.ts";
import type { Rendered } from "./render.ts";

/** An answer as Slack takes it from an acknowledgement or a response_url. */
export interface Answer extends Rendered {
  response_type: "ephemeral" | "in_channel";
  replace_original: false;
  unfurl_links: false;
  unfurl_media: false;
  /** What goes on where it ends: it cannot be asked for again without doing something again. */
  further?: readonly Answer[];
}

export const answerOf = ({ blocks, text }: Rendered, toEveryone: boolean): Answer => ({
  ...{ response_type: toEveryone ? "in_channel" : "ephemeral", blocks, text },
  ...{ replace_original: false, unfurl_links: false, unfurl_media: false },
});

/** A second time where Slack did not take it: an answer that comes twice is better than none. */
const tries = 2;

/** Sends it to a response_url, which may be used five times in half an hour; each question uses its own. @throws where Slack did not take it. */
export async function respond(url: string, { further = [], ...answer }: Answer, timeoutMs = 5_000): Promise<void> {
  await sent(url, answer, timeoutMs);
  for (const each of further) await sent(url, each, timeoutMs);
}

async function sent(url: string, answer: Answer, timeoutMs: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const problem = await post(url, answer, timeoutMs);
    if (problem === undefined) return;
    if (attempt >= tries) throw new Error(`The answer was not taken: ${problem}`);
  }
}

async function post(url: string, answer: Answer, timeoutMs: number): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      ...{ method: "POST", headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(answer) },
      ...{ redirect: "error", signal: AbortSignal.timeout(timeoutMs) },
    });
    await response.body?.cancel();
    return response.ok ? undefined : `Slack answered ${response.status}`;
  } catch (error) {
    return messageOf(error);
  }
}
