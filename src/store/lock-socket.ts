import { mkdtemp, rm, symlink } from "node:fs/promises";
import { createConnection, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unavailable } from "./sql-errors.ts";

/** In characters, for a request and for an answer. */
export const maxMessage = 2 ** 20;

/** 104 bytes with the final zero on macOS, 108 on Linux; this leaves room for the longest name used. */
const longestFolder = 60;

/** Does `work` with a name of the folder that is short enough for a unix socket's address. */
export async function withShortPath<T>(dir: string, work: (short: string) => Promise<T>): Promise<T> {
  if (process.platform === "win32" || Buffer.byteLength(dir) <= longestFolder) return work(dir);
  const detour = await mkdtemp(join(tmpdir(), "pl-"));
  try {
    const short = join(detour, "d");
    await symlink(dir, short);
    return await work(short);
  } finally {
    await rm(detour, { recursive: true, force: true });
  }
}

type NoSocket = "dead" | "gone" | "busy";

/** The other end, or the reason there is none: `dead` nobody listens, `gone` no such socket, `busy` it is held but takes nobody now. */
export async function connect(path: string): Promise<Socket | NoSocket> {
  for (;;) {
    const reached = await connectOnce(path);
    // It stopped listening while we waited in its queue; what it is now is for the next try to say.
    if (reached !== "ECONNRESET") return typeof reached === "string" ? (reasons[reached] ?? "busy") : reached;
  }
}

const reasons: Readonly<Record<string, NoSocket>> = { ECONNREFUSED: "dead", ENOENT: "gone" };

const connectOnce = (path: string): Promise<Socket | string> =>
  new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once("connect", () => resolve(socket));
    socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
  });

/** Lines of JSON text from a socket; ends when it closes or sends a line of over 1 MB. */
export async function* lines(socket: Socket): AsyncGenerator<string, void> {
  let text = "";
  socket.setEncoding("utf8");
  try {
    for await (const chunk of socket as AsyncIterable<string>) {
      text += chunk;
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
        if (end > maxMessage) return;
        yield text.slice(0, end);
        text = text.slice(end + 1);
      }
      if (text.length > maxMessage) return;
    }
  } catch {
    // A connection that breaks is one that ended.
  }
}

/** @throws Unavailable when `work` takes longer; the socket is closed either way. */
export async function within<T>(ms: number, socket: Socket, work: (lines: AsyncGenerator<string, void>) => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(unavailable("The running server did not answer in time.")), ms);
  try {
    return await Promise.race([work(lines(socket)), late.promise]);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
