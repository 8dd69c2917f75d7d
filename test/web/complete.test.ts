import { expect, it } from "vitest";
import { completeLine } from "../../adapters/web/complete.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { commands } from "./commands.ts";

const parts = {
  commands: [...commands.values()],
  complete: async ({ command }: { command: string }, arg: string, typed: string) =>
    (commands.get(command)?.complete?.(arg, { asked: [] }) ?? []).filter((value) => value.startsWith(typed)),
  lang: "en" as const,
};
const lines = async (line: string) => (await completeLine(line, "member", parts)).map((o) => o.line);

it.each([
  ["", ["next-session ", "deadlines ", "positions ", "subscribe ", "hostile", "export", "broken ", "enter ", "keep "]],
  ["de", ["deadlines "]],
  ["SESS", ["next-session "]],
  ["/strike de", ["/strike deadlines "]],
  ["deadlines ", ["deadlines sessions ", "deadlines strikes ", "deadlines contracts ", "deadlines unit:"]],
  ["deadlines st", ["deadlines strikes "]],
  ["deadlines un", ["deadlines unit:"]],
  ["deadlines kind:s", ["deadlines kind:sessions ", "deadlines kind:strikes ", "deadlines kind:contracts "]],
  ["deadlines sessions ", ["deadlines sessions unit:"]],
  ["deadlines what:ever ", []],
  ["deadlines unit:so", ['deadlines unit:"southern california" ']],
  ['deadlines unit:"southern c', ['deadlines unit:"southern california" ']],
  ['deadlines unit:"southern california" ', ["sessions", "strikes", "contracts"].map((v) => `deadlines unit:"southern california" ${v} `)],
  ["nothing ", []],
  [`next-session ${"x".repeat(2_000)}`, []],
])("completes %j", async (line, expected) => {
  expect((await lines(line)).toSorted()).toEqual(expected.toSorted());
});

it("shows what each is for", async () => {
  expect(await completeLine("next", "member", parts)).toEqual([
    { line: "next-session ", label: "next-session", hint: "When the next bargaining session is" },
  ]);
});

it("asks for values as whoever is there", async () => {
  const roles: string[] = [];
  const complete = async ({ caller }: Invocation) => {
    roles.push(caller.role);
    return [];
  };
  await completeLine("deadlines unit:s", "member", { ...parts, complete });
  await completeLine("deadlines unit:s", "admin", { ...parts, complete });
  expect(roles).toEqual(["member", "admin"]);
});
