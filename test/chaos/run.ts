import { parseArgs } from "node:util";
import { type ChaosReport, chaos } from "./chaos.ts";
import { chaosPlatforms } from "./platforms.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    engine: { type: "string", default: "embedded" },
    platform: { type: "string" },
    seed: { type: "string" },
    subscriptions: { type: "string", default: "2000" },
    workspaces: { type: "string", default: "40" },
    milestones: { type: "string", default: "8" },
    edits: { type: "string", default: "12" },
    processes: { type: "string", default: "1" },
    limit: { type: "string" },
    "no-look-back": { type: "boolean", default: false },
    calm: { type: "boolean", default: false },
  },
});

const platform = chaosPlatforms.find((name) => name === values.platform);
if (values.platform !== undefined && platform === undefined)
  throw new Error(`--platform is ${chaosPlatforms.join(" or ")}, or left out; it is "${values.platform}"`);
/** Calls a second: Discord's SDK makes no more; the others are hurried. */
const usualLimit = platform === "discord" ? 50 : 500;

const number = (name: "kills" | "subscriptions" | "workspaces" | "milestones" | "edits" | "processes" | "limit"): number => {
  const value = Number(values[name] ?? usualLimit);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} is a whole number; it is "${values[name]}"`);
  return value;
};
const engine = values.engine === "server" || values.engine === "embedded" ? values.engine : undefined;
if (!engine) throw new Error(`--engine is embedded or server; it is "${values.engine}"`);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
const kills = values.calm ? 0 : number("kills");
const blind = values["no-look-back"];
process.stdout.write(`engine ${engine}, ${kills} kills, seed ${seed}\n`);

const began = performance.now();
const report = await chaos({
  platform,
  ...{ engine, seed, kills, calm: values.calm, looksBack: !blind },
  ...{ subscriptions: number("subscriptions"), workspaces: number("workspaces"), milestones: number("milestones") },
  ...{ edits: number("edits"), processes: number("processes"), limit: number("limit") },
  say: (line) => process.stdout.write(`${line}\n`),
});
const minutes = (performance.now() - began) / 60_000;

/** What must be empty; each with a few examples where it is not. */
const failures = [
  "lost",
  "unexpected",
  "unmarked",
  "wronglyAddressed",
  "outOfOrder",
  "imagined",
  "late",
  "uncorrected",
  "unforgotten",
] as const satisfies readonly (keyof ChaosReport)[];
const broken: string[] = [];
for (const name of [...failures, "duplicated"] as const) {
  const found = report[name];
  process.stdout.write(
    `${name}: ${found.length}\n${found
      .slice(0, 5)
      .map((each) => `  ${each}\n`)
      .join("")}`,
  );
  const allowed = name === "duplicated" && blind ? kills * number("workspaces") : 0;
  if (found.length > allowed && !(name === "unmarked" && !blind)) broken.push(name);
}
if (report.limited > 0) broken.push("limited");
if (report.codes.some((code) => code !== 0)) broken.push("exit codes");
const again = [...process.argv.slice(2), ...(values.seed === undefined ? ["--seed", seed] : [])].join(" ");
const { messages, seconds } = report.largest;
process.stdout.write(
  [
    `expected ${report.expected} deliveries; ${report.received} messages received; ${report.limited} refused as too many`,
    `troubles: ${
      Object.entries(report.troubles)
        .map(([name, count]) => `${name} ${count}`)
        .join(", ") || "none"
    }`,
    `slowest ${report.slowest.toFixed(1)} s after it fell due; longest step ${report.longestStep.toFixed(1)} s`,
    `largest step: ${messages} messages, the last after ${seconds.toFixed(1)} s; at the limit ${(messages / number("limit")).toFixed(1)} s`,
    `${minutes.toFixed(1)} min; again with: npm run chaos -- ${again}`,
    broken.length > 0 ? `BROKEN: ${broken.join(", ")}` : "the promise held",
    "",
  ].join("\n"),
);
process.exit(broken.length > 0 ? 1 : 0);
