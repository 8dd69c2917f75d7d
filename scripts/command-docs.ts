import type { ArgFormat, ArgSpec } from "../src/core/args.ts";
import { type Registered, type Registry, usage } from "../src/core/command.ts";

const intro = `# Commands

Written by \`npm run generate\` from the declarations in \`commands/\`.

Type words in order, or by name as in \`unit:seattle\`; quotes keep words together. What stands in brackets may be left out.`;

const formats: Record<ArgFormat, string> = {
  moment: "a day, or a moment with an offset",
  zone: "a time zone",
  leads: "leads from `0d` to `90d`, with commas",
  hour: "an hour of the day",
  date: "a date in words, such as `fri 10am`",
  person: "a person, mentioned or by id",
  subjects: "sessions, strikes, contracts or all, with commas",
  role: "a role of the server",
  channel: "a channel of the server",
};

const audiences = { asker: "whoever asks", channel: "everyone in the conversation" } as const;
const roles = { member: "everyone", organizer: "organizers", admin: "admins" } as const;

export function commandDocs<C>(registry: Registry<C>): string {
  const all = [...registry.values()];
  const rows = all.map((c) => [`[${c.name}](#${c.name})`, c.description.en]);
  return `${[intro, table(["command", "what it answers"], rows), ...all.map(section)].join("\n\n")}\n`;
}

function section<C>(command: Registered<C>): string {
  const { name, description, audience, role, surface, specs } = command;
  const facts = `Asked with \`/${surface}\`. Seen by ${audiences[audience]}; for ${roles[role]}.`;
  const parts = [`## ${name}`, `${description.en}.`, `\`\`\`\n${usage(command)}\n\`\`\``, facts];
  if (specs.length === 0) return parts.join("\n\n");
  const rows = specs.map((s) => [`\`${s.named ? `${s.name}:…` : s.name}\``, s.description.en, describeValue(s), exampleOf(s)]);
  return [...parts, table(["argument", "what", "value", "example"], rows)].join("\n\n");
}

function describeValue(spec: ArgSpec): string {
  const kind = kindOf(spec);
  const remarks = [
    ...(spec.required ? ["required"] : []),
    ...(spec.rest ? ["takes all words that remain"] : []),
    ...(spec.on ? [`on ${spec.on.join(", ")} only`] : []),
  ];
  return [kind, ...remarks].join("; ");
}

function kindOf({ format, choices, type, min, max }: ArgSpec): string {
  if (format) return formats[format];
  if (choices) return choices.map((c) => `\`${c}\``).join(", ");
  if (type === "integer") return `a whole number${min === undefined ? "" : ` from ${min}`}${max === undefined ? "" : ` to ${max}`}`;
  return type === "boolean" ? "yes or no" : "text";
}

const exampleOf = ({ example, named, name }: ArgSpec): string => (example === undefined ? "" : `\`${named ? `${name}:` : ""}${example}\``);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
