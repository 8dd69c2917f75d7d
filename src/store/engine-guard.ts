import { Unavailable } from "../core/errors.ts";

/** What is used of PGlite's emscripten module. */
export interface Engine {
  NODEFS: { stream_ops: StreamOps };
  FS: {
    ErrnoError: new (errno: number) => Error;
    isDir(mode: number): boolean;
    streams: (EngineStream | null | undefined)[];
  };
  stackSave: () => number;
  stackRestore: (pointer: number) => number;
  _PostgresMainLoopOnce: () => void;
  _PostgresMainLongJmp: () => void;
  _PostgresSendReadyForQueryIfNecessary: () => void;
  _pq_buffer_remaining_data: () => number;
  _pgl_pq_flush: () => void;
}

export interface EngineStream {
  nfd: number;
  node: { mode: number };
}

interface StreamOps {
  write(stream: EngineStream, buffer: Uint8Array, offset: number, length: number, position: number): number;
  fsync?: (stream: EngineStream) => number;
}

/** `PGlite.POSTGRES_MAIN_LONGJMP`: an ordinary SQL error. */
const longJump = 100;

/**
 * PGlite runs a message in a loop that swallows every exception, so an engine that panicked spins for ever. Here anything
 * but an ordinary SQL error is reported as the engine's end, and the functions that loop calls throw from then on.
 * @returns what makes them throw.
 */
export function guardEngine(engine: Engine, onEnd: (cause: unknown) => void): () => void {
  const refuse = (): never => {
    throw new Unavailable("The database stopped: its disk is full or failing.");
  };
  const poison = () =>
    Object.assign(engine, {
      stackSave: refuse,
      stackRestore: refuse,
      _PostgresMainLoopOnce: refuse,
      _PostgresMainLongJmp: refuse,
      _PostgresSendReadyForQueryIfNecessary: refuse,
      _pq_buffer_remaining_data: refuse,
      _pgl_pq_flush: refuse,
    } satisfies Partial<Engine>);
  const loopOnce = engine._PostgresMainLoopOnce;
  engine._PostgresMainLoopOnce = () => {
    try {
      loopOnce();
    } catch (error) {
      if ((error as { status?: number }).status !== longJump) {
        onEnd(error);
        poison();
      }
      throw error;
    }
  };
  return poison;
}
