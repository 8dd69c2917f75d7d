import { parseArgs } from "node:util";
import { SetupError } from "../../src/core/errors.ts";
import { features, isFeature, type ManifestChoice } from "./manifest.ts";

/** `--url https://… mentions people`, or `--socket`. @throws SetupError that says what there is to choose. */
export function choiceOf(argv: readonly string[]): ManifestChoice {
  const { values, positionals: names } = parsed(argv);
  const unknown = names.find((name) => !isFeature(name) && name !== "all");
  if (unknown !== undefined || (values.socket ?? false) === (values.url !== undefined)) throw new SetupError(usage(unknown));
  const chosen = names.includes("all") ? Object.keys(features) : names;
  const link = values.link === undefined ? undefined : baseOf("--link", values.link);
  return {
    baseUrl: values.url === undefined ? undefined : baseOf("--url", values.url),
    features: chosen.filter(isFeature),
    ...(link !== undefined && { many: { link, organizations: values.org ?? false, rotation: values.rotation ?? false } }),
  };
}

function parsed(argv: readonly string[]) {
  try {
    const [text, flag] = [{ type: "string" }, { type: "boolean" }] as const;
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { url: text, socket: flag, link: text, org: flag, rotation: flag },
    });
  } catch {
    throw new SetupError(usage(undefined));
  }
}

function baseOf(option: string, given: string): string {
  const url = URL.parse(given);
  if (url?.protocol !== "https:" || url.search !== "" || url.hash !== "")
    throw new SetupError(`${option} is where Picketline is reached, over https, as in https://picketline.example.org; "${given}" is not.`);
  return url.href.replace(/\/+$/u, "");
}

const usage = (unknown: string | undefined): string =>
  [
    ...(unknown === undefined ? [] : [`There is no feature "${unknown}".`]),
    "npm run -s slack:manifest -- --socket [feature ...]                    for Socket Mode",
    "npm run -s slack:manifest -- --url https://your.address [feature ...]  for HTTP",
    "For many workspaces, with either: --link https://where.people.install [--org] [--rotation]",
    "Features, each with the scopes it adds:",
    ...Object.entries(features).map(([name, feature]) => `  ${name.padEnd(18)} ${feature.scopes.join(", ") || "no scope"}: ${feature.for}`),
    "  all                all of them",
  ].join("\n");
