import * as z from "zod";
import { languages, milestoneKinds, speakers, statuses } from "../core/words.ts";
import { topicGroups } from "./report.ts";
import { lastDays } from "./when.ts";

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "is an id: small letters, digits and single hyphens, as in session-2023-10-12");
const ids = z.array(id);
const line = z.string().trim().min(1).max(500, "is 500 characters at most");
const words = z
  .union([line, z.partialRecord(z.enum(languages), line)])
  .meta({ description: "Text, or the same text by language: {en: …, es: …}" });
const day = z
  .string()
  .refine(isDay, "is a day, as in 2023-10-12")
  .meta({ examples: ["2023-10-12"] });
const wallTime = z
  .string()
  .refine(isWallTime, "is a local date and time without offset, as in 2023-10-04T06:00")
  .meta({ examples: ["2023-10-04T06:00"] });
const instant = z.string().refine(isInstant, "is a moment with an offset, as in 2023-10-09T08:30-07:00");
const zone = z
  .string()
  .refine(isZone, "is a time zone, as in America/Los_Angeles")
  .meta({ examples: ["America/Los_Angeles"] });
const url = z.url({ protocol: /^https?$/ });
const oneSentence = z.string().trim().min(1).max(300, "is one sentence, 300 characters at most");

const said = { zone: zone.optional(), wording: line.optional().meta({ description: "The source's own words for the date" }) };
const whenForms = "Exactly one of: a day, {at}, {from, to, lastDay}, {from, to} with hours, {month}, {notBefore}, {tbd: true}";
/** A date as a file or a form gives it. */
export const whenInput = z
  .union(
    [
      day,
      z.strictObject({ day, ...said }),
      z.strictObject({ at: wallTime, ...said }),
      z.strictObject({ from: day, to: day, lastDay: z.enum(lastDays), ...said }),
      z.strictObject({ from: wallTime, to: wallTime, ...said }),
      z.strictObject({ month: z.string().refine(isMonth, "is a month, as in 2023-11"), ...said }),
      z.strictObject({ notBefore: day, ...said }),
      z.strictObject({ tbd: z.literal(true), ...said }),
    ],
    `is e${whenForms.slice(1)}`,
  )
  .meta({ description: whenForms });

const scope = { units: ids.optional(), places: ids.optional() };
const milestoneAssertion = z.strictObject({
  milestone: id,
  when: whenInput.optional(),
  status: z.enum(statuses).optional(),
  condition: z.strictObject({ text: words, unless: id.optional() }).nullable().optional(),
  ...scope,
});
const claimAssertion = z.strictObject({
  claim: id.meta({ description: "The topic it belongs to" }),
  party: z.enum(["union", "employer"]).optional(),
  text: words,
  figure: z
    .strictObject({
      amount: z.number().nonnegative(),
      bound: z.enum(["exactly", "more than", "about", "up to"]).default("exactly"),
      of: words,
    })
    .optional(),
  about: id.optional(),
  caution: words.optional(),
  ...scope,
});
const assertion = z.union(
  [milestoneAssertion, claimAssertion],
  "is of a milestone {milestone, when, status, condition, units, places} or a claim {claim, text, party, figure, about, caution, units, places}",
);

const source = z.strictObject({
  id,
  title: line,
  publisher: line.nullable().default(null),
  url: url.nullable().default(null),
  published: day.nullable().meta({ description: "As printed; null where the page carries no date" }),
});

const milestone = z.strictObject({ id, kind: z.enum(milestoneKinds), name: words.optional() });

const report = z.strictObject({
  id,
  statedOn: z.union([day, z.strictObject({ from: day, to: day })]),
  recordedAt: instant.optional(),
  speaker: z.enum(speakers),
  name: words.optional(),
  source: id,
  quote: oneSentence.optional(),
  asserts: z.array(assertion).default([]),
  retracts: ids.default([]),
  supersedes: ids.default([]),
});

const aliases = z.array(line).default([]);
const party = z.strictObject({ name: words, short: words, aliases });
const unit = z.strictObject({ id, name: words, aliases, places: ids.default([]) }).superRefine((said, context) => {
  const all = { id: [said.id], name: typeof said.name === "string" ? [said.name] : Object.values(said.name), aliases: said.aliases };
  for (const [field, called] of Object.entries(all))
    if (called.some((each) => each.toLowerCase() === "all"))
      context.addIssue({ code: "custom", path: [field], message: "of a unit is not “all”: whoever subscribes to that means every unit" });
});

/** The form of `data/disputes/*.yaml`; `data/dispute.schema.json` is generated from it for editors. */
export const disputeFile = z.strictObject({
  id,
  title: words,
  zone,
  language: z.enum(languages).default("en"),
  owner: z
    .union([
      z.literal("everyone"),
      z.strictObject({
        workspace: z.string().regex(/^[a-z]+\/\S+$/, "is platform/workspace, as in slack/T0123"),
        shared: z.boolean().default(false).meta({ description: "Whether everyone may see it, though only its owner changes it" }),
      }),
    ])
    .default("everyone"),
  approvals: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .meta({ description: "Organizers who must agree before a report entered in a conversation is sent" }),
  parties: z.strictObject({ union: party, employer: party }),
  units: z.array(unit).default([]),
  places: z.array(z.strictObject({ id, name: words, aliases, within: id.optional() })).default([]),
  topics: z.array(z.strictObject({ id, group: z.enum(topicGroups), name: words, aliases })).default([]),
  contacts: z.array(z.strictObject({ for: z.enum(["worker", "patient", "press"]), text: words, url: url.optional() })).default([]),
  sources: z.array(source),
  milestones: z.array(milestone).default([]),
  reports: z.array(report),
});

export type DisputeFile = z.output<typeof disputeFile>;
/** As it may be written, with what is usual left out. */
export type DisputeFileInput = z.input<typeof disputeFile>;
export type ReportInput = z.output<typeof report>;
export type SourceInput = z.output<typeof source>;
export type MilestoneInput = z.output<typeof milestone>;
export type WhenInput = z.output<typeof whenInput>;

function reads(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && reads(() => Temporal.PlainDate.from(value));
}

function isWallTime(value: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) && reads(() => Temporal.PlainDateTime.from(value));
}

function isMonth(value: string): boolean {
  return /^\d{4}-\d\d$/.test(value) && reads(() => Temporal.PlainYearMonth.from(value));
}

function isInstant(value: string): boolean {
  return reads(() => Temporal.Instant.from(value));
}

function isZone(value: string): boolean {
  return reads(() => Temporal.Now.instant().toZonedDateTimeISO(value));
}
