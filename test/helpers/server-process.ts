import { createPostgres } from "./postgres.ts";

// Forked by global-setup.ts: a PostgreSQL server until the parent goes away, however it goes.
const postgres = await createPostgres();
process.on("disconnect", () => void postgres.stop());
postgres.process().on("exit", () => process.exit(0));
process.send?.(postgres.url);
if (!process.connected) void postgres.stop();
