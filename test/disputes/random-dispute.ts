import fc from "fast-check";
import { languages, milestoneKinds } from "../../src/core/words.ts";
import {
  type ClaimAssertion,
  type Dispute,
  type MilestoneIdentity,
  type Report,
  type Source,
  type Topic,
  topicGroups,
  type Unit,
  type Words,
} from "../../src/disputes/report.ts";
import { day, zone } from "../helpers/reports.ts";
import { logs, milestoneIds } from "./random-log.ts";

/** What YAML would take for something else, and anything. */
const lines = fc
  .oneof(
    fc.constantFrom(
      "yes",
      "null",
      "~",
      "2023-10-12",
      "1199",
      "*alias",
      "- dash",
      "key: value",
      "# none",
      '"quoted"',
      "two\nlines",
      "a\ttab",
      "{x",
    ),
    fc.string({ maxLength: 40 }),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ minLength: 150, maxLength: 300 }),
  )
  .map((text) => text.trim() || "empty");
const words: fc.Arbitrary<Words> = fc.oneof(lines, fc.record({ en: lines, es: lines }, { requiredKeys: [] }));
const aliases = fc.array(lines, { maxLength: 12 });
const url = fc.constantFrom(null, "https://example.org/a?b=c#d");
const subset = (of: readonly string[]) => fc.subarray([...of]);
const unitIds = ["crew", "clerks"];
const placeIds = ["pier", "island"];
const topicIds = ["wages", "care"];

const byId = <T extends { id: string }>(list: readonly T[]): ReadonlyMap<string, T> => new Map(list.map((each) => [each.id, each]));
const each = <T extends { id: string }>(
  ids: readonly string[],
  rest: fc.Arbitrary<Omit<T, "id">>,
): fc.Arbitrary<(Omit<T, "id"> & { id: string })[]> => fc.tuple(...ids.map((id) => rest.map((r) => ({ id, ...r }))));

const sources: fc.Arbitrary<Source[]> = each<Source>(
  ["bulletin", "paper", "notice"],
  fc.record({
    title: lines,
    publisher: fc.option(lines),
    url,
    published: fc.constantFrom(null, day("2023-10-09"), day("2024-02-29")),
  }),
);

const claims: fc.Arbitrary<ClaimAssertion> = fc.record({
  type: fc.constant("claim" as const),
  topic: fc.constantFrom(...topicIds),
  party: fc.constantFrom("union" as const, "employer" as const, null),
  text: words,
  figure: fc.option(
    fc.record({
      amount: fc.oneof(fc.nat(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(Math.abs)),
      bound: fc.constantFrom("exactly" as const, "more than" as const, "about" as const, "up to" as const),
      of: words,
    }),
  ),
  about: fc.constantFrom(null, ...milestoneIds),
  units: subset(unitIds),
  places: subset(placeIds),
  caution: fc.option(words),
});

interface Added {
  name: Words | null;
  quote: string | null;
  source: number;
  claims: ClaimAssertion[];
}
const added: fc.Arbitrary<Added> = fc.record({
  name: fc.option(words),
  quote: fc.option(lines.map((text) => text.slice(0, 300).trim())),
  source: fc.nat({ max: 2 }),
  claims: fc.array(claims, { maxLength: 2 }),
});

const reports = (from: readonly Source[]): fc.Arbitrary<Report[]> =>
  logs().chain((log) =>
    fc.array(added, { minLength: log.length, maxLength: log.length }).map((more) =>
      log.map((report, i): Report => {
        const { name = null, quote = null, source = 0, claims: own = [] } = more[i] ?? {};
        return { ...report, name, quote, source: from[source] ?? report.source, asserts: [...report.asserts, ...own] };
      }),
    ),
  );

/** A dispute that uses every field and form a file has. */
export const disputes: fc.Arbitrary<Dispute> = sources.chain((from) =>
  fc.record({
    id: fc.constantFrom("harbor-2024", "1199"),
    title: words,
    zone: fc.constant(zone),
    language: fc.constantFrom(...languages),
    owner: fc.constantFrom("everyone" as const, { workspace: "slack/T0123", shared: false }, { workspace: "slack/T0123", shared: true }),
    approvals: fc.constantFrom(1 as const, 2 as const),
    parties: fc.record({
      union: fc.record({ name: words, short: words, aliases }),
      employer: fc.record({ name: words, short: words, aliases }),
    }),
    units: each<Unit>(unitIds, fc.record({ name: words, aliases, places: subset(placeIds) })).map(byId),
    places: fc.tuple(fc.record({ name: words, aliases }), fc.record({ name: words, aliases })).map(([a, b]) =>
      byId([
        { id: "pier", ...a, within: "island" as string | null },
        { id: "island", ...b, within: null },
      ]),
    ),
    topics: each<Topic>(topicIds, fc.record({ group: fc.constantFrom(...topicGroups), name: words, aliases })).map(byId),
    contacts: fc.array(fc.record({ for: fc.constantFrom("worker" as const, "patient" as const, "press" as const), text: words, url }), {
      maxLength: 2,
    }),
    milestones: each<MilestoneIdentity>(milestoneIds, fc.record({ kind: fc.constantFrom(...milestoneKinds), name: fc.option(words) })).map(
      byId,
    ),
    reports: reports(from),
  }),
);
