import type { WhenInput } from "../disputes/schema.ts";

const form = /^(?:(?:in|en|dentro de) (?<ahead>.+)|(?<from>.+) from now)$/;
const span = /^(?<count>an?|una?|half an|media|\d{1,3}) ?(?:(?<hours>hours?|horas?|hrs?|h)|(?:minutes?|minutos?|mins?))$/;
const counts: Readonly<Record<string, number>> = { a: 1, an: 1, un: 1, una: 1, "half an": 0.5, media: 0.5 };

/** "In 2 hours" is counted from the moment of asking, over a clock change too. Days ahead are days, and read as dates. */
export function readAhead(text: string, now: Temporal.ZonedDateTime): WhenInput | undefined {
  const said = form.exec(text)?.groups;
  const { count = "", hours } = span.exec(said?.ahead ?? said?.from ?? "")?.groups ?? {};
  if (!count) return undefined;
  const minutes = (counts[count] ?? Number(count)) * (hours ? 60 : 1);
  return Number.isInteger(minutes) ? { at: now.add({ minutes }).toPlainDateTime().toString({ smallestUnit: "minute" }) } : undefined;
}
