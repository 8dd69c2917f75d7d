import * as z from "zod";
import type { Invocation } from "../../src/core/invocation.ts";
import { splitLine } from "./lines.ts";

/** What the page sends: a line as typed or as a button says it, or what a command's form was filled with. */
export type Question = { line: string } | { command: string; args: Readonly<Record<string, string>> };

const json = z.union([
  z.object({ line: z.string().refine((line) => line.trim() !== "") }),
  z.object({ command: z.string().min(1), args: z.record(z.string(), z.string()) }),
]);

/** Undefined for what is no question. */
export const questionInJson = (body: unknown): Question | undefined => json.safeParse(body).data;

/** Before each argument's name in a form, so that none is taken for a word of ours. */
export const argPrefix = "arg.";

/** The same from a form that is sent without script. What several boxes of one name say is joined by commas; what is empty was not said. */
export function questionInForm(fields: URLSearchParams): Question | undefined {
  const command = fields.get("command");
  if (command === null) return questionInJson({ line: fields.get("q") });
  const names = new Set([...fields.keys()].filter((name) => name.startsWith(argPrefix)));
  const said = [...names].map((name) => [name.slice(argPrefix.length), unixLines(fields.getAll(name).filter(Boolean).join(","))] as const);
  return questionInJson({ command, args: Object.fromEntries(said.filter(([, value]) => value !== "")) });
}

/** Forms are sent with CRLF, whatever was typed. */
const unixLines = (value: string): string => value.replaceAll("\r\n", "\n");

/** As it stands above its answer. */
export const shownLine = (question: Question): string => ("line" in question ? question.line.trim() : question.command);

export function callOf(question: Question): Pick<Invocation, "command" | "args" | "form"> {
  if ("line" in question) {
    const { command, words } = splitLine(question.line);
    return { command, args: words };
  }
  return { command: question.command, args: { named: question.args, positional: [] }, form: "filled" };
}
