import * as z from "zod";
import { arg } from "../../src/core/args.ts";
import type { Lead, QuietHours } from "../../src/core/ports.ts";
import { type MilestoneKind, milestoneKinds, type Subject, subjects } from "../../src/core/words.ts";

/** Sets of leads that can be chosen; any other can be typed. */
const usualLeads = ["usual", "1d", "7d,1d", "1h", "1d,1h", "1d,2h,30m", "14d,7d,1d"] as const;

const hours: readonly string[] = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

/** Longest lead: further ahead nobody remembers having asked. */
const mostDays = 90;

function read<T>(parse: (value: string) => T | undefined) {
  return z
    .string()
    .trim()
    .max(200)
    .transform((value, context): T => {
      const parsed = parse(value.toLowerCase());
      if (parsed !== undefined) return parsed;
      context.addIssue({ code: "custom", message: "not readable" });
      return z.NEVER;
    });
}

const leadsOf = (value: string): Lead[] | null | undefined => (value === "usual" ? null : parseLeads(value));

export function parseLeads(value: string): Lead[] | undefined {
  const words = value.split(/[\s,]+/).filter(Boolean);
  const leads = words.flatMap((word) => leadOf(word) ?? []);
  return words.length > 0 && words.length <= 10 && leads.length === words.length ? leads : undefined;
}

function leadOf(word: string): Lead | undefined {
  const match = /^(\d{1,5})(d|h|m)$/.exec(word);
  if (!match) return undefined;
  const [amount, unit] = [Number(match[1]), match[2] as Lead["unit"]];
  // Nothing is left to announce at the moment itself; `0d` is the day's own hour.
  if (amount === 0 && unit !== "d") return undefined;
  const minutes = amount * { d: 24 * 60, h: 60, m: 1 }[unit];
  return minutes <= mostDays * 24 * 60 ? { amount, unit } : undefined;
}

function kindsOf(value: string): MilestoneKind[] | undefined {
  const wanted = value.split(/[\s,]+/).filter(Boolean);
  if (wanted.length === 0) return undefined;
  if (wanted.includes("all")) return [];
  const kinds = wanted.map(kindsNamed);
  return kinds.every((k) => k !== undefined) ? [...new Set(kinds.flat())] : undefined;
}

function kindsNamed(word: string): readonly MilestoneKind[] | undefined {
  const subject = (Object.keys(subjects) as Subject[]).find((s) => s === word || s === `${word}s`);
  if (subject) return subjects[subject];
  const kind = milestoneKinds.find((k) => k === word);
  return kind && [kind];
}

function hourOf(value: string): string | undefined {
  const match = /^([01]?\d|2[0-3])(?::([0-5]\d))?$/.exec(value);
  return match?.[1] === undefined ? undefined : `${match[1].padStart(2, "0")}:${match[2] ?? "00"}`;
}

/** `22:00-07:00`, `22-7`; null for `none`; undefined where it cannot be read, and where it begins and ends at once. */
export function quietOf(value: string): QuietHours | null | undefined {
  const wanted = value.toLowerCase().replace(/\s/g, "");
  if (wanted === "none") return null;
  const [from, to, ...more] = wanted.split(/[-–]/).map(hourOf);
  return from && to && from !== to && more.length === 0 ? { from, to } : undefined;
}

/** The zone as the time zone database spells it; a bare offset is none, since it does not know clock changes. */
export function zoneOf(value: string): string | undefined {
  if (!/^[a-z]/i.test(value)) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

export const ruleArgs = {
  remind: arg(read(leadsOf).optional(), {
    en: "How long before, such as 7d,1d,2h, or usual",
    es: "Con cuánta antelación, por ejemplo 7d,1d,2h, o usual",
    named: true,
    format: "leads",
    completes: true,
    closed: true,
    example: "7d,1d",
  }),
  about: arg(read(kindsOf).optional(), {
    en: "sessions, strikes, contracts or all",
    es: "sessions, strikes, contracts o all",
    named: true,
    format: "subjects",
    completes: true,
    example: "sessions,strikes",
  }),
  at: arg(read(hourOf).optional(), {
    en: "Your hour for dates that have none",
    es: "Su hora para las fechas que no la tienen",
    named: true,
    format: "hour",
    completes: true,
    closed: true,
    example: "09:00",
  }),
  zone: arg(read(zoneOf).optional(), {
    en: "Your time zone",
    es: "Su zona horaria",
    named: true,
    format: "zone",
    completes: true,
    closed: true,
    example: "America/Los_Angeles",
  }),
  // Read by the command: a word of its own says what is wrong with it.
  quiet: arg(z.string().trim().min(1).max(200).optional(), {
    en: "Hours without reminders, or none",
    es: "Horas sin recordatorios, o none",
    named: true,
    completes: true,
    example: "22:00-07:00",
  }),
  digest: arg(z.enum(["none", "daily"]).optional(), {
    en: "Gather the reminders of a day in one message",
    es: "Reunir los recordatorios de un día en un mensaje",
    named: true,
    example: "daily",
  }),
};

/** Of a direct message alone. */
export const discreetArg = {
  discreet: arg(z.enum(["no", "yes"]).optional(), {
    en: "In a direct message: say only that there is news",
    es: "En un mensaje directo: decir solo que hay novedades",
    named: true,
    example: "yes",
  }),
};

export const completeRule = (name: string): readonly string[] | undefined => {
  if (name === "quiet") return ["22:00-07:00", "none"];
  if (name === "remind") return usualLeads;
  if (name === "at") return hours;
  if (name === "about") return [...Object.keys(subjects), "all"];
  return name === "zone" ? Intl.supportedValuesOf("timeZone") : undefined;
};
