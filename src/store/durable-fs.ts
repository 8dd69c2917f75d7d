import { closeSync, fdatasyncSync, fsyncSync } from "node:fs";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { type Engine, type EngineStream, guardEngine } from "./engine-guard.ts";

type Options = Parameters<NodeFS["init"]>[1];

/** Not every file system, and not Windows, syncs a directory; PostgreSQL lets these pass for directories too. */
const undirectable = new Set(["EINVAL", "EBADF", "EPERM", "EACCES", "EISDIR"]);

/** `ENOSPC` in the engine's own numbering: the hooks say it for every error, its message is the same for all. */
const errnoNoSpace = 51;

/**
 * PGlite's folder on disk with a real fsync: as it comes, PGlite's does nothing. What cannot be written or synced breaks
 * the engine for good, because PostgreSQL must not go on after that and PGlite would.
 */
export class DurableFS extends NodeFS {
  /** How often the disk was asked to make sure. */
  syncs = 0;
  /** Bytes handed to the disk; whoever checkpoints sets it back. */
  written = 0;
  /** Why the engine must not be touched any more. */
  broken: Error | undefined;
  readonly #onBroken: (cause: Error) => void;
  #engine: Engine | undefined;

  /** @param onBroken is called with WebAssembly frames below it: it must not throw nor call the engine. */
  constructor(dir: string, onBroken: (cause: Error) => void = () => {}) {
    super(dir);
    this.#onBroken = onBroken;
  }

  override async init(pg: Parameters<NodeFS["init"]>[0], options: Options): Promise<{ emscriptenOpts: Options }> {
    const { emscriptenOpts } = await super.init(pg, options);
    const hook = (mod: unknown) => this.#hook(mod as Engine);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), hook] } };
  }

  /** Closes the files of a broken engine, which cannot do it itself. */
  abandon(): void {
    const open = new Set((this.#engine?.FS.streams ?? []).flatMap((stream) => stream?.nfd ?? []));
    for (const fd of open) closeSync(fd);
    this.#engine = undefined;
  }

  #hook(engine: Engine): void {
    this.#engine = engine;
    const poison = guardEngine(engine, (cause) => this.#break(cause));
    const checked = <T>(work: () => T): T => {
      try {
        return work();
      } catch (error) {
        this.#break(error);
        poison();
        throw new engine.FS.ErrnoError(errnoNoSpace);
      }
    };
    const ops = engine.NODEFS.stream_ops;
    const write = ops.write;
    ops.write = (stream, ...rest) => {
      const bytes = checked(() => {
        this.attempt("write");
        return write(stream, ...rest);
      });
      this.written += bytes;
      return bytes;
    };
    ops.fsync = (stream) => {
      this.syncs += 1;
      checked(() => {
        this.attempt("sync");
        sync(stream, engine.FS.isDir(stream.node.mode));
      });
      return 0;
    };
  }

  /** Called before the disk is; a test's disk that fails throws. */
  protected attempt(_action: "write" | "sync"): void {}

  #break(cause: unknown): void {
    if (this.broken) return;
    this.broken = cause instanceof Error ? cause : new Error(String(cause));
    this.#onBroken(this.broken);
  }
}

function sync(stream: EngineStream, isDirectory: boolean): void {
  try {
    // A new name in a directory is metadata, which fdatasync may leave out.
    if (isDirectory) fsyncSync(stream.nfd);
    else fdatasyncSync(stream.nfd);
  } catch (error) {
    if (!isDirectory || !undirectable.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
