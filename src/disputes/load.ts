import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";
import type * as z from "zod";
import { messageOf, SetupError } from "../core/errors.ts";
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
  return refuseTwins(await Promise.all(files.map((name) => loadFile(join(folder, name)))));
}

async function loadFile(file: string): Promise<Loaded> {
  try {
    return parseDispute(file, await readFile(file, "utf8"));
  } catch (error) {
    return { ok: false, problems: [{ file, line: 1, column: 1, message: `This file cannot be read (${messageOf(error)}).` }] };
  }
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
  const read = plainData(document);
  if ("unreadable" in read) return { ok: false, problems: [at(read.offset, read.unreadable)] };
  const parsed = disputeFile.safeParse(read.data, { reportInput: true, error: withFields });
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.flatMap((i) => explain(i, [])).map((p) => at(place(p.path), p.message)) };
  const problems = problemsIn(parsed.data).map((p) => at(place(p.path), p.message));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file, input: parsed.data };
}

/** Aliases are resolved only here: one may lead nowhere, or a few may stand for millions of nodes. */
function plainData(document: Document): { data: unknown } | { unreadable: string; offset: number } {
  try {
    return { data: document.toJS() };
  } catch (error) {
    let offset = 0;
    visit(document, {
      Alias: (_, alias) => {
        if (alias.resolve(document)) return undefined;
        offset = alias.range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    return { unreadable: `${messageOf(error)}. Text that begins with * needs quotes.`, offset };
  }
}

/** Of a field that does not exist: which ones do. */
const withFields: z.core.$ZodErrorMap = (issue) => {
  const shape = issue.code === "unrecognized_keys" ? (issue.inst as { shape?: object } | undefined)?.shape : undefined;
  return shape && Object.keys(shape).join(", ");
};

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
    const shapeUnclear = best.some((inner) => inner.code === "unrecognized_keys" && inner.path.length === 0);
    if (shapeUnclear && issue.message !== unsaid) return [{ path, message: `${name} ${issue.message}.` }];
    return best.flatMap((inner) => explain(inner, path));
  }
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownField(key, issue.message) }));
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const meant = nearest(String(issue.input ?? ""), values);
    return [{ path, message: `${name} is one of: ${values.join(", ")}.${meant ? ` Did you mean ${meant}?` : ""}` }];
  }
  if (issue.code !== "invalid_type") return [{ path, message: `${name} ${issue.message}.` }];
  const message =
    issue.input === undefined ? `${name} is missing (${issue.expected}).` : `${name} is to be of another form: ${issue.expected}.`;
  return [{ path, message }];
}

/** What zod says of a union that says nothing of itself. */
const unsaid = "Invalid input";

function unknownField(key: string, fields: string): string {
  const meant = nearest(key, fields.split(", "));
  return `"${key}" is not a field here.${meant ? ` Did you mean ${meant}?` : ""} There are: ${fields}.`;
}

/** Issues deeper in a variant weigh less: its shape was the one meant. Another kind of value altogether was not meant. */
const weight = (issues: readonly z.core.$ZodIssue[]): number => issues.reduce((sum, issue) => sum + weightOf(issue), 0);

function weightOf(issue: z.core.$ZodIssue): number {
  if (issue.code === "unrecognized_keys") return 2 * issue.keys.length;
  if (issue.code === "invalid_type" && issue.path.length === 0) return 100;
  return 3 - Math.min(2, issue.path.length);
}

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
