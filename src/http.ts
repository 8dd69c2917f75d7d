import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { SetupError } from "./core/errors.ts";

export interface Listening {
  /** Where a browser on this machine finds it. */
  url: string;
  close(): Promise<void>;
}

/** @throws SetupError in one sentence where the address cannot be listened on. */
export async function listen(handler: RequestListener, { host, port }: { host: string; port: number }): Promise<Listening> {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new SetupError(sentence(error, host, port))));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const named = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return {
    url: `http://${named.includes(":") ? `[${named}]` : named}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Answers under way may end; what merely stays open may not hold up the stop.
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2_000).unref();
      }),
  };
}

function sentence({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === "EADDRINUSE") return `Port ${port} is in use. Stop what uses it, or choose another one, as in PORT=${port + 1}.`;
  if (code === "EACCES") return `Port ${port} may not be used by this user. Choose one above 1024, as in PORT=3000.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `HOST=${host} is no address of this machine. 127.0.0.1 is the usual one.`;
  return `HOST=${host} PORT=${port} cannot be listened on: ${message}.`;
}
