import { readFileSync } from "node:fs";
import { commands } from "../commands/index.ts";
import { registry } from "../src/core/command.ts";
import { commandDocs } from "./command-docs.ts";
import { disputeSchema } from "./dispute-schema.ts";

/** Every file that is worked out from the code, by path: its text. */
export const generated = (): Readonly<Record<string, string>> => ({
  "data/dispute.schema.json": `${JSON.stringify(disputeSchema(), null, 2)}\n`,
  "docs/commands.md": commandDocs(registry(commands)),
});

/** Paths whose file on the disk says something else, or is not there. */
export const stale = (files: Readonly<Record<string, string>>): string[] =>
  Object.entries(files).flatMap(([path, text]) => (read(path) === text ? [] : [path]));

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
