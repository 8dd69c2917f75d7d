import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

// As much of RFC 6455 as Socket Mode needs: whole text frames below 64 KB, ping and close.

export interface Peer {
  send(message: object | string): void;
  /** With a closing frame, as Slack does; `drop` breaks the line instead. */
  close(): void;
  drop(): void;
}

export interface PeerEvents {
  message(text: string): void;
  closed(): void;
}

const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

export function accept(request: IncomingMessage, socket: Duplex, events: PeerEvents): Peer {
  const key = createHash("sha1").update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
  let buffered = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    for (let frame = read(buffered); frame; frame = read(buffered)) {
      buffered = buffered.subarray(frame.length);
      if (frame.opcode === opcodes.text) events.message(frame.payload.toString("utf8"));
      if (frame.opcode === opcodes.ping) write(socket, opcodes.pong, frame.payload);
      if (frame.opcode === opcodes.close) {
        write(socket, opcodes.close, frame.payload);
        socket.end();
      }
    }
  });
  socket.on("close", events.closed);
  socket.on("error", () => undefined);
  return {
    send: (message) => write(socket, opcodes.text, Buffer.from(typeof message === "string" ? message : JSON.stringify(message))),
    close: () => write(socket, opcodes.close, Buffer.from([0x03, 0xe8])),
    drop: () => void socket.destroy(),
  };
}

function write(socket: Duplex, opcode: number, payload: Buffer): void {
  if (!socket.writable) return;
  const size = payload.length < 126 ? Buffer.from([payload.length]) : Buffer.from([126, payload.length >> 8, payload.length & 0xff]);
  socket.write(Buffer.concat([Buffer.from([0x80 | opcode]), size, payload]));
}

function read(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const head = short === 126 ? 8 : 6;
  if (bytes.length < head) return undefined;
  const size = short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < head + size) return undefined;
  const mask = bytes.subarray(head - 4, head);
  const payload = Buffer.from(bytes.subarray(head, head + size).map((byte, i) => byte ^ (mask[i % 4] ?? 0)));
  return { opcode: bytes.readUInt8(0) & 0x0f, payload, length: head + size };
}
