import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withFiles } from "../../adapters/terminal/files.ts";
import { parseCall } from "../../adapters/terminal/parse.ts";
import { UserError } from "../../src/core/errors.ts";
import { commands } from "../web/commands.ts";

const folder = await mkdtemp(join(tmpdir(), "picketline-files-"));
const file = join(folder, "quote.txt");
const specs = commands.get("enter")?.specs ?? [];
const argsOf = (...argv: string[]) => withFiles(parseCall(["enter", ...argv]).invocation, specs).args;

test("an argument of several lines is read from the file that it names", async () => {
  await writeFile(file, "title: “Sí”\nunits: []\n");
  expect(argsOf("d", "--quote", `@${file}`)).toEqual({ named: { date: "d", quote: "title: “Sí”\nunits: []\n" }, positional: [] });
});

test("no other argument is, nor what only begins with an @", () => {
  expect(argsOf("--date", `@${file}`)).toMatchObject({ named: { date: `@${file}` } });
  expect(argsOf("--quote", "@@everyone")).toMatchObject({ named: { quote: "@everyone" } });
  expect(argsOf("--quote", "a\nb")).toMatchObject({ named: { quote: "a\nb" } });
});

test("what cannot be read, is too large or no text is said in a sentence", async () => {
  const large = join(folder, "large");
  await writeFile(large, "x".repeat(1024 * 1024 + 1));
  const binary = join(folder, "binary");
  await writeFile(binary, Buffer.from([0xff, 0xfe, 0x00]));
  expect(() => argsOf("--quote", `@${folder}/nowhere`)).toThrow(new UserError(`${folder}/nowhere cannot be read (ENOENT).`));
  expect(() => argsOf("--quote", `@${folder}`)).toThrow(new UserError(`${folder} cannot be read (EISDIR).`));
  expect(() => argsOf("--quote", `@${large}`)).toThrow(new UserError(`${large} is larger than 1 MB.`));
  expect(() => argsOf("--quote", `@${binary}`)).toThrow(new UserError(`${binary} is no text in UTF-8.`));
});
