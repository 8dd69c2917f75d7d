import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { accept, type Peer } from "./websocket.ts";

export interface SocketMode {
  upgrade(request: IncomingMessage, socket: Duplex): void;
  connections(): number;
  /** Resolves when there are so many. */
  connected(count: number): Promise<void>;
  /** Sends an envelope over the newest connection; resolves with what it was acknowledged with. */
  deliver(type: string, payload: unknown): Promise<unknown>;
  /** Any text, over every connection. */
  raw(text: string): void;
  /** Slack renews one connection: a message that says so, then the end. */
  renewOne(): void;
  dropAll(): void;
}

export function createSocketMode(): SocketMode {
  const peers = new Set<Peer>();
  const waiting = new Map<string, (payload: unknown) => void>();
  const watchers = new Set<() => void>();
  let count = 0;

  return {
    upgrade(request, socket) {
      const peer = accept(request, socket, {
        message(text) {
          const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id: string; payload?: unknown };
          waiting.get(id)?.(payload);
          waiting.delete(id);
        },
        closed() {
          peers.delete(peer);
          for (const watch of watchers) watch();
        },
      });
      peers.add(peer);
      peer.send({ type: "hello", num_connections: peers.size });
      for (const watch of watchers) watch();
    },
    connections: () => peers.size,
    connected: (wanted) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (peers.size !== wanted) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    deliver(type, payload) {
      const envelope_id = `envelope-${++count}`;
      const [peer] = [...peers].slice(-1);
      if (!peer) return Promise.reject(new Error("Nobody is connected"));
      return new Promise((resolve) => {
        waiting.set(envelope_id, resolve);
        peer.send({ type, envelope_id, payload, accepts_response_payload: true });
      });
    },
    raw(text) {
      for (const peer of peers) peer.send(text);
    },
    renewOne() {
      const [peer] = peers;
      peer?.send({ type: "disconnect", reason: "refresh_requested" });
    },
    dropAll() {
      for (const peer of peers) peer.drop();
    },
  };
}
