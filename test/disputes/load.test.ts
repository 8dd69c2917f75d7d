import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { SetupError } from "../../src/core/errors.ts";
import { loadFolder, parseDispute } from "../../src/disputes/load.ts";
import { problemLines } from "../../src/problems.ts";

const harbor = readFileSync(new URL("../fixtures/harbor-2024.yaml", import.meta.url), "utf8");
const folder = await mkdtemp(join(tmpdir(), "picketline-load-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `file:line:column: message` of each problem. */
function problemsOf(yaml: string): string[] {
  const loaded = parseDispute("d/harbor.yaml", yaml);
  return loaded.ok ? [] : problemLines(loaded.problems).split("\n");
}

/** Where `text` stands in the changed file, as editors count. */
function placeOf(yaml: string, text: string): string {
  const before = yaml.slice(0, yaml.indexOf(text)).split("\n");
  return `d/harbor.yaml:${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

test("the example is as it should be", () => {
  expect(problemsOf(harbor)).toEqual([]);
});

test.each<[wrong: string, from: string, to: string, at: string, message: RegExp]>([
  [
    "a field that does not exist",
    "language: en",
    "langauge: en",
    "langauge",
    /"langauge" is not a field here\. Did you mean language\? There are: id, title, zone/,
  ],
  [
    "a field of a report that does not exist",
    "    quote: Nobody",
    "    quot: Nobody",
    "quot:",
    /"quot" .* Did you mean quote\? There are: id, statedOn,/,
  ],
  ["a day that is none", "when: 2024-03-05", "when: 2024-02-30", "when: 2024-02-30", /when is a day, as in 2023-10-12\./],
  [
    "an hour that is none",
    "at: 2024-03-14T10:00",
    "at: 2024-03-14T25:00",
    "at: 2024-03-14T25",
    /at is a local date and time without offset, as in/,
  ],
  ["a month in words", "month: 2024-04", "month: April", "month: April", /month is a month, as in 2023-11\./],
  ["a form of date that is none", "tbd: true", "tdb: true", "when: { tdb", /when is exactly one of: a day, \{at\}, .*\{tbd: true\}/],
  ["half a range", ", to: 2024-04-05T05:00", "", "when: { from: 2024-04-02", /to is missing/],
  ["an end before its start", "to: 2024-04-05T05:00", "to: 2024-04-01T05:00", "when: { from: 2024-04-02", /ends before it starts/],
  ["stated until before it was stated", "to: 2024-03-06 }", "to: 2024-03-03 }", "statedOn: { from: 2024-03-04", /ends before it starts/],
  [
    "a moment without its offset",
    "recordedAt: 2024-03-03T18:20-05:00",
    "recordedAt: 2024-03-03T18:20",
    "recordedAt",
    /recordedAt is a moment with an offset, as in/,
  ],
  ["a zone that is none", "zone: America/New_York", "zone: New York", "zone: New", /zone is a time zone, as in America\/Los_Angeles\./],
  [
    "a kind that is none",
    "kind: mediation-session",
    "kind: mediation",
    "kind: mediation\n",
    /kind is one of: bargaining-session, .* Did you mean mediation-session\?/,
  ],
  [
    "a status that is none",
    "status: confirmed",
    "status: conformed",
    "status: conformed",
    /status is one of: possible, .* Did you mean confirmed\?/,
  ],
  ["a number for a name", "name: Lantern Harbor Imaginary Ferries", "name: 5", "name: 5", /name is to be of another form: string\./],
  ["nothing where something must be", "zone: America/New_York\n", "", "id: harbor-2024", /zone is missing/],
  ["more than a sentence", "three hands.", `three hands${"!".repeat(300)}`, "quote:", /quote is one sentence, 300 characters at most\./],
  ["neither a milestone nor a claim", "- claim: night-pay", "- clam: night-pay", "clam:", /asserts is of a milestone \{.*\} or a claim \{/],
  [
    "an id with capitals",
    "- id: north-pier",
    "- id: North Pier",
    "id: North Pier",
    /id is an id: small letters, digits and single hyphens/,
  ],
  [
    "an owner without a platform",
    "owner: everyone",
    "owner: { workspace: T1 }",
    "workspace: T1",
    /workspace is platform\/workspace, as in slack\/T0123\./,
  ],
  [
    "a source of no one's",
    "source: harbor-gazette",
    "source: harbor-gazete",
    "source: harbor-gazete",
    /No source is called harbor-gazete\. Did you mean harbor-gazette\?/,
  ],
  [
    "a milestone of no one's",
    "milestone: contract-deck",
    "milestone: contract-dek",
    "milestone: contract-dek",
    /No milestone is called contract-dek\. Did you mean contract-deck\?/,
  ],
  [
    "a unit of no one's",
    "units: [deck-crews]",
    "units: [deck-crew]",
    "deck-crew]",
    /No unit is called deck-crew\. Did you mean deck-crews\?/,
  ],
  [
    "a place of no one's",
    "within: lantern-harbor",
    "within: lantern",
    "within: lantern\n",
    /No place is called lantern\. Did you mean lantern-harbor\?/,
  ],
  ["a topic of no one's", "claim: crew-size", "claim: crews", "claim: crews", /No topic is called crews\./],
  ["a condition on nothing", "unless: deal-deck", "unless: deal", "condition:", /No milestone is called deal\./],
  [
    "a retraction of nothing",
    "retracts: [mar2-rumour]",
    "retracts: [mar2-rumor]",
    "mar2-rumor]",
    /No report is called mar2-rumor\. Did you mean mar2-rumour\?/,
  ],
  [
    "an id that stands twice",
    "- id: mar2-rumour",
    "- id: mar1-strike-possible",
    "id: mar1-strike-possible\n    statedOn: 2024-03-02",
    /mar1-strike-possible stands twice among the reports/,
  ],
  [
    "places within each other",
    "name: Lantern Harbor\n",
    "name: Lantern Harbor\n    within: north-pier\n",
    "within: north-pier",
    /lantern-harbor lies within itself\./,
  ],
  [
    "a report that takes itself back",
    "retracts: [mar2-rumour]",
    "retracts: [mar3-no-rally]",
    "retracts: [mar3",
    /mar3-no-rally takes itself back\./,
  ],
  [
    "a unit that is called what means all units",
    "- id: deck-crews",
    "- id: all",
    "id: all",
    /id of a unit is not “all”: whoever subscribes to that means every unit\./,
  ],
  ["such a name", "name: { en: deck crews", "name: { en: ALL", "name: { en: ALL", /name of a unit is not “all”/],
  ["broken YAML", "zone: America/New_York", "zone: [America", "language: en", /must be sufficiently indented/],
  ["a field that stands twice", "language: en", "language: en\nlanguage: es", "language: es", /Map keys must be unique/],
  ["a text that begins with *", "text: Ask your invented steward.", "text: *ask", "*ask", /needs quotes/],
])("%s: where it stands and what to write instead", (_, from, to, at, message) => {
  const yaml = harbor.replace(from, to);
  expect(yaml).not.toBe(harbor);
  const problem = problemsOf(yaml)[0] ?? "";
  expect(problem).toMatch(message);
  expect(problem).toContain(`${placeOf(yaml, at)}: `);
});

test.each(["", "# nothing yet\n", "- a list\n", "just words"])("%j is no dispute", (yaml) => {
  expect(problemsOf(yaml)).toEqual(['d/harbor.yaml:1:1: harbor.yaml holds no dispute: start with "id: my-dispute".']);
});

test("a file that stands for millions of nodes is refused, not unfolded", () => {
  const bomb = `a: &a [${"x,".repeat(20)}]\nb: &b [${"*a,".repeat(20)}]\nc: &c [${"*b,".repeat(20)}]\nd: [${"*c,".repeat(20)}]\n`;
  expect(problemsOf(bomb)).toHaveLength(1);
});

test("a folder: only its dispute files, each with an id of its own, what cannot be read among the problems", async () => {
  await writeFile(join(folder, "a.yaml"), harbor);
  await writeFile(join(folder, "b.yml"), harbor);
  await writeFile(join(folder, ".hidden.yaml"), "broken: [");
  await writeFile(join(folder, "notes.txt"), "broken: [");
  await mkdir(join(folder, "c.yaml"));
  await symlink(join(folder, "gone"), join(folder, "d.yaml"));
  const loaded = await loadFolder(folder);
  expect(loaded.map((each) => each.ok)).toEqual([true, false, false, false]);
  const lines = problemLines(loaded.flatMap((each) => (each.ok ? [] : each.problems))).split("\n");
  expect(lines[0]).toBe(`${join(folder, "b.yml")}:1:1: id harbor-2024 is already used by a.yaml: every dispute has an id of its own.`);
  expect(lines.slice(1).map((line) => line.split(" (")[0])).toEqual([
    `${join(folder, "c.yaml")}:1:1: This file cannot be read`,
    `${join(folder, "d.yaml")}:1:1: This file cannot be read`,
  ]);
});

test("a folder that is not there is a sentence for whoever set it", async () => {
  await expect(loadFolder(join(folder, "nowhere"))).rejects.toThrow(SetupError);
  await expect(loadFolder(join(folder, "nowhere"))).rejects.toThrow(/DISPUTES_DIR=.*nowhere, cannot be read \(ENOENT\)/);
});
