import type { types } from "@slack/bolt";
import type { Lang } from "../../src/core/words.ts";
import { homeWords } from "./home-words.ts";
import { LIMITS } from "./limits.ts";

/** A dispute as one person may follow it. */
export interface Followed {
  dispute: string;
  title: string;
  /** Undefined: they are not reminded of it. */
  following: { hour: string; zone: string; paused: string | null; lang: Lang } | undefined;
}

export interface HomeContent {
  lang: Lang;
  /** What is next, as blocks of a message, for each dispute that is shown. */
  next: readonly types.KnownBlock[];
  disputes: readonly Followed[];
  /** Where the person lives, as Slack says. */
  zone: string | undefined;
  mayForget: boolean;
  /** What became of the last press, where that must be said. */
  notice: string | undefined;
  /** The direct message with this person, which a press does not name. */
  conversation: string;
}

/** How many disputes have their settings shown. */
const most = 15;

/** App Home: what is next, and what this person is reminded of, with the ways to change it. */
export function homeView({ lang, next, disputes, zone, mayForget, notice, conversation }: HomeContent): types.HomeView {
  const m = homeWords[lang];
  const shown = disputes.slice(0, most);
  const settings = [
    header(m.reminders),
    note(m.where),
    ...shown.flatMap((each) => settingsOf(each, zone, lang)),
    ...(disputes.length > most ? [note(m.more(disputes.length - most))] : []),
    section(m.language, select("home:lang", m.language, languageOptions(m.languages), lang)),
    ...(mayForget ? [section(m.forget, forgetButton(m))] : []),
  ];
  const room = LIMITS.homeBlocks - settings.length - 3;
  return {
    type: "home",
    private_metadata: JSON.stringify({ conversation }),
    blocks: [
      ...(notice === undefined ? [] : [note(notice)]),
      ...(disputes.length === 0 ? [note(m.nothing)] : next.slice(0, room)),
      { type: "divider" },
      ...(disputes.length === 0 ? [] : settings),
    ],
  };
}

function settingsOf({ dispute, title, following }: Followed, zone: string | undefined, lang: Lang): types.KnownBlock[] {
  const m = homeWords[lang];
  const press = following ? button(`home:off:${dispute}`, m.off) : button(`home:on:${dispute}`, m.on);
  if (!following) return [section(title, press)];
  const zones = [...new Set([following.zone, ...(zone === undefined ? [] : [zone]), ...usualZones])];
  const hours = [...new Set([following.hour, ...everyHour])].sort();
  return [
    section(title, press),
    ...(following.paused === null ? [] : [note(m.paused(following.paused))]),
    {
      type: "actions",
      elements: [
        select(
          `home:at:${dispute}`,
          m.hour,
          hours.map((hour) => option(hour, hour)),
          following.hour,
        ),
        select(
          `home:zone:${dispute}`,
          m.zone,
          zones.map((each) => option(zoneName(each, lang), each)),
          following.zone,
        ),
      ],
    },
  ];
}

const everyHour = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);

/** Those of the United States, where this data is from; whoever lives elsewhere has theirs first, and `/strike subscribe zone:` takes any. */
const usualZones = [
  ...["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage"],
  ...["Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam"],
];

function zoneName(zone: string, lang: Lang): string {
  const parts = new Intl.DateTimeFormat(lang, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts();
  const name = parts.find(({ type }) => type === "timeZoneName")?.value;
  return name === undefined ? zone : `${name} (${zone})`;
}

const plain = (text: string, most = 3_000): types.PlainTextElement => ({
  type: "plain_text",
  text: text.length > most ? `${text.slice(0, most - 1)}…` : text,
  emoji: false,
});
const header = (text: string): types.HeaderBlock => ({ type: "header", text: plain(text, LIMITS.header) });
const note = (text: string): types.ContextBlock => ({ type: "context", elements: [plain(text)] });
const section = (text: string, accessory: types.Button | types.StaticSelect): types.SectionBlock => ({
  type: "section",
  text: plain(text),
  accessory,
});
const button = (action_id: string, text: string): types.Button => ({ type: "button", action_id, text: plain(text, LIMITS.buttonText) });
const option = (text: string, value: string): types.PlainTextOption => ({ text: plain(text, LIMITS.optionText), value });
const languageOptions = (names: Record<Lang, string>) => [option(names.en, "en"), option(names.es, "es")];

function select(action_id: string, placeholder: string, options: types.PlainTextOption[], chosen: string): types.StaticSelect {
  const initial = options.find(({ value }) => value === chosen);
  return { type: "static_select", action_id, placeholder: plain(placeholder, 150), options, ...(initial && { initial_option: initial }) };
}

const forgetButton = ({ forgetButton: label, forgetAsked: asked }: (typeof homeWords)[Lang]): types.Button => ({
  ...button("home:forget", label),
  style: "danger",
  confirm: {
    ...{ title: plain(asked.title, 100), text: plain(asked.text, 300), confirm: plain(asked.yes, 30), deny: plain(asked.no, 30) },
    style: "danger",
  },
});
