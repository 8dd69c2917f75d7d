import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { scalars } from "./values.ts";

/** PGlite's own parameters but `-F`, which turns fsync off. */
const inherited = PGlite.defaultStartParams.filter((param) => param !== "-F");

/** emscripten's fdatasync does nothing, its fsync asks the file system. 16 MB of buffers save 100 MB of memory. */
const settings = ["fsync=on", "wal_sync_method=fsync", "shared_buffers=16MB", "max_wal_size=64MB", "timezone=UTC"];

const startParams = [...inherited, ...settings.flatMap((setting) => ["-c", setting])];

export const createPGlite = (options: PGliteOptions): Promise<PGlite> =>
  PGlite.create({ startParams, parsers: { ...scalars }, ...options });
