import * as z from "zod";
import { disputeFile } from "../src/disputes/schema.ts";

/** What an editor says of a field while one writes it. */
const fields: Readonly<Record<string, string>> = {
  title: "What people call it",
  zone: "Time zone in which days begin and end, as in America/Los_Angeles",
  language: "Language of the texts that are given in one language only",
  owner: "everyone, or the one workspace that may see it: {workspace: slack/T0123}",
  parties: "Who is in dispute",
  short: "What people call it within a sentence",
  aliases: "Other names people type for it",
  units: "Bargaining units",
  places: "Places, the smaller ones within the larger",
  within: "The place it lies in",
  topics: "What claims are about",
  group: "issue and talks are positions; care is what patients are told",
  contacts: "Where to ask what no report says",
  sources: "Where reports were read",
  published: "Day as printed, as in 2023-10-06; null where the page carries no date",
  publisher: "null where none is named",
  milestones: "What may happen: sessions, strikes, expirations, votes",
  reports: "Who said what, when and where. Never changed later: add another report that retracts or supersedes it",
  statedOn: "The day it was said, or {from, to} where only a range is known",
  recordedAt: "Since when it is known here; usually left out",
  speaker: "Whose word it is",
  name: "A name, in one language or several",
  source: "The id of a source",
  quote: "One sentence at most, in the source's words",
  asserts: "What it says of milestones, and claims it makes",
  retracts: "Ids of reports that count no more, as if never made",
  supersedes: "Ids of reports that were true once and are no longer current",
  milestone: "The id of a milestone",
  status: "What the report says of it; time passing is not a status",
  condition: "What it depends on; null takes an earlier condition away",
  unless: "The milestone whose occurrence voids the condition",
  party: "Whose position it is; left out for a plain fact",
  figure: "A number as stated",
  about: "The id of the milestone it speaks of",
  caution: "How it must be read; shown wherever the claim is",
  lastDay: "Whether the last day belongs to it, as far as the source says",
};

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
}

/** Draft 7, the newest that YAML language servers support in full. */
export function disputeSchema(): z.core.JSONSchema.BaseSchema {
  const used = new Set<string>();
  const { $schema, ...rest } = z.toJSONSchema(disputeFile, { io: "input", target: "draft-7" });
  // Written out and read back: what one zod schema yields is one object wherever it stands.
  const written = JSON.stringify({ $schema, title: "A dispute of Picketline", description: "Written by `npm run generate`.", ...rest });
  const schema: z.core.JSONSchema.BaseSchema = JSON.parse(written, (_, value: Schema) => described(value, used));
  const unused = Object.keys(fields).filter((name) => !used.has(name));
  if (unused.length > 0) throw new Error(`scripts/dispute-schema.ts describes fields that no longer exist: ${unused.join(", ")}`);
  return schema;
}

function described(schema: Schema, used: Set<string>): Schema {
  for (const [name, property] of Object.entries(schema?.properties ?? {})) {
    const own = fields[name];
    if (own === undefined) continue;
    used.add(name);
    property.description = property.description === undefined ? own : `${own}. ${property.description}`;
  }
  return schema;
}
