import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { commands } from "../../commands/index.ts";
import { commandDocs } from "../../scripts/command-docs.ts";
import { disputeSchema } from "../../scripts/dispute-schema.ts";
import { generated, stale } from "../../scripts/generated.ts";
import { arg } from "../../src/core/args.ts";
import { command, registry } from "../../src/core/command.ts";
import { reply } from "../../src/core/reply.ts";

const disputeFiles = ["data/disputes/kaiser-2023.yaml", "test/fixtures/harbor-2024.yaml"] as const;

test("what is generated is as the code says", () => {
  expect(stale(generated())).toEqual([]);
});

test("a file that differs, and one that is missing, are stale", () => {
  expect(stale({ "docs/commands.md": "other", "docs/none.md": "" })).toEqual(["docs/commands.md", "docs/none.md"]);
});

test("every dispute file offers the schema to editors", () => {
  for (const file of disputeFiles) {
    const [, path = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, "utf8")) ?? [];
    expect(resolve(join(dirname(file), path))).toBe(resolve("data/dispute.schema.json"));
  }
});

test("the schema refuses fields that do not exist and describes those that do", () => {
  expect(disputeSchema()).toMatchObject({
    $schema: "http://json-schema.org/draft-07/schema#",
    additionalProperties: false,
    properties: { zone: { description: expect.stringContaining("America/Los_Angeles") } },
  });
});

test("an editor accepts what the loader accepts", () => {
  const schema = z.fromJSONSchema(disputeSchema());
  for (const file of disputeFiles) expect(schema.safeParse(parse(readFileSync(file, "utf8"))).error).toBeUndefined();
  const spoiled = parse(readFileSync(disputeFiles[1], "utf8"));
  expect(schema.safeParse({ ...spoiled, zonee: "UTC" }).success).toBe(false);
});

test("the page names every command", () => {
  const page = readFileSync("docs/commands.md", "utf8");
  for (const { name, description } of commands) expect(page).toContain(`\n## ${name}\n\n${description.en}.\n`);
});

test("an argument's row says its kind, limits and example", () => {
  const declared = command()({
    name: "march",
    description: { en: "Where to march", es: "Dónde marchar" },
    role: "organizer",
    args: z.object({
      rows: arg(z.coerce.number().int().min(1).max(9).optional(), { en: "How many", es: "Cuántas" }),
      side: arg(z.enum(["left", "right"]), { en: "Which side", es: "Qué lado" }),
      "as-of": arg(z.string().optional(), { en: "When", es: "Cuándo", named: true, format: "moment", example: "2023-10-10" }),
    }),
    run: () => reply(),
  });
  const page = commandDocs(registry([declared]));
  expect(page).toContain("march side [rows] [as-of:…]");
  expect(page).toContain("Seen by whoever asks; for organizers.");
  expect(page).toContain("| `side` | Which side | `left`, `right`; required |  |");
  expect(page).toContain("| `rows` | How many | a whole number from 1 to 9 |  |");
  expect(page).toContain("| `as-of:…` | When | a day, or a moment with an offset | `as-of:2023-10-10` |");
});
