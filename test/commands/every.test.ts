import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asking, folderWith, harbor, inlinesOf, kaiser, loaded, timesOf } from "../helpers/asking.ts";

const library = await loaded(await folderWith([kaiser, harbor]));
const { ask, answering } = asking(library);
const lines = ["next-session 10", "deadlines 25", "status", "timeline", "positions", "care", "what-changed", "sources"];
const seasons = [
  { dispute: "kaiser-2023", from: "2023-10-01", days: 45 },
  { dispute: "harbor-2024", from: "2024-02-18", days: 50 },
];

/** Noon of every day of a season, in the dispute's own zone. */
const noons = (from: string, days: number, zone: string): Temporal.Instant[] =>
  Array.from({ length: days }, (_, i) =>
    Temporal.PlainDate.from(from).add({ days: i }).toZonedDateTime({ timeZone: zone, plainTime: "12:00" }).toInstant(),
  );

function historyOf(id: string) {
  const history = library.get(id);
  if (!history) throw new Error(`no ${id}`);
  return history;
}

const asked = seasons.flatMap((season) => lines.map((line) => ({ ...season, line })));
const hour = /\b\d{1,2}:\d\d\b/;

test.each(asked)(
  "$dispute, $line: an hour only where a report has one; every date is a time of its own precision",
  async ({ dispute, from, days, line }) => {
    const history = historyOf(dispute);
    for (const now of noons(from, days, history.dispute.zone)) {
      const told = [...history.state(now).milestones.values()].flatMap((m) => m.revisions.map((r) => r.told?.when.type));
      const hoursKnown = told.some((type) => type === "instant" || type === "hours");
      for (const lang of ["en", "es"] as const) {
        const { status, reply } = await ask(`${line} dispute:${dispute}`, { now: now.toString(), lang });
        expect(status).toBe("answered");
        if (!hoursKnown) expect(timesOf(reply).filter((t) => hour.test(t.text))).toEqual([]);
        for (const time of timesOf(reply)) {
          expect(hour.test(time.text)).toBe(time.precision === "instant");
          expect(time.value).toMatch(time.precision === "day" ? /^\d{4}-\d\d-\d\d$/ : /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        }
      }
    }
  },
);

test.each(asked.filter((a) => a.line !== "sources"))(
  "$dispute, $line: under every fact stands who said it",
  async ({ dispute, from, days, line }) => {
    const accordingTo = {
      en: /^According to .*\(.+, .*\d{4}\)\.$|^Nothing in any report/,
      es: /^Según .*\(.+, .*\d{4}\)\.$|^Nada en ningún informe/,
    };
    let facts = 0;
    for (const now of noons(from, days, historyOf(dispute).dispute.zone)) {
      for (const lang of ["en", "es"] as const) {
        const { reply } = await ask(`${line} dispute:${dispute}`, { now: now.toString(), lang });
        const blocks = reply.blocks.flatMap((b) =>
          b.type === "list" ? b.items : b.type === "sides" ? b.sides.flatMap((s) => s.items) : [],
        );
        for (const { body, notes } of blocks) {
          facts++;
          const said = [body, ...notes].map((n) => n.map((i) => (i.type === "link" ? `${i.text}` : i.text)).join(""));
          expect(
            said.some((words) => accordingTo[lang].test(words)),
            said.join("\n"),
          ).toBe(true);
        }
      }
    }
    expect(facts).toBeGreaterThan(0);
  },
);

test.each(asked)("$dispute, $line: as of which day it holds", async ({ dispute, line, from }) => {
  const { reply } = await ask(`${line} dispute:${dispute}`, { now: `${from}T20:00Z` });
  const day = Temporal.PlainDate.from(from).toLocaleString("en-US", { weekday: "short", year: "numeric", month: "short", day: "numeric" });
  expect(reply.text).toMatch(`As of ${day}.`);
});

const dateInWords = /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}, \d{4}/;
test.each(asked)("$dispute, $line: no date stands outside a time", async ({ dispute, line, from, days }) => {
  for (const now of noons(from, days, historyOf(dispute).dispute.zone)) {
    const { reply } = await ask(`${line} dispute:${dispute}`, { now: now.toString() });
    const texts = inlinesOf(reply).flatMap((i) => (i.type === "time" ? [] : [i.text]));
    expect(texts.filter((words) => dateInWords.test(words))).toEqual([]);
  }
});

test("the links of an answer are those of its sources and contacts", async () => {
  const { reply } = await ask("timeline dispute:kaiser-2023", { now: "2023-11-30T12:00-08:00" });
  const links = inlinesOf(reply).flatMap((i) => (i.type === "link" ? [i.url] : []));
  const known = historyOf("kaiser-2023").dispute.reports.flatMap((r) => r.source.url ?? []);
  expect(links.length).toBeGreaterThan(0);
  for (const url of links) expect(known).toContain(url);
});

test("every command is in the help, in both languages, and explains itself", async () => {
  for (const lang of ["en", "es"] as const) {
    const overview = (await ask("help", { lang })).reply.text;
    for (const [name, { description }] of answering.registry) {
      expect(overview).toContain(`${name} · ${description[lang]}`);
      expect((await ask(`help ${name}`, { lang })).reply.text).toContain(description[lang]);
    }
  }
  expect((await ask("help hlep")).reply.text).toMatch(/Did you mean “help”\?/);
});

test("no dispute's name stands in the code", async () => {
  const named: string[] = [];
  for (const folder of ["src", "commands", "adapters"]) {
    const root = new URL(`../../${folder}`, import.meta.url).pathname;
    for (const name of await readdir(root, { recursive: true })) {
      if (/\.(ts|js|css)$/.test(name) && /kaiser|harbor|kp\.org|coalition/i.test(await readFile(join(root, name), "utf8"))) {
        named.push(join(folder, name));
      }
    }
  }
  expect(named).toEqual([]);
});
