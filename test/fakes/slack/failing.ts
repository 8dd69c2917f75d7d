import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Fault, FaultBook } from "./faults.ts";
import type { Answer } from "./methods.ts";

/** As Slack answers, with the scopes that the token has. */
export function answer(response: ServerResponse, body: Answer, scopes: Iterable<string>): void {
  response.writeHead(200, { "content-type": "application/json", "x-oauth-scopes": [...scopes].join(",") }).end(JSON.stringify(body));
}

/** Goes wrong as it was planned. */
export async function failing(fault: Fault, response: ServerResponse, faults: FaultBook, run: () => Answer | undefined): Promise<void> {
  if ("applied" in fault && fault.applied) run();
  const done = fault.kind === "late" ? run() : undefined;
  const plain = (body: unknown): void => void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  switch (fault.kind) {
    case "error":
      return plain({ ok: false, error: fault.error });
    case "status":
      return void response.writeHead(fault.status).end("<html>not here</html>");
    case "rate":
      return void response.writeHead(429, fault.seconds === undefined ? {} : { "retry-after": String(fault.seconds) }).end();
    case "lost":
      return void response.destroy();
    case "hang":
      await faults.released();
      return void response.destroy();
    case "slow":
      await faults.released();
      return plain(run() ?? {});
    case "late":
      await pause(fault.ms, undefined, { ref: false });
      return plain(done ?? {});
    default:
      return fault satisfies never;
  }
}
