import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createLibrary, type Ledger, type Library } from "../../src/disputes/library.ts";
import { instant, memoryLedger } from "../helpers/reports.ts";

const harbor = readFileSync(new URL("../fixtures/harbor-2024.yaml", import.meta.url), "utf8");
const later = instant("2024-03-20T10:00-04:00");
const folders: string[] = [];
let folder: string;
let ledger: Ledger;
let library: Library;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "picketline-library-"));
  folders.push(folder);
  ledger = memoryLedger();
  library = createLibrary(folder, ledger);
  await save(harbor);
  expect(await library.load(instant("2024-03-15T12:00-04:00"))).toEqual([]);
});
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))));

const save = (yaml: string, name = "harbor.yaml"): Promise<void> => writeFile(join(folder, name), yaml);
const reportOf = (id: string, from = library) => from.get("harbor-2024")?.dispute.reports.find((r) => r.id === id);
const messages = async (at = later): Promise<string[]> => (await library.load(at)).map((p) => p.message);

const added = `${harbor}
  - id: added
    statedOn: 2024-03-10
    recordedAt: 2024-03-10T08:00-04:00
    speaker: reporter
    source: harbor-gazette
    asserts: [{ milestone: mediation, when: 2024-03-25, status: scheduled }]
`;

test("first load: recorded as given, else from the start of the day it was stated", () => {
  expect(reportOf("mar3-no-rally")?.recordedAt).toEqual(instant("2024-03-03T18:20-05:00"));
  expect(reportOf("mar4-crossings")?.recordedAt).toEqual(instant("2024-03-04T00:00-05:00"));
});

test("a report first seen on a later load is recorded then, whatever the file says, and becomes visible then", async () => {
  await save(added);
  expect(await messages()).toEqual([]);
  expect(reportOf("added")?.recordedAt).toEqual(later);
  const history = library.get("harbor-2024");
  expect(history?.state(later.subtract({ nanoseconds: 1 })).milestones.get("mediation")).toMatchObject({
    revision: 1,
    when: { type: "tbd" },
  });
  expect(history?.state(later).milestones.get("mediation")).toMatchObject({ revision: 2, status: "scheduled" });
});

test("what was first seen stays so over a restart", async () => {
  await save(added);
  await messages();
  const restarted = createLibrary(folder, ledger);
  expect(await restarted.load(later.add({ hours: 100 }))).toEqual([]);
  expect(reportOf("added", restarted)?.recordedAt).toEqual(later);
  expect(reportOf("mar4-crossings", restarted)?.recordedAt).toEqual(instant("2024-03-04T00:00-05:00"));
});

test.each([
  ["another day", "when: 2024-03-05", "when: 2024-03-07"],
  ["another speaker", "speaker: government", "speaker: organizer"],
  ["another day of saying so", "statedOn: 2024-03-08", "statedOn: 2024-03-09"],
  ["nothing taken back any more", "retracts: [mar2-rumour]", "retracts: []"],
  ["other words in the dispute's language", "en: Every crossing needs a crew of five.", "en: Every crossing needs a crew of six."],
])("a changed report is refused (%s), and the last good data stays", async (_, from, to) => {
  const before = library.get("harbor-2024");
  expect(harbor).toContain(from);
  await save(harbor.replace(from, to));
  expect(await messages()).toEqual([expect.stringMatching(/^Report \S+ asserts something else than .* retract it instead/)]);
  expect(library.get("harbor-2024")).toBe(before);
});

test.each([
  ["a translation", "es: Cada cruce necesita una tripulación de cinco personas.", "es: Cada cruce necesita cinco personas."],
  [
    "a translation added",
    "text: A crew of three is enough on calm days.",
    "text: { en: A crew of three is enough on calm days., es: Bastan tres. }",
  ],
  ["who exactly said it", "name: Imaginary mediation board", "name: The imaginary mediation board"],
  ["the order of fields", "when: 2024-03-05\n        status: scheduled", "status: scheduled\n        when: 2024-03-05"],
  ["a comment", "retracts: [mar2-rumour]", "retracts: [mar2-rumour] # taken back"],
])("%s may be mended", async (_, from, to) => {
  expect(harbor).toContain(from);
  await save(harbor.replace(from, to));
  expect(await messages()).toEqual([]);
});

test("a report that disappears is refused, and stays in use", async () => {
  await save(harbor.slice(0, harbor.indexOf("  - id: mar28-deal")));
  expect(await messages()).toEqual(["Report mar28-deal has disappeared. People were told of it: put it back and retract it instead."]);
  expect(reportOf("mar28-deal")).toBeDefined();
});

test("a broken file keeps its last good data and does not hold up the others", async () => {
  await save(harbor.replace("kind: rally", "kind: party"));
  await save(harbor.replace("id: harbor-2024", "id: other"), "other.yaml");
  expect(await messages()).toEqual([expect.stringMatching(/^kind is one of/)]);
  expect(library.all().map((h) => h.dispute.id)).toEqual(["harbor-2024", "other"]);
});

test("a file that disappears is told of, and its data stays", async () => {
  await rm(join(folder, "harbor.yaml"));
  expect(await messages()).toEqual(["The file of dispute harbor-2024 has disappeared; its last good data stays in use."]);
  expect(library.all()).toHaveLength(1);
});

test("no workspace ever sees another's dispute", async () => {
  const names = fc.constantFrom("T1", "T2", "t1", "T", "local");
  const platforms = fc.constantFrom("slack" as const, "discord" as const, "web" as const);
  const owners = fc.array(fc.option(fc.tuple(platforms, names)), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(owners, platforms, names, async (all, platform, workspace) => {
      const dir = await mkdtemp(join(tmpdir(), "picketline-library-"));
      folders.push(dir);
      for (const [i, owner] of all.entries()) {
        const line = owner ? `owner: { workspace: "${owner.join("/")}" }` : "owner: everyone";
        await writeFile(join(dir, `${i}.yaml`), harbor.replace("id: harbor-2024", `id: d${i}`).replace("owner: everyone", line));
      }
      const many = createLibrary(dir, memoryLedger());
      await many.load(later);
      const seen = many.visibleTo({ platform, workspace }).map((h) => h.dispute.id);
      const theirs = all.flatMap((owner, i) => (!owner || (owner[0] === platform && owner[1] === workspace) ? [`d${i}`] : []));
      expect(seen).toEqual(theirs);
    }),
    { numRuns: 15 },
  );
});
