import type { Hono } from "hono";
import type { By } from "./access.ts";
import type { Wire } from "./hub.ts";

/** What `getRequestListener` of @hono/node-server hands over beside the request, as far as it is used here. */
export interface NodeEnv {
  incoming?: { socket: { remoteAddress?: string | undefined } };
  outgoing?: Wire;
}

export type App = Hono<{ Bindings: NodeEnv; Variables: { by: By } }>;
