import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileOf, whenInputOf } from "../../src/disputes/export.ts";
import { fold } from "../../src/disputes/fold.ts";
import { parseDispute } from "../../src/disputes/load.ts";
import { visibleFrom } from "../../src/disputes/log.ts";
import type { Dispute } from "../../src/disputes/report.ts";
import { resolve } from "../../src/disputes/resolve.ts";
import { whenInput } from "../../src/disputes/schema.ts";
import { yamlOf } from "../../src/disputes/yaml.ts";
import { disputeOf, report, says, zone } from "../helpers/reports.ts";
import { disputes } from "./random-dispute.ts";
import { plain, whens } from "./random-log.ts";

function read(yaml: string): Dispute {
  const loaded = parseDispute("export.yaml", yaml);
  if (!loaded.ok) throw new Error(`${loaded.problems.map((p) => `${p.line}: ${p.message}`).join("\n")}\n${yaml}`);
  return resolve(loaded.input);
}

const throughYaml = (dispute: Dispute): Dispute => read(yamlOf(fileOf(dispute)));

test("any dispute comes back from its file as it was, and with the same past", () => {
  fc.assert(
    fc.property(disputes, (dispute) => {
      const back = throughYaml(dispute);
      expect(back).toEqual(dispute);
      const [one, two] = [fold(dispute), fold(back)];
      expect(two.revisions).toEqual(one.revisions);
      for (const each of dispute.reports) {
        const moment = visibleFrom(each, zone);
        expect(plain(two.state(moment))).toEqual(plain(one.state(moment)));
      }
    }),
    { numRuns: 100 },
  );
});

test.each(["data/disputes/kaiser-2023.yaml", "test/fixtures/harbor-2024.yaml"])("%s comes back as it was", (file) => {
  const dispute = read(readFileSync(file, "utf8"));
  const yaml = yamlOf(fileOf(dispute));
  expect(read(yaml)).toEqual(dispute);
  expect(yamlOf(fileOf(read(yaml)))).toBe(yaml);
});

test("every form of a date is written as it is read", () => {
  fc.assert(
    fc.property(whens, fc.constantFrom(undefined, zone), (when, disputeZone) => {
      const input = whenInputOf(when, disputeZone);
      expect(whenInput.parse(input)).toEqual(input);
      const said = disputeOf([report({ id: "r", statedOn: "2023-10-09", asserts: [says("session", { when })] })]);
      expect(throughYaml(said)).toEqual(said);
    }),
  );
});

test("two sources of one id are both kept, one source is written once", () => {
  const source = (title: string) => ({ id: "chat", title, publisher: null, url: null, published: null });
  const reports = ["a", "b", "a"].map((title, i) => report({ id: `r${i}`, statedOn: "2023-10-09", source: source(title) }));
  const file = fileOf(disputeOf(reports));
  expect(file.sources.map((s) => [s.id, s.title])).toEqual([
    ["chat", "a"],
    ["chat-2", "b"],
  ]);
  expect(file.reports.map((r) => r.source)).toEqual(["chat", "chat-2", "chat"]);
});

test("an assertion that takes all places away says so in the file", () => {
  const dispute = disputeOf([report({ id: "r", statedOn: "2023-10-09", asserts: [says("session", { units: [], places: [] })] })]);
  expect(throughYaml(dispute)).toEqual(dispute);
});

test("the file is for people: short things in a line, a comment on top, no anchors", () => {
  const when = {
    type: "days" as const,
    from: Temporal.PlainDate.from("2023-10-12"),
    to: Temporal.PlainDate.from("2023-10-13"),
    lastDay: "included" as const,
    zone,
  };
  const yaml = yamlOf(fileOf(disputeOf([report({ id: "r", statedOn: "2023-10-09", asserts: [says("session", { when })] })])));
  expect(yaml).toMatch(/^# yaml-language-server: \$schema=/);
  expect(yaml).toContain("when: { from: 2023-10-12, to: 2023-10-13, lastDay: included }");
  expect(yaml).not.toMatch(/[&*]a\d/);
});
