import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type * as z from "zod";
import { SetupError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { problemsIn } from "./references.ts";
import { type DisputeFile, disputeFile } from "./schema.ts";

/** One thing wrong with a file, where it stands and what to write instead. Line and column count from 1. */
export interface FileProblem {
  file: string;
  line: number;
  column: number;
  message: string;
}

export type Loaded = { ok: true; file: string; input: DisputeFile } | { ok: false; problems: FileProblem[] };

/** Reads every dispute file of a folder. @throws SetupError where the folder cannot be read. */
export async function loadFolder(folder: string): Promise<Loaded[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new SetupError(`The folder of dispute files, DISPUTES_DIR=${folder}, cannot be read (${error.code ?? error.message}).`);
  });
  const files = names.filter((name) => /\.ya?ml$/.test(name) && !name.startsWith(".")).sort();
  const loaded = await Promise.all(files.map(async (name) => parseDispute(join(folder, name), await readFile(join(folder, name), "utf8"))));
  return refuseTwins(loaded);
}

export function parseDispute(file: string, yaml: string): Loaded {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string): FileProblem => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, message };
  };
  if (document.errors.length > 0) return { ok: false, problems: document.errors.map((e) => at(e.pos[0], e.message)) };
  const root = document.contents;
  if (!isMap(root)) return { ok: false, problems: [at(0, `${basename(file)} holds no dispute: start with "id: my-dispute".`)] };
  const place = (path: readonly PropertyKey[]): number => offsetOf(root, path);
  const parsed = disputeFile.safeParse(document.toJS());
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.flatMap((i) => explain(i, [])).map((p) => at(place(p.path), p.message)) };
  const problems = problemsIn(parsed.data).map((p) => at(place(p.path), p.message));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file, input: parsed.data };
}

interface Explained {
  path: PropertyKey[];
  message: string;
}

/** zod's issue as a sentence; of a union, the variant that came nearest to fitting. */
function explain(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): Explained[] {
  const path = [...above, ...issue.path];
  const name = String(path.findLast((p) => typeof p === "string") ?? "file");
  if (issue.code === "invalid_union") {
    const best = [...issue.errors].sort((a, b) => weight(a) - weight(b))[0] ?? [];
    return best.flatMap((inner) => explain(inner, path));
  }
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], message: `"${key}" is not a field here.` }));
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const meant = nearest(String(issue.input ?? ""), values);
    return [{ path, message: `${name} is one of: ${values.join(", ")}.${meant ? ` Did you mean ${meant}?` : ""}` }];
  }
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  return [{ path, message: missing ? `${name} is missing (${issue.expected}).` : `${name} ${issue.message}.` }];
}

/** Issues deeper in a variant weigh less: its shape was the one meant. */
const weight = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.reduce((sum, i) => sum + (i.code === "unrecognized_keys" ? 2 * i.keys.length : 3) - Math.min(2, i.path.length), 0);

/** Where in the file a path stands, or the nearest of its parents that is there; a key's own place where it has one. */
function offsetOf(root: Node, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = root.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((p) => isScalar(p.key) && p.key.value === step);
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else {
      const child: unknown = (node as { items?: unknown[] } | null)?.items?.[Number(step)];
      if (!child) break;
      node = child;
      offset = (child as Node).range?.[0] ?? offset;
    }
  }
  return offset;
}

function refuseTwins(loaded: readonly Loaded[]): Loaded[] {
  const seen = new Map<string, string>();
  return loaded.map((each) => {
    if (!each.ok) return each;
    const twin = seen.get(each.input.id);
    seen.set(each.input.id, each.file);
    if (!twin) return each;
    const message = `id ${each.input.id} is already used by ${basename(twin)}: every dispute has an id of its own.`;
    return { ok: false, problems: [{ file: each.file, line: 1, column: 1, message }] };
  });
}
