import { createDatabase } from "../../src/store/create-database.ts";

// Forked to be killed half-way.
process.on("disconnect", () => process.exit(0));
await createDatabase(process.argv[2] ?? "");
