import { describe, expect, it } from "vitest";
import { calling } from "./discord/calling.ts";

const { call } = calling();

describe("commands that Discord refuses", () => {
  const option = { type: 3, name: "unit", description: "Which" };
  const command = (more: object = {}) => ({ name: "strike", description: "Ask", ...more });
  const choices = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `${n}`, value: `${n}` }));
  it.each([
    ["a name with capitals", command({ name: "Strike" })],
    ["no description", command({ description: "" })],
    ["a description of 101", command({ description: "x".repeat(101) })],
    ["a language it does not know", command({ description_localizations: { es: "Pregunta" } })],
    ["26 options", command({ options: Array.from({ length: 26 }, (_, n) => ({ ...option, name: `o${n}` })) })],
    ["26 choices", command({ options: [{ ...option, choices: choices(26) }] })],
    ["choices and completion", command({ options: [{ ...option, choices: choices(1), autocomplete: true }] })],
    ["one name twice", command({ options: [option, option] })],
    [
      "one localised name twice",
      command({ options: ["a", "b"].map((name) => ({ ...option, name, name_localizations: { "es-ES": "x" } })) }),
    ],
    ["an option that is required after one that is not", command({ options: [option, { ...option, name: "o", required: true }] })],
    [
      "more than 8,000 characters",
      command({
        options: Array.from({ length: 20 }, (_, n) => ({
          ...option,
          name: `o${n}`,
          choices: choices(25).map((c) => ({ ...c, name: "x".repeat(100 - n) })),
        })),
      }),
    ],
  ])("%s", async (_, given) => {
    expect(await call("PUT /applications/98/commands", [given])).toMatchObject({ status: 400, body: { code: 50_035 } });
    expect((await call("GET /applications/98/commands")).body).toEqual([]);
  });

  it("takes 200 new ones", async () => {
    const some = (of: string) => Array.from({ length: 100 }, (_, n) => command({ name: `${of}${n}` }));
    for (const of of ["a", "b", "b"]) expect((await call("PUT /applications/98/commands", some(of))).status).toBe(200);
    expect(await call("PUT /applications/98/commands", some("c"))).toMatchObject({ status: 400, body: { code: 30_034 } });
  });
});
