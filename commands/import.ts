import { randomBytes } from "node:crypto";
import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { UserError } from "../src/core/errors.ts";
import { actions, heading, type Reply, reply } from "../src/core/reply.ts";
import { fileOf } from "../src/disputes/export.ts";
import { parseDispute } from "../src/disputes/load.ts";
import { workspaceKey } from "../src/disputes/owner.ts";
import type { Dispute } from "../src/disputes/report.ts";
import { resolve } from "../src/disputes/resolve.ts";
import type { DisputeFile } from "../src/disputes/schema.ts";
import { type Context, command } from "./shared/context.ts";
import { organizing } from "./shared/organize.ts";

/** UTF-16 units: ten times the largest file that is known. */
const most = 1_000_000;
/** More than this nobody mends at once. */
const mostProblems = 10;

export const importDispute = command({
  name: "import",
  description: {
    en: "Read a dispute from a file’s text, as export writes it",
    es: "Leer un conflicto del texto de un archivo, como lo escribe export",
  },
  role: "admin",
  surface: "strike-organize",
  most,
  args: z.object({
    file: arg(z.string().trim().min(1).max(most), { en: "Text of the file", es: "Texto del archivo", long: true, rest: true }),
  }),
  form: { fields: ["file"] },
  async run({ file: given }, context): Promise<Reply> {
    const { m } = context;
    const loaded = parseDispute("file", given);
    if (!loaded.ok) {
      const problems = loaded.problems.slice(0, mostProblems).map(({ line, message }) => `${line}: ${message}`);
      throw new UserError([m.own.badFile, ...problems].join("\n"), "file");
    }
    const own = ownOf(loaded.input, context);
    const put = await organizing(context).put(own);
    if ("problems" in put) throw new UserError([m.own.badFile, ...put.problems.slice(0, mostProblems)].join("\n"), "file");
    const { dispute } = put.history;
    return reply(
      heading(m.own.imported(dispute.id, dispute.reports.length)),
      actions({ label: m.actions.deadlines, command: "deadlines", args: { dispute: dispute.id } }),
    );
  },
});

/** A dispute of one's own keeps its id and its owner; any other gets new ones, so that nobody learns what another workspace keeps. */
function ownOf(file: DisputeFile, context: Context): DisputeFile {
  const known = organizing(context).disputes.find(({ dispute: { id, owner } }) => id === file.id && owner !== "everyone")?.dispute;
  if (known) refuseNews(file, known, context);
  const owner = known && known.owner !== "everyone" ? known.owner : { workspace: workspaceKey(context.target), shared: false };
  return { ...fileOf(resolve(file)), id: known?.id ?? `${file.id}-${randomBytes(3).toString("hex")}`, owner };
}

/** Whoever follows it would be told at once, without a preview. */
function refuseNews({ reports }: DisputeFile, { reports: known }: Dispute, { m }: Context): void {
  const ids = new Set(known.map(({ id }) => id));
  const news = reports.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
  if (news.length > 0) throw new UserError(`${m.own.unknownReports} ${news.slice(0, mostProblems).join(", ")}`, "file");
}
