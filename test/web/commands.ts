import * as z from "zod";
import { arg } from "../../src/core/args.ts";
import { command, registry } from "../../src/core/command.ts";
import { createDispatch, type DispatchTexts } from "../../src/core/dispatch.ts";
import { Unavailable, UserError } from "../../src/core/errors.ts";
import { actions, code, file, heading, type Inline, item, link, list, note, paragraph, reply, strong, text } from "../../src/core/reply.ts";

type Context = { asked: string[] };
const declare = command<Context>();

export const zone = "America/Los_Angeles";
export const instant = (value: string, words: string): Inline => ({ type: "time", text: words, value, precision: "instant", zone });
export const day = (value: string, words: string): Inline => ({ type: "time", text: words, value, precision: "day", zone });

const axios = link("Axios, 6 Oct 2023", "https://www.axios.com/2023/10/06/kaiser-strike");
const kiplinger = link("Kiplinger, 9–12 Oct 2023", "https://www.kiplinger.com/kaiser-strike");

const nextSession = declare({
  name: "next-session",
  description: { en: "When the next bargaining session is", es: "Cuándo es la próxima sesión de negociación" },
  args: z.object({
    count: arg(z.coerce.number().int().min(1).max(5).default(1), { en: "How many sessions to list", es: "Cuántas sesiones" }),
  }),
  run: () =>
    reply(
      heading("Next bargaining session"),
      paragraph(
        strong("Bargaining session"),
        text(", "),
        day("2023-10-12", "Thursday, October 12, 2023"),
        text(" (in 6 days), scheduled. No hour has been reported."),
      ),
      note(text("Source: "), axios, text(". As of "), instant("2023-10-06T16:00:00Z", "Oct 6, 2023, 9:00 AM PDT"), text(".")),
      actions(
        { label: "Remind me", command: "subscribe", args: { to: "sessions" } },
        { label: "All dates", command: "deadlines", args: {} },
      ),
    ),
});

const deadlines = declare({
  name: "deadlines",
  description: { en: "Every date ahead, soonest first", es: "Todas las fechas próximas" },
  args: z.object({
    kind: arg(z.enum(["sessions", "strikes", "contracts"]).optional(), { en: "Only dates of this kind", es: "Solo de este tipo" }),
    unit: arg(z.string().optional(), { en: "A bargaining unit", es: "Una unidad", named: true, completes: true }),
  }),
  complete: () => ["seattle", "southern california", "oregon"],
  run: () =>
    reply(
      heading("Dates ahead"),
      list([
        item([strong("Bargaining session"), text(": "), day("2023-10-12", "Thursday, Oct 12")], [text("Scheduled. Source: "), axios]),
        item([strong("Seattle contract expires"), text(": "), day("2023-10-31", "Tuesday, Oct 31")], [text("Source: "), kiplinger]),
        item(
          [strong("Possible second strike"), text(": "), instant("2023-11-01T13:00:00Z", "Wednesday, Nov 1, 6:00 AM PDT")],
          [text("Only if no agreement is reached. Source: "), kiplinger],
        ),
      ]),
    ),
});

const positions = declare({
  name: "positions",
  description: { en: "What each side says, side by side", es: "Lo que dice cada parte" },
  args: z.object({ topic: arg(z.string().optional(), { en: "What about", es: "Sobre qué", rest: true }) }),
  run: () =>
    reply(heading("What each side says about staffing and outsourcing"), {
      type: "sides",
      sides: [
        {
          title: "Coalition of Kaiser Permanente Unions",
          items: [
            item(
              [text("Executives have refused common-sense limits on subcontracting and outsourcing.")],
              [text("Union statement, "), kiplinger],
            ),
            item([text("Staffing levels are unsafe.")], [text("Union statement, "), axios]),
          ],
        },
        {
          title: "Kaiser Permanente",
          items: [
            item(
              [text("It remains committed to reaching a good agreement and will keep bargaining in good faith.")],
              [text("Spokesperson, "), kiplinger],
            ),
          ],
        },
      ],
    }),
});

const subscribe = declare({
  name: "subscribe",
  description: { en: "Be reminded before each date", es: "Recibir recordatorios" },
  args: z.object({ to: arg(z.string().default("all"), { en: "Which dates", es: "Qué fechas" }) }),
  run: ({ to }, { asked }) => {
    asked.push(`subscribe ${to}`);
    return reply(
      paragraph(text("This console is now reminded of "), strong(String(to)), text(".")),
      note(text("To stop: "), code("unsubscribe")),
    );
  },
});

const hostile = declare({
  name: "hostile",
  description: { en: "Hostile <b>words</b>", es: "Palabras hostiles" },
  args: z.object({}),
  run: () =>
    reply(heading("<img src=x onerror=alert(1)>"), paragraph(link("click", "javascript:alert(1)"), text('"><script>alert(1)</script>'))),
});

export const exported = `id: harbor\ntitle: "Huelga <ñ> & 'más' 🪧"\n${"# line\n".repeat(60_000)}`;

const exporting = declare({
  name: "export",
  description: { en: "A dispute as a file", es: "Una disputa como archivo" },
  args: z.object({}),
  run: () => reply(heading("The file"), file("harbor.yaml", "application/yaml", exported)),
});

const broken = declare({
  name: "broken",
  description: { en: "Fails", es: "Falla" },
  args: z.object({ how: arg(z.enum(["user", "away", "bug"]), { en: "In which way", es: "Cómo" }) }),
  run: ({ how }) => {
    if (how === "user") throw new UserError("No session is known.");
    throw how === "away" ? new Unavailable("database") : new Error("secret detail");
  },
});

/** A form with a field of every kind. */
const enter = declare({
  name: "enter",
  description: { en: "Enter what was announced", es: "Anotar lo que se anunció" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object({
    date: arg(z.string(), { en: "Which date", es: "Qué fecha", completes: true, example: "session-2023-10-12" }),
    when: arg(z.string(), { en: "When, in words", es: "Cuándo, en palabras", example: "oct 12 and 13" }),
    status: arg(z.enum(["scheduled", "cancelled"]).optional(), { en: "How certain it is", es: "Qué tan seguro es", named: true }),
    kinds: arg(z.string().optional(), { en: "Who is told", es: "A quién se le dice", named: true, format: "subjects" }),
    quote: arg(z.string().max(300).optional(), { en: "In whose words", es: "En palabras de quién", named: true, long: true }),
    dispute: arg(z.string().optional(), { en: "Which dispute", es: "Qué conflicto", named: true }),
  }),
  form: { fields: ["date", "when", "status", "kinds", "quote"], whenEmpty: true, prefill: async () => ({ quote: "“As agreed.”" }) },
  complete: () => ["session-2023-10-12", "session-2023-10-13"],
  run: (given, { asked }) => {
    if (given.when === "yesterday") throw new UserError("A scheduled session cannot be over.", "when");
    if (given.when === "away") throw new Unavailable("database");
    asked.push(JSON.stringify(given));
    return reply(
      heading("Please check this"),
      paragraph(text(`${given.date} would be ${given.when}.`)),
      actions({ label: "Confirm", command: "keep", args: { draft: "k3m9xa" } }),
    );
  },
});

const keep = declare({
  name: "keep",
  description: { en: "Confirm a draft", es: "Confirmar un borrador" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object({ draft: arg(z.string(), { en: "Which draft", es: "Qué borrador" }) }),
  run: ({ draft }, { asked }) => {
    asked.push(`keep ${draft}`);
    return reply(paragraph(text("Sent.")));
  },
});

export const commands = registry<Context>([nextSession, deadlines, positions, subscribe, hostile, exporting, broken, enter, keep]);

const texts: DispatchTexts = {
  lang: "en",
  choice: (value) => value,
  fillIn: (title) => `Fill in: ${title}.`,
  unknownCommand: (given, meant) => `There is no “${given}”.${meant ? ` Did you mean ${meant}?` : ""}`,
  unknownArgument: (given) => `“${given}” is not an argument here.`,
  tooManyWords: (given) => `I don't know what to do with “${given}”.`,
  badArgument: (spec, given) => `“${given}” is not a ${spec.name}.`,
  missingArgument: (spec) => `Say which ${spec.name}.`,
  fileTooLarge: (name, most) => `${name} is over ${most} bytes.`,
  tooLong: (most) => `Ask in at most ${most} characters.`,
  notAllowed: (role) => `Only for ${role}s.`,
  unavailable: () => "What is stored cannot be reached just now.",
  unexpected: (reference) => `Something went wrong. Reference ${reference}.`,
  usage: () => "Type:",
};

export const fakeDispatch = (asked: string[]) =>
  createDispatch<Context>({ registry: commands, contextFor: () => ({ asked }), textsFor: () => texts, report: () => "R-7" });
