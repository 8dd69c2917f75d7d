import type { MilestoneKind, Speaker, Status } from "../core/words.ts";
import type { Fragment } from "../disputes/entered.ts";
import type { Dispute } from "../disputes/report.ts";
import { whenOf } from "../disputes/resolve.ts";
import type { MilestoneInput, SourceInput, WhenInput } from "../disputes/schema.ts";
import { endOf, firstDay, startOf } from "../disputes/when.ts";

/** A milestone of the dispute; no status where every report of it was retracted. */
interface Known {
  id: string;
  status?: Status;
}

/** What an organizer said, its words read already. */
export interface Said {
  /** One that is known, or the kind of a new one. */
  about: Known | { kind: MilestoneKind; name?: string | undefined };
  when?: WhenInput | undefined;
  status?: Status | undefined;
  condition?: string | undefined;
  units?: readonly string[] | undefined;
  speaker: Speaker;
  url?: string | undefined;
  quote?: string | undefined;
}

export interface Origin {
  dispute: Dispute;
  now: Temporal.Instant;
  /** What no other report of the dispute is called; small letters and digits. */
  mark: string;
  /** Of a source that has no address, in the dispute's language. */
  sourceTitle: string;
}

export type Composed = { ok: true; fragment: Fragment } | { ok: false; problem: ReportProblem };

export const reportProblems = ["past", "backwards", "url", "quoteLong", "quoteSentences", "nothing"] as const;
export type ReportProblem = (typeof reportProblems)[number];

/** The argument that a problem is about. */
export const fieldOf: Record<ReportProblem, string> = {
  past: "when",
  backwards: "when",
  url: "source",
  quoteLong: "quote",
  quoteSentences: "quote",
  nothing: "when",
};

/** Said of what is still to come. */
const ahead: ReadonlySet<Status> = new Set(["possible", "noticed", "scheduled", "confirmed"]);
/** A new date is no longer put off, called off or replaced. */
const without: ReadonlySet<Status> = new Set(["postponed", "cancelled", "superseded"]);

/** One report out of what was said, or what is wrong with it. */
export function composeReport(said: Said, origin: Origin): Composed {
  const { dispute, now } = origin;
  const known = "id" in said.about ? said.about : undefined;
  const status = said.status ?? impliedStatus(said, known);
  const problem = problemOf(said, status ?? known?.status, origin);
  if (problem) return { ok: false, problem };
  const milestone = known ? undefined : newMilestone(said, dispute, origin.mark);
  const today = now.toZonedDateTimeISO(dispute.zone).toPlainDate().toString();
  return {
    ok: true,
    fragment: {
      report: {
        ...{ id: `report-${today}-${origin.mark}`, statedOn: today, speaker: said.speaker, source: `source-${origin.mark}` },
        ...(said.quote !== undefined && { quote: said.quote }),
        asserts: [
          {
            milestone: known?.id ?? milestone?.id ?? "",
            ...(said.when !== undefined && { when: said.when }),
            ...(status && { status }),
            ...(said.condition !== undefined && { condition: { text: said.condition } }),
            ...(said.units && { units: [...said.units] }),
          },
        ],
        retracts: [],
        supersedes: [],
      },
      source: sourceOf(said.url, origin),
      ...(milestone && { milestone }),
    },
  };
}

/** A report that takes another back. */
export function composeRetraction(report: string, { dispute, now, mark, sourceTitle }: Origin): Fragment {
  const today = now.toZonedDateTimeISO(dispute.zone).toPlainDate().toString();
  return {
    report: {
      ...{ id: `report-${today}-${mark}`, statedOn: today, speaker: "organizer", source: `source-${mark}` },
      ...{ asserts: [], retracts: [report], supersedes: [] },
    },
    source: sourceOf(undefined, { mark, sourceTitle }),
  };
}

function impliedStatus({ when }: Said, known: Known | undefined): Status | undefined {
  if (!known?.status) return "scheduled";
  return when !== undefined && without.has(known.status) ? "scheduled" : undefined;
}

function problemOf(
  { when, quote, url, about, ...said }: Said,
  status: Status | undefined,
  { dispute, now }: Origin,
): ReportProblem | undefined {
  if (url !== undefined && !isWeb(url)) return "url";
  if (quote !== undefined && quote.length > 300) return "quoteLong";
  if (quote !== undefined && isSeveralSentences(quote)) return "quoteSentences";
  if ("id" in about && when === undefined && !said.status && said.condition === undefined && !said.units) return "nothing";
  if (when === undefined) return undefined;
  const whole = whenOf(when, dispute.zone);
  const [start, end] = [startOf(whole), endOf(whole)];
  if (isBackwards(when)) return "backwards";
  if (start && end && status && ahead.has(status) && Temporal.Instant.compare(end, now) <= 0) return "past";
  return undefined;
}

const isBackwards = (when: WhenInput): boolean => typeof when === "object" && "from" in when && when.to < when.from;

function isWeb(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && ["http:", "https:"].includes(parsed.protocol) && parsed.hostname.includes(".");
}

/** A full stop after a short word may be an abbreviation's ("Dr. Smith"); after a longer one, before a capital, it ends a sentence. */
const isSeveralSentences = (quote: string): boolean => /[\n\r]|(?:\p{Ll}{4}\.|[!?])["”'’)]*\s+["“'‘(]*[\p{Lu}¿¡]/u.test(quote.trim());

function sourceOf(url: string | undefined, { mark, sourceTitle }: Pick<Origin, "mark" | "sourceTitle">): SourceInput {
  const host = url === undefined ? null : (URL.parse(url)?.hostname.replace(/^www\./, "") ?? null);
  return { id: `source-${mark}`, title: host ?? sourceTitle, publisher: host, url: url ?? null, published: null };
}

function newMilestone({ about, when }: Said, { zone }: Dispute, mark: string): MilestoneInput | undefined {
  if ("id" in about) return undefined;
  const day = when === undefined ? undefined : firstDay(whenOf(when, zone))?.toString();
  const { kind, name } = about;
  return { id: [kind, ...(day === undefined ? [] : [day]), mark].join("-"), kind, ...(name !== undefined && { name }) };
}
