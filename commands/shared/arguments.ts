import * as z from "zod";
import { arg } from "../../src/core/args.ts";

/** "2023-10-10" is that day's end in the dispute's zone; a moment with an offset is itself. */
export type MomentInput = { day: Temporal.PlainDate } | { instant: Temporal.Instant };

const moment = z.string().transform((value, context): MomentInput => {
  const read = readMoment(value.trim());
  if (read) return read;
  context.addIssue({ code: "custom", message: "no moment" });
  return z.NEVER;
});

function readMoment(value: string): MomentInput | undefined {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return { day: Temporal.PlainDate.from(value) };
    // Temporal also reads years of six digits, whose neighbours it cannot count to.
    return /^\d{4}/.test(value) ? { instant: Temporal.Instant.from(value) } : undefined;
  } catch {
    return undefined;
  }
}

/** The moment meant: a bare day from its first moment or to its last. */
export function momentOf(input: MomentInput, zone: string, edge: "start" | "end"): Temporal.Instant {
  if ("instant" in input) return input.instant;
  if (edge === "start") return input.day.toZonedDateTime(zone).toInstant();
  return input.day.add({ days: 1 }).toZonedDateTime(zone).toInstant().subtract({ nanoseconds: 1 });
}

export const momentArg = (en: string, es: string, named: boolean) =>
  arg(moment.optional(), { en, es, named, format: "moment", example: "2023-10-10" });

export const countArg = (most: number, usual: number, en: string, es: string) =>
  arg(z.coerce.number().int().min(1).max(most).default(usual), { en, es });

const short = z.string().trim().min(1).max(100);

export const disputeArg = {
  dispute: arg(short.optional(), { en: "Which dispute", es: "Qué conflicto", named: true, completes: true, closed: true }),
};

/** What answers about dates share: which dispute, whose unit, where, and as known when. */
export const scopeArgs = {
  unit: arg(short.optional(), { en: "Your bargaining unit", es: "Su unidad de negociación", named: true, completes: true, closed: true }),
  place: arg(short.optional(), { en: "Your city or state", es: "Su ciudad o estado", named: true, completes: true }),
  ...disputeArg,
  "as-of": momentArg("What was known then", "Lo que se sabía entonces", true),
};
