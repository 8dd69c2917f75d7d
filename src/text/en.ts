import type { ArgFormat, ArgSpec } from "../core/args.ts";
import type { Role } from "../core/command.ts";
import type { DispatchTexts } from "../core/dispatch.ts";
import type { MilestoneKind, Speaker, Subject } from "../core/words.ts";
import type { StatusAt } from "../disputes/query.ts";
import type { TopicGroup } from "../disputes/report.ts";

const meant = (name: string | undefined): string => (name ? ` Did you mean “${name}”?` : "");

const formats: Record<ArgFormat, string> = {
  moment: "a date or a moment, such as 2023-10-10 or 2023-10-10T12:00-07:00",
  zone: "a time zone, such as America/Los_Angeles or Asia/Manila",
  leads: "usual, or one or more lead times up to 90d, such as 7d,1d,2h",
  hour: "an hour of the day, such as 09:00",
  subjects: "sessions, strikes, contracts or all (several with commas)",
  date: "a date in words, such as fri 10am, oct 12 and 13 or 2023-10-12",
  person: "a person, mentioned or by their id",
};

function expected(spec: ArgSpec): string {
  if (spec.format) return formats[spec.format];
  if (spec.choices) return `one of: ${spec.choices.join(", ")}`;
  if (spec.type === "integer") return `a whole number from ${spec.min ?? 0} to ${spec.max ?? "…"}`;
  if (spec.type === "boolean") return "yes or no";
  return spec.example ? `text, such as ${spec.example}` : "text";
}

const dispatch: DispatchTexts = {
  lang: "en",
  choice: (value) => names[value] ?? value,
  fillIn: (title) => `Some of it is missing (${title}).`,
  unknownCommand: (given, name) => (given === "" ? "Which command?" : `There is no command “${given}”.${meant(name)}`),
  unknownArgument: (given, name) => `This command has no argument “${given}”.${meant(name)}`,
  tooManyWords: (given) => `I don't know what to do with “${given}”.`,
  badArgument: (spec, given) => `${spec.name} should be ${expected(spec)}; “${given}” isn’t.`,
  missingArgument: (spec) => `${spec.name} is missing: ${spec.description.en}.`,
  tooLong: (most) => `That is too long. Please ask in at most ${most} characters.`,
  notAllowed: (role: Role) => `This is for people with the role ${role}. Ask an organizer of this workspace.`,
  unavailable: () => "I can't reach my records just now. Nothing was lost; please try again in a moment.",
  unexpected: (reference) => `Something went wrong on my side. If it happens again, tell whoever runs me this number: ${reference}.`,
  usage: () => "Usage:",
};

const kinds: Record<MilestoneKind, string> = {
  "bargaining-session": "Bargaining session",
  "mediation-session": "Mediation session",
  proposal: "Proposal",
  "final-offer": "Last, best and final offer",
  impasse: "Impasse",
  "fact-finding": "Fact-finding",
  "cooling-off": "Cooling-off period",
  "strike-notice": "Strike notice",
  "strike-vote": "Strike authorization vote",
  strike: "Strike",
  picket: "Picket",
  rally: "Rally",
  lockout: "Lockout",
  "return-to-work": "Return to work",
  "contract-expiration": "Contract expiration",
  "contract-extension": "Contract extension",
  "contract-start": "Contract takes effect",
  "tentative-agreement": "Tentative agreement",
  "ratification-vote": "Ratification vote",
  "labor-charge": "Unfair labor practice charge",
};

const statuses: Record<StatusAt, string> = {
  possible: "possible, not confirmed",
  noticed: "notice given, not certain to happen",
  scheduled: "scheduled",
  confirmed: "confirmed",
  inProgress: "under way",
  occurred: "took place, as reported",
  postponed: "postponed",
  cancelled: "called off",
  superseded: "no longer current",
  passed: "passed, outcome not reported",
};

const speakers: Record<Speaker, string> = {
  union: "the union",
  employer: "the employer",
  reporter: "a news report",
  government: "a government agency",
  organizer: "an organizer",
};

const subjectNames: Record<Subject, string> = { sessions: "sessions", strikes: "strikes", contracts: "contracts" };

const names: Readonly<Record<string, string | undefined>> = { ...kinds, ...statuses, ...speakers, ...subjectNames };

const groups: Record<TopicGroup, string> = {
  issue: "Issues",
  care: "Care",
  scale: "Numbers and places",
  talks: "Talks",
  background: "Background",
};

export const en = {
  dispatch,
  kinds,
  statuses,
  speakers,
  groups,
  dates: {
    to: " to ",
    lastDayExcluded: " (the last day not included)",
    lastDayNotStated: " (whether the last day counts is not stated)",
    notBefore: "not before ",
    tbd: "date not in any report",
  },
  describe: {
    accordingTo: "According to ",
    butSays: "Another account: ",
    condition: (text: string) => `Only ${text}.`,
    for: "For ",
    places: "In ",
    and: ", ",
    voidedBy: (name: string) => `Its condition no longer holds, since this was reported: ${name}, `,
    caution: (text: string) => `Read with care: ${text}`,
    notTranslated: "(in the words of the source)",
    unnamedPublisher: "publisher not named",
    wording: (words: string) => `In the source's words: “${words}”`,
  },
  actions: { subscribe: "Remind me", unsubscribe: "Stop reminders", preview: "What will be sent", deadlines: "Dates ahead" },
  asOf: (day: string) => `As of ${day}.`,
  notInAnyReport: "Not in any report.",
  whereToAsk: "Where to ask: ",
  ask: {
    notInReports: "Not in any report: no report says this.",
    near: "Not in any report in so many words. The nearest that is known:",
    offer: "What is known instead:",
    confirm: "Only your steward or union can say what holds for your unit, site and shift.",
    notCertain: "Not confirmed. The reports say:",
    reported: "The reports say:",
    remind: "I can remind this conversation. To subscribe, press the button or type:",
    remindOf: "Coming up, as far as reported:",
    duty: {
      title: (day: string) => `As reported for ${day}:`,
      none: (day: string) => `No report says that a strike is set for ${day}.`,
      on: "A strike covers that day, as reported:",
      before: "Over: the last strike in the reports ran or ended before:",
      after: "Later:",
    },
    gaps: {
      date: "No report gives the date.",
      hour: "No report gives an hour.",
      place: "No report gives a place.",
      length: "No report gives a length.",
      number: "No report gives that number.",
      "words of union": "No report gives the union's words on this.",
      "words of employer": "No report gives the employer's words on this.",
      ahead: "No report names another one ahead.",
      kind: "No report tells of one.",
      otherTime: "No report names one then. Known:",
      outcome: "No report says what came of it.",
      reason: "No report gives the reason.",
    },
    superseded: "No longer current.",
    urgent: "What the reports say about care comes first:",
  },
  noDispute: "No dispute is loaded that this conversation may see.",
  whichDispute: (ids: string) =>
    `Several disputes are known here. Say which with dispute:…, or choose one for this conversation with “use”: ${ids}.`,
  unknownDispute: (given: string, ids: string) => `No dispute is called “${given}”. Known here: ${ids}.`,
  unknownUnit: (given: string, ids: string, name?: string) => `No bargaining unit is called “${given}”.${meant(name)} Known: ${ids}.`,
  unknownPlace: (given: string, ids: string, name?: string) => `No place is called “${given}”.${meant(name)} Known: ${ids}.`,
  unknownTopic: (given: string, ids: string, name?: string) => `No topic is called “${given}”.${meant(name)} Known: ${ids}.`,
  futureAsOf: "as-of looks back: it can't be later than now.",
  scopedTo: (what: string) => `For ${what} only.`,
  nextSession: {
    title: "Next bargaining session",
    titles: (count: number) => (count === 1 ? "Next bargaining session" : `Next ${count} bargaining sessions`),
    none: "No further session is in any report.",
    passed: "Before:",
    since: "Reported since:",
    nothingSince: "No report says what came of it.",
  },
  deadlines: {
    title: "Dates ahead",
    none: "No date ahead is in any report.",
    more: (count: number, all: number) => `${count} more. To see them, say “deadlines ${Math.min(all, 25)}” or “timeline”.`,
  },
  status: {
    title: "Where it stands",
    underWay: "Under way",
    next: "Next",
    latest: "Latest reports",
    open: "Dates now past",
    nothing: "Nothing is reported as under way.",
    noReports: "No report was known at that moment.",
  },
  timeline: { title: "Timeline", before: "So far", ahead: "Ahead", none: "No milestone is in any report." },
  positions: {
    title: "What each side says",
    intro: "Side by side, latest first. Picketline has no opinion.",
    none: "No position is in any report.",
    silent: "Nothing in any report.",
  },
  care: { title: "What patients are told", none: "Nothing about care is in any report.", more: "For updates: " },
  sources: {
    title: "Sources",
    none: "No source is visible yet.",
    reports: (count: number) => (count === 1 ? "1 report" : `${count} reports`),
    undated: "undated",
    retracted: (count: number) => (count === 1 ? "1 report was retracted." : `${count} reports were retracted.`),
  },
  whatChanged: {
    title: (since: string) => `What changed since ${since}`,
    none: "Nothing changed in any report.",
    first: "New: ",
    was: "Before: ",
    withdrawn: "taken back: every report of it was retracted",
    reports: "Also said",
    badSince: "since looks back: it can't be later than now.",
  },
  help: {
    title: "What you can ask",
    intro: "Type a command, for example:",
    required: "required",
    choices: (list: string) => `One of: ${list}.`,
    common: "Most take unit:… and place:… (a Seattle worker's dates are not everyone's), as-of:… (what was known then) and dispute:….",
    more: "help <command> says more.",
  },
  about: {
    title: "About Picketline",
    lines: [
      "Picketline answers from reports: who said what, when and where. It has no opinion and tells nobody what to do.",
      "Kept: what conversations subscribed to (platform ids only), what was sent to them and whether it arrived, and what a conversation chose for itself.",
      "Not kept: names, message contents, who asked what, and any list of who strikes.",
      "An answer is only as good as its source: check a date that matters with your steward or union.",
    ],
    loaded: "Known here: ",
    version: (version: string) => `Version ${version}. Free software, MIT licence.`,
  },
  use: {
    done: (title: string) => `This conversation now asks about: ${title}.`,
    already: (title: string) => `This conversation already asks about: ${title}.`,
    settings: (lang: string | undefined, zone: string | undefined) =>
      `Where the platform does not say otherwise, people here read ${lang === "es" ? "Spanish" : lang === "en" ? "English" : "the dispute’s language"}, and reminders are set in ${zone ?? "the dispute’s time zone"}.`,
    nothing: "Say which dispute, language or time zone, such as use language:es or use zone:America/Denver.",
  },
  subscribe: {
    done: "Subscribed.",
    changed: "The subscription was changed.",
    same: "This subscription is already there; nothing changed.",
    about: "About: ",
    everything: "sessions, strikes and contracts",
    units: "Units: ",
    when: "Reminders: ",
    usual: "7 days, 1 day and 1 hour before; for dates without an hour, 7 days and 1 day before and on the day",
    at: (hour: string, zone: string) => `at ${hour}, ${zone}`,
    quiet: (from: string, to: string) =>
      `Quiet hours: ${from} to ${to}. What falls in them comes when they end, or just before they begin if that would be too late.`,
    digest: (hour: string) =>
      `Gathered: once a day, at ${hour}, for the 24 hours from then. Reminders hours or minutes before come by themselves.`,
    changes: "Changes: at once, with what it was before.",
    changesInQuiet: "Changes: at once, in quiet hours too, with what it was before.",
    badQuiet: (given: string) =>
      `quiet should be the hours without reminders, from and to, such as quiet:22:00-07:00, or quiet:none; “${given}” isn’t.`,
    tooMany: (most: number) =>
      `This conversation has ${most} subscriptions already, and that is the most. End one first with “unsubscribe”.`,
    was: "Before it was:",
    noReminders: "Reminders are not available here. (For whoever runs me: start the server once with npm start.)",
    before: (lead: string) => `${lead} before`,
    onTheDay: "on the day",
    stop: "Stop with: ",
    paused: (reason: string) => `Paused, because I could not post here: ${reason}. Subscribe again to go on.`,
    resumed: "Reminders go on here. They were paused.",
    announced: "Done: reminders come here, and everyone here can see what was set.",
    notYours:
      "Reminders come to everyone here, so only someone who manages this channel can set them. In a direct message with me, anyone can.",
    lacks: (permissions: string) => `I can’t post here yet: I lack ${permissions}. Nothing was set.`,
    cannotPost: (reason: string) => `I can’t post here, so no reminder could arrive: ${reason}.`,
  },
  unsubscribe: {
    done: "Unsubscribed. Nothing more will be sent here about:",
    none: "There was no subscription here to end.",
  },
  subscriptions: { title: "Subscriptions of this conversation", none: "This conversation has no subscriptions." },
  stale: {
    title: "What happened?",
    passed: "this date has passed and nothing was reported since.",
    silent: "dates are ahead, and nothing was reported since ",
    how: "Until a report says so, answers read “passed, outcome not reported”. Add a report to the dispute's file.",
  },
  deliveries: {
    title: "What was sent, and what was not",
    none: "Nothing has fallen due here yet. “preview” shows what will be sent.",
    states: {
      due: "waiting to be sent",
      delivered: "arrived",
      uncertain: "may have arrived; this is being checked",
      retrying: "not yet; it is tried again",
      paused: "paused",
      skipped: "not sent",
      failed: "could not be sent",
    },
    late: "late",
    twice: "perhaps twice: an earlier attempt was not answered",
    update: "update",
    lead: (lead: string) => `reminder, ${lead} before`,
    unknown: (given: string) => `No milestone and no conversation here is called “${given}”.`,
    reasons: {
      "the dispute is not loaded": "the dispute is not loaded",
      "the subscription ended": "the subscription ended",
      "the subscription is paused": "the subscription is paused",
      "the milestone is not known any more": "the milestone is not known any more",
      "a newer revision replaced it": "a newer change replaced it",
      "the subscription no longer covers it": "the subscription no longer covers it",
      "it lies in the past": "it lay in the past already",
      "it is again what was told before": "it is again what was told before",
      "the dispute is no longer theirs to see": "the dispute is no longer theirs to see",
    },
  },
  preview: {
    title: (days: number) => `To be sent here in the next ${days} days`,
    none: (days: number) => `No reminder falls within the next ${days} days.`,
    noneFor: (title: string) => `This conversation has no subscription to: ${title}.`,
    paused: "Paused: nothing is sent here about it until somebody subscribes again.",
    unknown: "This dispute is not loaded here, so nothing is sent about it.",
    more: (count: number) => (count === 1 ? "and 1 more." : `and ${count} more.`),
    news: "By what is known now. What is newly reported or changes is told at once, quiet hours or not.",
    end: (lead: string) => `its end: ${lead}`,
    digest: (hour: string, zone: string) => `gathered at ${hour}, ${zone}`,
    quiet: (from: string, to: string, zone: string) => `moved out of the quiet hours ${from} to ${to}, ${zone}`,
  },
  stopped: {
    paused: "I can no longer post there. These reminders are paused:",
    ended: "That conversation is gone. These reminders have ended:",
    more: (n: number) => `And ${n} more.`,
    reason: (reason: string) => `What I was told: ${reason}.`,
    resume: "Once I can post there again, go on with this, in that conversation: ",
  },
  notice: {
    corrected: "Corrected",
    correctedNote: "This message was changed because what it said is no longer current.",
    superseded: "No longer current: ",
    nowIs: "Now: ",
    reminder: "Reminder",
    update: "Update",
    digest: "Reminders",
    late: "Late: this was due earlier.",
    ends: "Ends",
    first: "Newly reported",
    changed: "Changed",
    was: "Before: ",
    withdrawn: "Taken back: every report of it was retracted.",
    why: (title: string) => `You get this because this conversation follows: ${title}.`,
    soon: (minutes: number) =>
      minutes < 2 ? "Within a minute." : minutes < 90 ? `In about ${minutes} minutes.` : `In about ${Math.round(minutes / 60)} hours.`,
  },
  units: {
    days: (n: number) => (n === 1 ? "1 day" : `${n} days`),
    hours: (n: number) => (n === 1 ? "1 hour" : `${n} hours`),
    minutes: (n: number) => (n === 1 ? "1 minute" : `${n} minutes`),
  },
  subjects: subjectNames,
};
