import { acquire } from "../../src/store/lock.ts";

// Forked: says whether it got the folder, answers what it is asked, lives until it is killed or its parent goes.
process.on("disconnect", () => process.exit(0));
const lock = await acquire(process.argv[2] ?? "");
lock?.serve(async (request) => ({ pid: process.pid, request }));
process.send?.(lock !== undefined);
