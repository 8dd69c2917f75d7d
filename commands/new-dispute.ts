import { randomBytes } from "node:crypto";
import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { clip } from "../src/core/dispatch.ts";
import { UserError } from "../src/core/errors.ts";
import { actions, heading, note, paragraph, reply, text } from "../src/core/reply.ts";
import { languages } from "../src/core/words.ts";
import { parseDispute } from "../src/disputes/load.ts";
import { workspaceKey } from "../src/disputes/owner.ts";
import type { DisputeFileInput } from "../src/disputes/schema.ts";
import { yamlOf } from "../src/disputes/yaml.ts";
import { command } from "./shared/context.ts";
import { organizing } from "./shared/organize.ts";
import { zoneOf } from "./shared/rule-arguments.ts";

const name = z.string().trim().min(1).max(200);

export const newDispute = command({
  name: "new-dispute",
  description: { en: "Keep the dates of a dispute of your own", es: "Llevar las fechas de un conflicto propio" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object({
    title: arg(name, { en: "What people call it", es: "Cómo se le llama", example: "Riverside nurses, 2026" }),
    union: arg(name, { en: "The union's side", es: "La parte del sindicato", example: "Nurses United" }),
    employer: arg(name, { en: "The employer's side", es: "La parte de la empresa", example: "Riverside Hospital" }),
    zone: arg(name, { en: "Time zone of its dates", es: "Zona horaria de sus fechas", example: "America/Los_Angeles" }),
    language: arg(z.enum(languages).optional(), { en: "Language of its reports", es: "Idioma de sus reportes", named: true }),
    units: arg(z.string().trim().max(1_000).optional(), {
      en: "Bargaining units, with commas",
      es: "Unidades de negociación, con comas",
      named: true,
    }),
    approvals: arg(z.coerce.number().int().min(1).max(2).default(1), {
      en: "Organizers who must agree before sending",
      es: "Personas organizadoras que deben estar de acuerdo",
      named: true,
    }),
  }),
  form: { fields: ["title", "union", "employer", "zone", "units", "language", "approvals"] },
  async run({ title, union, employer, zone, language, units, approvals }, context) {
    const { m, lang, target } = context;
    const known = zoneOf(zone);
    if (known === undefined) throw new UserError(m.own.badZone(clip(zone)), "zone");
    const given: DisputeFileInput = {
      // Nobody learns from a name that is taken what another workspace keeps.
      id: `${slug(title)}-${randomBytes(3).toString("hex")}`,
      ...{ title, zone: known, language: language ?? lang, owner: { workspace: workspaceKey(target) } },
      parties: { union: { name: union, short: union }, employer: { name: employer, short: employer } },
      ...{ approvals: approvals === 2 ? 2 : 1, units: unitsOf(units ?? "") },
      ...{ sources: [], reports: [] },
    };
    // What is kept is what its file would say, so that it can be exported and read back.
    const loaded = parseDispute("dispute", yamlOf(given));
    if (!loaded.ok) throw new UserError([m.own.notMade, ...loaded.problems.map(({ message }) => message)].join("\n"), "units");
    const put = await organizing(context).put(loaded.input);
    if ("problems" in put) throw new Error(`A new dispute was refused: ${put.problems.join(" ")}`);
    const { dispute } = put.history;
    return reply(
      heading(title),
      paragraph(text(m.own.made(dispute.id))),
      note(text(m.own.next)),
      actions({ label: m.actions.subscribe, command: "subscribe", args: { dispute: dispute.id } }),
    );
  },
});

function unitsOf(given: string): { id: string; name: string }[] {
  const names = [
    ...new Set(
      given
        .split(",")
        .map((each) => each.trim())
        .filter(Boolean),
    ),
  ];
  const taken = new Set<string>();
  return names.map((each) => {
    let id = slug(each);
    for (let n = 2; taken.has(id); n++) id = `${slug(each)}-${n}`;
    taken.add(id);
    return { id, name: each };
  });
}

/** Small letters, digits and hyphens, as ids are; "dispute" where nothing is left. */
const slug = (words: string): string =>
  words
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join("-")
    .slice(0, 60)
    .replace(/-+$/, "") || "dispute";
