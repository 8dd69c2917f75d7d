import { squeeze } from "./tidy.ts";

const zones: readonly [RegExp, readonly string[], string][] = [
  [/\bp[sd]?t\b|\bpacific(?: (?:standard |daylight )?time)?\b|\bhora del pac[ií]fico\b/, ["PT", "PST", "PDT"], "America/Los_Angeles"],
  [/\bm[sd]?t\b|\bmountain(?: (?:standard |daylight )?time)?\b|\bhora de (?:la )?montaña\b/, ["MT", "MST", "MDT"], "America/Denver"],
  [/\bc[sd]?t\b|\bcentral(?: (?:standard |daylight )?time)?\b|\bhora (?:del centro|central)\b/, ["CT", "CST", "CDT"], "America/Chicago"],
  [/\be[sd]?t\b|\beastern(?: (?:standard |daylight )?time)?\b|\bhora del este\b/, ["ET", "EST", "EDT"], "America/New_York"],
  [/\bak[sd]?t\b|\balaska time\b|\bhora de alaska\b/, ["AKT", "AKST", "AKDT"], "America/Anchorage"],
  [/\bhs?t\b|\bhawaii time\b|\bhora de haw[aá]i\b/, ["HT", "HST"], "Pacific/Honolulu"],
  [/\bast\b|\batlantic(?: (?:standard )?time)?\b|\bhora del atl[aá]ntico\b/, ["AST"], "America/Puerto_Rico"],
  [/\b(?:utc|gmt)\b(?![+-]\d)|(?<=\d)z$/, ["UTC", "GMT"], "UTC"],
];

export interface Zoned {
  rest: string;
  /** Left out: the dispute's own. */
  zone?: string;
}

/** Takes a zone's name out of the words; undefined where there are two. The dispute's zone stands where it goes by that name too, as Phoenix does by MST. */
export function zoneIn(text: string, disputeZone: string): Zoned | undefined {
  const [, before = "", iana = ""] = /^(.*) ([a-z]+(?:\/[a-z_+-]+)+)$/.exec(text) ?? [];
  const written = known(iana);
  if (written !== undefined) return written === disputeZone ? { rest: before } : { rest: before, zone: written };
  const named = zones.filter(([pattern]) => pattern.test(text));
  const [only] = named;
  if (!only) return { rest: text };
  if (named.length > 1) return undefined;
  const [pattern, names, zone] = only;
  const rest = squeeze(text.replace(new RegExp(pattern, "g"), " ").replace(/\(\s*\)/g, " "));
  const own = zone === disputeZone || namesOf(disputeZone).some((name) => names.includes(name));
  return own ? { rest } : { rest, zone };
}

/** As it is usually written; undefined for what is no zone. */
function known(zone: string): string | undefined {
  try {
    return zone === "" ? undefined : new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

const namesOf = (zone: string): string[] =>
  ["2024-01-15", "2024-07-15"].map(
    (day) =>
      new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "short" })
        .formatToParts(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)
        .find((part) => part.type === "timeZoneName")?.value ?? "",
  );
