import type * as z from "zod";
import { type ArgSpec, argSpecs } from "./args.ts";
import type { Platform } from "./ports.ts";
import type { Reply } from "./reply.ts";
import type { Lang } from "./words.ts";

export type Localized = Record<Lang, string>;
export const roles = ["member", "organizer", "admin"] as const;
export type Role = (typeof roles)[number];
export const mayRun = (command: { role: Role }, role: Role): boolean => roles.indexOf(role) >= roles.indexOf(command.role);
/** Who sees the answer. Known before running: a platform cannot change it once it has said "thinking". */
export type Audience = "asker" | "channel";
export type Surface = "strike" | "strike-organize";

/** One question or action, declared once: words parser, platform options, web form, usage and docs come from this. */
export interface Command<C, A extends z.ZodObject = z.ZodObject> {
  name: string;
  description: Localized;
  args: A;
  audience: Audience;
  role: Role;
  surface: Surface;
  /** Whether it may be asked again for everyone to see: it changes nothing, and what it says is for everyone. */
  repeatable: boolean;
  /** Shown where it is asked for, or something required was not said. */
  form?: FormDeclaration<C>;
  /** UTF-16 units that all arguments may have together, where the usual is too little. */
  most?: number;
  run(args: z.output<A>, context: C): Reply | Promise<Reply>;
  /** Values for an argument, best first, for what was typed so far. */
  complete?(arg: string, context: C): readonly string[];
}

export interface FormDeclaration<C> {
  /** Arguments, the most important first: a platform may show fewer. */
  fields: readonly string[];
  /** Also shown where nothing was said at all, though nothing is required. */
  whenEmpty?: boolean;
  /** What stands in it before anybody writes, beside what was given. */
  prefill?(given: Readonly<Record<string, string>>, context: C): Promise<Readonly<Record<string, string>>>;
}

type Declaration<C, A extends z.ZodObject> = Omit<Command<C, A>, "audience" | "role" | "surface" | "repeatable"> &
  Partial<Pick<Command<C, A>, "audience" | "role" | "surface" | "repeatable">>;

/** Declares a command; unsaid, it answers the asker alone, for every member, under `/strike`. */
export const command =
  <C>() =>
  <A extends z.ZodObject>(declaration: Declaration<C, A>): Command<C> =>
    ({
      audience: "asker",
      role: "member",
      surface: "strike",
      repeatable: declaration.surface !== "strike-organize",
      ...declaration,
    }) as unknown as Command<C>;

/** A command as adapters see it: its specs worked out once. */
export interface Registered<C> extends Command<C> {
  specs: readonly ArgSpec[];
}

export type Registry<C> = ReadonlyMap<string, Registered<C>>;

/** @throws when two commands share a name. */
export function registry<C>(commands: readonly Command<C>[]): Registry<C> {
  const map = new Map<string, Registered<C>>();
  for (const each of commands) {
    if (map.has(each.name)) throw new Error(`Two commands are called ${each.name}`);
    map.set(each.name, { ...each, specs: argSpecs(each.args) });
  }
  return map;
}

/** A command with the arguments that a platform has. */
export const onPlatform = <C>(command: Registered<C>, platform: Platform): Registered<C> =>
  command.specs.some((s) => s.on) ? { ...command, specs: command.specs.filter((s) => !s.on || s.on.includes(platform)) } : command;

/** `next-session [count] [unit:…]`: what to type, with required arguments bare and the rest in brackets. */
export function usage(command: { name: string; specs: readonly ArgSpec[] }): string {
  const words = command.specs.map((s) => {
    const shown = s.named ? `${s.name}:…` : s.name;
    return s.required ? shown : `[${shown}]`;
  });
  return [command.name, ...words].join(" ");
}
