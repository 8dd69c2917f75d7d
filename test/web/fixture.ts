import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { labels } from "../../adapters/web/labels.ts";
import type { Upcoming, WebParts } from "../../adapters/web/parts.ts";
import { createWeb, type Web } from "../../adapters/web/web.ts";
import { heading, note, paragraph, type Reply, reply, strong, text } from "../../src/core/reply.ts";
import { memoryInbox } from "../helpers/memory-inbox.ts";
import { commands, day, fakeDispatch, instant, zone } from "./commands.ts";

export interface Stage {
  web: Web;
  parts: WebParts;
  /** What commands were asked to do. */
  asked: string[];
  errors: unknown[];
  /** Moves the clock people live in. */
  set(instant: string): void;
}

const standsAt = "2023-10-06T16:00:00Z";

const dates: Upcoming[] = [
  {
    title: "Bargaining session",
    when: [day("2023-10-12", "Thu, Oct 12, 2023")],
    status: "scheduled",
    note: "No hour has been reported.",
    at: null,
    day: "2023-10-12",
    zone,
  },
  {
    title: "Seattle contract expires",
    when: [day("2023-10-31", "Tue, Oct 31, 2023")],
    status: "scheduled",
    at: null,
    day: "2023-10-31",
    zone,
  },
  {
    title: "Second strike",
    when: [instant("2023-11-01T13:00:00Z", "Wed, Nov 1, 2023, 6:00 AM PDT")],
    status: "possible",
    note: "Only if no agreement is reached.",
    at: "2023-11-01T13:00:00Z",
    day: null,
    zone,
  },
  { title: "Return to work", when: [text("to be decided")], status: "possible", at: null, day: null, zone },
];

/** A web adapter with small commands, an inbox in memory and a clock that stands still until it is set. */
export function stage(change: Partial<WebParts> = {}): Stage {
  let now = Temporal.Instant.from(standsAt);
  const asked: string[] = [];
  const errors: unknown[] = [];
  const inbox = memoryInbox();
  const set = (value: string) => {
    now = Temporal.Instant.from(value);
  };
  const ahead = () => dates.filter((d) => !d.day || d.day >= now.toZonedDateTimeISO(zone).toPlainDate().toString());
  const parts: WebParts = {
    dispatch: fakeDispatch(asked),
    commands: [...commands.values()],
    complete: async ({ command }, arg, typed) =>
      (commands.get(command)?.complete?.(arg, { asked }) ?? []).filter((v) => v.startsWith(typed)),
    clock: { now: () => now, real: () => Temporal.Now.instant(), speed: 0 },
    inbox,
    upcoming: ahead,
    replay: undefined,
    token: undefined,
    lang: "en",
    labels: labels.en,
    health: { alive: () => true, ready: async () => ({ ok: true, reasons: [] }) },
    title: "Kaiser Permanente strike, 2023",
    zone,
    report: (error) => `R-${errors.push(error)}`,
    ...change,
  };
  return { web: createWeb(parts), parts, asked, errors, set };
}

export const reminder = (title: string, when: ReturnType<typeof day>, more: string): Reply =>
  reply(
    heading(title),
    paragraph(strong("Bargaining session"), text(", "), when, text(`. ${more}`)),
    note(text("Source: Axios, Oct 6, 2023.")),
  );

/** Serves it as `main` does, on a free port of this computer. */
export async function serve(web: Web): Promise<{ url: string; port: number; drop(): void; close(): Promise<void> }> {
  const listener = getRequestListener(web.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    drop: () => server.closeAllConnections(),
    async close() {
      await web.close();
      server.closeIdleConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
