import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll } from "vitest";
import { type Answering, type AnsweringParts, createAnswering } from "../../src/answering.ts";
import type { Clock } from "../../src/core/clock.ts";
import type { Role } from "../../src/core/command.ts";
import type { Result } from "../../src/core/dispatch.ts";
import type { Invocation, RawArgs } from "../../src/core/invocation.ts";
import {
  type Messenger,
  type PreferenceStore,
  type Preferences,
  type Subscriptions,
  type Target,
  targetKey,
} from "../../src/core/ports.ts";
import type { Inline, Reply, TimeInline } from "../../src/core/reply.ts";
import type { Lang } from "../../src/core/words.ts";
import { createLibrary, type Library, noLedger } from "../../src/disputes/library.ts";

export const kaiser = new URL("../../data/disputes/kaiser-2023.yaml", import.meta.url).pathname;
export const harbor = new URL("../fixtures/harbor-2024.yaml", import.meta.url).pathname;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A folder with copies of these files, or with texts by name; gone with the test file. */
export async function folderWith(files: readonly string[], texts: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "picketline-asking-"));
  folders.push(folder);
  for (const file of files) await copyFile(file, join(folder, basename(file)));
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
  return folder;
}

export const readText = (file: string): Promise<string> => readFile(file, "utf8");

export async function loaded(folder: string): Promise<Library> {
  const library = createLibrary(folder, noLedger);
  const problems = await library.load(Temporal.Instant.from("2023-10-01T00:00Z"));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return library;
}

export interface Question {
  now?: string;
  lang?: Lang;
  target?: Target;
  role?: Role;
  args?: RawArgs;
}

export interface Asking {
  answering: Answering;
  logged: { reference: string; error: unknown; command: string }[];
  /** Asks as typed: the command, then its words. */
  ask(line: string, question?: Question): Promise<Result>;
  invoke(invocation: Partial<Invocation> & { command: string }): Promise<Result>;
}

export const here: Target = { platform: "slack", workspace: "T1", conversation: "C1" };

const stopped: Clock = { now: () => Temporal.Instant.from("2023-10-11T19:00Z"), real: () => Temporal.Now.instant(), speed: 1 };

export function asking(library: Library, subscriptions?: Subscriptions, messenger?: Messenger, more: Partial<AnsweringParts> = {}): Asking {
  const logged: Asking["logged"] = [];
  const log = (reference: string, error: unknown, command: string) => void logged.push({ reference, error, command });
  const answering = createAnswering({
    ...{ library, clock: stopped, preferences: rememberedPreferences(), subscriptions, log },
    messengerOf: () => messenger,
    ...more,
  });
  const invoke: Asking["invoke"] = (invocation) =>
    answering.dispatch({ args: "", caller: { id: "U1", role: "member" }, target: here, ...invocation });
  return {
    answering,
    logged,
    invoke,
    ask(line, { now, lang, target = here, role = "member", args } = {}) {
      const [command = "", ...words] = line.split(" ");
      return invoke({
        command,
        args: args ?? words.join(" "),
        target,
        caller: { id: "U1", role },
        ...(lang && { lang }),
        ...(now !== undefined && { now: Temporal.Instant.from(now) }),
      });
    },
  };
}

function rememberedPreferences(): PreferenceStore {
  const kept = new Map<string, Preferences>();
  return {
    get: async (target) => kept.get(targetKey(target)) ?? {},
    set: async (target, preferences) => void kept.set(targetKey(target), preferences),
  };
}

/** Every inline of a reply, wherever it stands. */
export function inlinesOf(reply: Reply): Inline[] {
  return reply.blocks.flatMap((block) => {
    if (block.type === "paragraph" || block.type === "note") return block.inlines;
    const items = block.type === "list" ? block.items : block.type === "sides" ? block.sides.flatMap((s) => s.items) : [];
    return items.flatMap((i) => [...i.body, ...i.notes.flat()]);
  });
}

export const timesOf = (reply: Reply): TimeInline[] => inlinesOf(reply).filter((i) => i.type === "time");
