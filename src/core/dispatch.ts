import type * as z from "zod";
import type { ArgSpec } from "./args.ts";
import { type Audience, mayRun, onPlatform, type Registered, type Registry, type Role, usage } from "./command.ts";
import { messageOf, Unavailable, UserError } from "./errors.ts";
import { type Form, formOf } from "./form.ts";
import type { Invocation } from "./invocation.ts";
import { nearest } from "./nearest.ts";
import { type Parsed, parseWords, placeWords } from "./parse-words.ts";
import { code, filesOf, mostOfFile, note, paragraph, type Reply, reply, text } from "./reply.ts";
import type { Lang } from "./words.ts";

/** Longest question, all arguments together, in UTF-16 units. */
export const maxInput = 1_000;

/** What dispatch itself has to say; each language's catalogue implements it. */
export interface DispatchTexts {
  lang: Lang;
  /** A choice of an argument, as a reader calls it. */
  choice(value: string): string;
  /** Where a form cannot be shown. */
  fillIn(title: string): string;
  fileTooLarge(name: string, most: number): string;
  unknownCommand(given: string, meant: string | undefined): string;
  unknownArgument(given: string, meant: string | undefined): string;
  tooManyWords(given: string): string;
  badArgument(spec: ArgSpec, given: string): string;
  missingArgument(spec: ArgSpec): string;
  tooLong(most: number): string;
  notAllowed(role: Role): string;
  unavailable(): string;
  unexpected(reference: string): string;
  usage(): string;
}

export interface Result {
  status: "answered" | "refused" | "failed";
  audience: Audience;
  reply: Reply;
  /** The argument that was refused. */
  field?: string | undefined;
  /** The role that was lacking: a platform may say how to come by it. */
  needs?: Role | undefined;
  /** To be shown instead of the reply, where the platform has forms: sent back with `form: "filled"`. */
  form?: Form | undefined;
}

export interface DispatchParts<C> {
  registry: Registry<C>;
  contextFor(invocation: Invocation): C | Promise<C>;
  textsFor(invocation: Invocation): DispatchTexts;
  /** Writes an unexpected error to the log and returns the reference number that the person is given. */
  report(error: unknown, invocation: Invocation): string;
}

export type Dispatch = (invocation: Invocation) => Promise<Result>;

/** Finds the command, checks the role, parses the arguments once, runs. Never throws: every failure has words of its own. */
export function createDispatch<C>(parts: DispatchParts<C>): Dispatch {
  return async (invocation) => {
    const texts = parts.textsFor(invocation);
    try {
      const command = find(parts.registry, invocation, texts);
      if (!mayRun(command, invocation.caller.role)) throw new RoleError(texts.notAllowed(command.role), command.role);
      const values = readWords(command, invocation, texts);
      if (wantsForm(command, values, invocation)) {
        const form = await formFor(command, values, await parts.contextFor(invocation), texts);
        return { status: "answered", audience: "asker", reply: asWords(form, command, texts), form };
      }
      const args = parseArgs(command, values, texts);
      const answer = await command.run(args, await parts.contextFor(invocation));
      const tooLarge = filesOf(answer).find(({ content }) => new TextEncoder().encode(content).length > mostOfFile);
      if (tooLarge) throw new UserError(texts.fileTooLarge(tooLarge.name, mostOfFile));
      return { status: "answered", audience: command.audience, reply: answer };
    } catch (error) {
      return refusal(error, () => parts.report(error, invocation), texts);
    }
  };
}

class UsageError extends UserError {
  readonly line: string;
  constructor(message: string, line: string, field?: string) {
    super(message, field);
    this.line = line;
  }
}

class RoleError extends UserError {
  readonly role: Role;
  constructor(message: string, role: Role) {
    super(message);
    this.role = role;
  }
}

function refusal(error: unknown, report: () => string, texts: DispatchTexts): Result {
  if (error instanceof UserError) {
    const hint = error instanceof UsageError ? [note(text(`${texts.usage()} `), code(error.line))] : [];
    const refused = { status: "refused", audience: "asker", reply: reply(paragraph(text(error.message)), ...hint) } as const;
    if (error instanceof RoleError) return { ...refused, needs: error.role };
    return error.field === undefined ? refused : { ...refused, field: error.field };
  }
  if (error instanceof Unavailable) return { status: "failed", audience: "asker", reply: reply(paragraph(text(texts.unavailable()))) };
  return { status: "failed", audience: "asker", reply: reply(paragraph(text(texts.unexpected(report())))) };
}

function find<C>(registry: Registry<C>, { command: given, args, target }: Invocation, texts: DispatchTexts): Registered<C> {
  const name = given.toLowerCase();
  const command = registry.get(name);
  const most = command?.most ?? maxInput;
  if (sizeOf(args) + given.length > most) throw new UserError(texts.tooLong(most));
  if (command) return onPlatform(command, target.platform);
  const meant = nearest(name, registry.keys());
  const shown = registry.get(meant ?? "help");
  throw new UsageError(texts.unknownCommand(clip(given), meant), shown ? usage(onPlatform(shown, target.platform)) : "help");
}

function sizeOf(args: Invocation["args"]): number {
  if (typeof args === "string") return args.length;
  const values = [...args.positional, ...Object.entries(args.named).flat()];
  return values.reduce<number>((sum, value) => sum + String(value).length, 0);
}

type Values = Record<string, unknown>;

function readWords<C>(command: Registered<C>, { args }: Invocation, texts: DispatchTexts): Values {
  const words = typeof args === "string" ? parseWords(args, command.specs) : placeWords(args, command.specs);
  if (words.ok) return words.values;
  throw new UsageError(wordProblem(words, texts), usage(command));
}

/** Asked for, or nothing was said, or something is missing that must be. What a form was filled with is judged instead. */
function wantsForm<C>(command: Registered<C>, values: Values, { form }: Invocation): boolean {
  if (!command.form || form === "filled") return false;
  const nothing = Object.keys(values).length === 0;
  return (
    form === "open" || (nothing && command.form.whenEmpty === true) || command.specs.some((spec) => spec.required && !(spec.name in values))
  );
}

async function formFor<C>(command: Registered<C>, values: Values, context: C, { lang, choice }: DispatchTexts): Promise<Form> {
  const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  return formOf(command, { ...(await command.form?.prefill?.(given, context)), ...given }, lang, choice);
}

const asWords = <C>({ title }: Form, command: Registered<C>, texts: DispatchTexts): Reply =>
  reply(paragraph(text(texts.fillIn(title))), note(text(`${texts.usage()} `), code(usage(command))));

function parseArgs<C>(command: Registered<C>, values: Values, texts: DispatchTexts): Values {
  const parsed = command.args.safeParse(values);
  if (parsed.success) return parsed.data;
  const [message, field] = argProblem(parsed.error, values, command.specs, texts);
  throw new UsageError(message, usage(command), field);
}

function wordProblem(problem: Extract<Parsed, { ok: false }>, texts: DispatchTexts): string {
  const given = clip(problem.given);
  return problem.problem === "unknown-argument" ? texts.unknownArgument(given, problem.nearest) : texts.tooManyWords(given);
}

function argProblem(error: z.ZodError, values: Values, specs: readonly ArgSpec[], texts: DispatchTexts): [string, string | undefined] {
  const name = String(error.issues[0]?.path[0] ?? "");
  const spec = specs.find((s) => s.name === name);
  if (!spec) return [messageOf(error), undefined];
  return [name in values ? texts.badArgument(spec, clip(String(values[name]))) : texts.missingArgument(spec), name];
}

/** What is said back of a person's own words: short, on one line, without control characters. */
export function clip(given: string, most = 60): string {
  const line = given.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, " ").trim();
  return line.length > most ? `${line.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…` : line;
}
