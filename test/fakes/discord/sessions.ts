import { randomBytes } from "node:crypto";
import type { WebSocket } from "ws";

export interface Packet {
  op: number;
  s: number | null;
  t: string | null;
  d: unknown;
}

export interface Session {
  id: string;
  socket: WebSocket | undefined;
  /** Everything it was sent or missed, in order: the first has the number 1. */
  events: Packet[];
}

export const say = (socket: WebSocket, op: number, d: unknown = null): void =>
  socket.send(JSON.stringify({ op, s: null, t: null, d } satisfies Packet));

/** What was missed while the line was cut is sent once a session is taken up again (docs, events/gateway, resuming). */
export function createSessions() {
  const all = new Map<string, Session>();

  function send(session: Session, t: string, d: unknown): void {
    const packet = { op: 0, s: session.events.length + 1, t, d };
    session.events.push(packet);
    session.socket?.send(JSON.stringify(packet));
  }

  return {
    all: (): Iterable<Session> => all.values(),
    begin(socket: WebSocket): Session {
      const session: Session = { id: randomBytes(8).toString("hex"), socket, events: [] };
      all.set(session.id, session);
      return session;
    },
    /** Undefined where there is no such session, or it never was so far. */
    resume(id: unknown, sequence: unknown, socket: WebSocket): Session | undefined {
      const session = typeof id === "string" ? all.get(id) : undefined;
      if (!session || typeof sequence !== "number" || sequence > session.events.length) return undefined;
      session.socket = socket;
      for (const missed of session.events.slice(sequence)) socket.send(JSON.stringify(missed));
      send(session, "RESUMED", null);
      return session;
    },
    send,
    left(socket: WebSocket): void {
      for (const session of all.values()) if (session.socket === socket) session.socket = undefined;
    },
    end: () => all.clear(),
  };
}
