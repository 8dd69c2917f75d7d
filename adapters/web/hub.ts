/** One server-sent event; its data is written as JSON, which has no line breaks. */
export interface Event {
  name: "message" | "clock" | "upcoming";
  data: unknown;
}

/** What is known of the connection under a stream; Node's response is one. */
export interface Wire {
  readonly writableNeedDrain: boolean;
  destroy(): void;
}

export interface Hub {
  /** A stream of events, first those that `first` yields; undefined when too many are open or the hub is closed. */
  open(first: () => Promise<Event[]>, wire?: Wire): ReadableStream<Uint8Array> | undefined;
  publish(...events: Event[]): void;
  /** Shows every listener that the connection lives. */
  keepAlive(): void;
  readonly size: number;
  close(): void;
}

/** Bytes that may wait for one listener. Who reads slower is cut off, comes back, and is sent everything afresh. */
export const maxWaiting = 512 * 1024;
export const maxListeners = 64;

interface Listener {
  send(chunk: string): void;
  end(): void;
}

export function createHub(onError: (error: unknown) => void): Hub {
  const listeners = new Set<Listener>();
  let closed = false;
  const sendAll = (chunk: string) => {
    for (const listener of listeners) listener.send(chunk);
  };
  return {
    open(first, wire) {
      if (closed || listeners.size >= maxListeners) return undefined;
      return stream(listeners, first, onError, wire);
    },
    publish: (...events) => sendAll(events.map(written).join("")),
    keepAlive: () => sendAll(": still here\n\n"),
    get size() {
      return listeners.size;
    },
    close() {
      closed = true;
      for (const listener of listeners) listener.end();
    },
  };
}

type First = Parameters<Hub["open"]>[0];

function stream(
  listeners: Set<Listener>,
  first: First,
  onError: (error: unknown) => void,
  wire: Wire | undefined,
): ReadableStream<Uint8Array> {
  let listener: ReturnType<typeof listen>;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        listener = listen(controller, listeners, wire);
        controller.enqueue(encoder.encode("retry: 2000\n\n"));
        first().then(listener.begin, (error) => {
          onError(error);
          listener.end();
        });
      },
      cancel() {
        listeners.delete(listener);
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: maxWaiting }),
  );
}

const encoder = new TextEncoder();

/** What happens while the first events are being read waits behind them, so that nothing falls between and nothing goes backwards. */
function listen(controller: ReadableStreamDefaultController<Uint8Array>, listeners: Set<Listener>, wire: Wire | undefined) {
  let held: string | undefined = "";
  const room = () => controller.desiredSize ?? 0;
  const listener = {
    begin(events: Event[]) {
      if (!listeners.has(listener)) return;
      controller.enqueue(encoder.encode(events.map(written).join("") + held));
      held = undefined;
    },
    send(chunk: string) {
      if (held === undefined && room() > 0) controller.enqueue(encoder.encode(chunk));
      else if (held !== undefined && held.length < maxWaiting) held += chunk;
      else listener.end();
    },
    end() {
      if (!listeners.delete(listener)) return;
      const stuck = wire?.writableNeedDrain || room() < maxWaiting;
      controller.close();
      if (stuck) wire?.destroy();
    },
  };
  listeners.add(listener);
  return listener;
}

const written = ({ name, data }: Event): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
