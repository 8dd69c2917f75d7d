import type { WebParts } from "../../adapters/web/parts.ts";
import { stage } from "./fixture.ts";

export const token = "correct-horse-battery-staple";
const host = "127.0.0.1:3000";

/** A console on this computer, asked as a page of its own would; with a token, by one who proves it with each request. */
export function open({ headers: more, ...change }: Partial<WebParts> & { headers?: Record<string, string> } = {}) {
  const { web, ...rest } = stage(change);
  const proof: Record<string, string> = more ?? (change.token ? { authorization: `Bearer ${change.token}` } : {});
  const send = async (path: string, init: RequestInit, remoteAddress = "127.0.0.1") => {
    const headers = { host, ...proof, ...(init.headers as Record<string, string>) };
    return web.fetch(new Request(`http://${host}${path}`, { ...init, headers }), { incoming: { socket: { remoteAddress } } });
  };
  return {
    ...rest,
    send,
    async ask(question: object): Promise<{ status: string; html: string; text: string }> {
      const asked = await send("/ask", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(question) });
      return (await asked.json()) as { status: string; html: string; text: string };
    },
    form: (
      path: string,
      fields: Record<string, string> | [string, string][],
      headers: Record<string, string> = { "sec-fetch-site": "same-origin" },
    ) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}
