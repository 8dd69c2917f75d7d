import type { Result } from "../../src/core/dispatch.ts";
import type { Reply } from "../../src/core/reply.ts";
import { type Html, html } from "./html.ts";
import { splitLine } from "./lines.ts";
import { consoleTarget, type WebParts } from "./parts.ts";
import { render } from "./render.ts";

export interface Ask {
  dispatch(line: string): Promise<Result>;
  /** An answer below its question. */
  article(line: string, result: Result): Html;
  body(reply: Reply): Html;
}

/** Whoever may use the console runs this server: an admin. */
export function createAsk({ dispatch, lang }: Pick<WebParts, "dispatch" | "lang">): Ask {
  const body = (reply: Reply) => render(reply, 4);
  return {
    body,
    dispatch(line) {
      const { command, words } = splitLine(line);
      return dispatch({ command, args: words, caller: { id: "console", role: "admin" }, target: consoleTarget, locale: lang });
    },
    article: (line, { status, reply }) =>
      html`<article class="answer" data-status="${status}"><h3>${line.trim()}</h3>${body(reply)}</article>`,
  };
}
