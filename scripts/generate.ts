import { writeFileSync } from "node:fs";
import { generated, stale } from "./generated.ts";

const files = generated();
const outdated = stale(files);
if (process.argv.includes("--check")) {
  for (const path of outdated) process.stderr.write(`${path} is not what the code says now: npm run generate writes it.\n`);
  process.exitCode = outdated.length > 0 ? 1 : 0;
} else {
  for (const path of outdated) writeFileSync(path, files[path] ?? "");
  process.stdout.write(outdated.length > 0 ? `Written: ${outdated.join(", ")}\n` : "Nothing to write.\n");
}
