import * as z from "zod";
import type { Localized } from "./command.ts";
import type { Platform } from "./ports.ts";

/** What an adapter must know of one argument; worked out from the zod schema, never written by hand. */
export interface ArgSpec {
  name: string;
  type: "string" | "integer" | "boolean";
  required: boolean;
  description: Localized;
  /** Only by name (`unit:seattle`), never by position. */
  named: boolean;
  /** Takes all words that remain. */
  rest: boolean;
  choices?: readonly string[];
  min?: number;
  max?: number;
  example?: string;
  /** What a value must be, where the type alone does not say: the catalogues explain each. */
  format?: ArgFormat;
  /** Text of several lines. */
  long?: boolean;
  /** `complete` of the command knows values for it. */
  completes: boolean;
  /** In a form it is chosen from those; what else it takes can be typed. */
  closed?: boolean;
  /** The platforms that have it; unset: all. */
  on?: readonly Platform[];
}

export const argFormats = ["moment", "zone", "leads", "hour", "subjects", "date", "person", "role", "channel"] as const;
export type ArgFormat = (typeof argFormats)[number];

export interface ArgMeta {
  en: string;
  es: string;
  example?: string;
  format?: ArgFormat;
  named?: boolean;
  rest?: boolean;
  completes?: boolean;
  closed?: boolean;
  long?: boolean;
  on?: readonly Platform[];
}

/** Describes an argument for every surface at once. */
export const arg = <S extends z.ZodType>(schema: S, meta: ArgMeta): S => schema.meta({ ...meta });

type Property = Partial<Omit<ArgMeta, "format">> & {
  format?: string;
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
};

export function argSpecs(args: z.ZodObject): ArgSpec[] {
  const schema = z.toJSONSchema(args, { io: "input" }) as { properties?: Record<string, Property>; required?: string[] };
  const required = new Set(schema.required ?? []);
  const specs = Object.entries(schema.properties ?? {}).map(([name, property]) => spec(name, property, required.has(name)));
  // Required options come first: Discord refuses any other order.
  return specs.sort((a, b) => Number(b.required) - Number(a.required));
}

function spec(name: string, p: Property, required: boolean): ArgSpec {
  return {
    name,
    type: p.type === "integer" || p.type === "boolean" ? p.type : "string",
    required,
    description: { en: p.en ?? name, es: p.es ?? name },
    named: p.named ?? false,
    rest: p.rest ?? false,
    completes: p.completes ?? false,
    ...(p.enum && { choices: p.enum }),
    ...(p.minimum !== undefined && { min: p.minimum }),
    ...(p.maximum !== undefined && p.maximum < Number.MAX_SAFE_INTEGER && { max: p.maximum }),
    ...(p.example !== undefined && { example: p.example }),
    ...(p.long && { long: true }),
    ...(p.closed && { closed: true }),
    ...(isFormat(p.format) && { format: p.format }),
    ...(p.on && { on: p.on }),
  };
}

const isFormat = (value: unknown): value is ArgFormat => argFormats.some((f) => f === value);
