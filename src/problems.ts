import type { FileProblem } from "./disputes/load.ts";

const shown = 20;

/** `file:line:column: what to write instead`, a line each, as editors and terminals make it clickable. */
export function problemLines(problems: readonly FileProblem[]): string {
  const lines = problems.slice(0, shown).map((p) => `${p.file}:${p.line}:${p.column}: ${p.message}`);
  return [...lines, ...(problems.length > shown ? [`… and ${problems.length - shown} more.`] : [])].join("\n");
}
