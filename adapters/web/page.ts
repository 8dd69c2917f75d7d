import type { InboxMessage } from "../../src/core/outbox.ts";
import type { By } from "./access.ts";
import { type Html, html } from "./html.ts";
import { moment, remindersPanel, upcomingPanel } from "./panels.ts";
import type { WebCommand, WebParts } from "./parts.ts";
import { buttons } from "./render.ts";
import { signInBox } from "./sign-in.ts";

export interface View {
  /** What stands in the question box. */
  question: string;
  answer: Html | undefined;
  /** Why the question was not asked. */
  remark: string | undefined;
  /** Newest first; undefined when they cannot be read. */
  messages: readonly InboxMessage[] | undefined;
  by: By;
}

const brand = "Picketline";
const examples = ["next-session", "deadlines", "positions", "care", "subscribe"];

export const page = (view: View, parts: WebParts): Html => html`<!doctype html>
<html lang="${parts.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${parts.title === brand ? brand : `${parts.title} · ${brand}`}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script type="module" src="/client.js"></script>
</head>
<body data-words="${JSON.stringify(clientWords(parts))}">
<a class="skip" href="#question">${parts.labels.skip}</a>
<header>
${parts.title !== brand && html`<p class="brand"><img src="/icon.svg" alt="" width="20" height="20"> ${brand}</p>`}
<h1>${parts.title}</h1>
<p class="tagline">${parts.labels.tagline}</p>
${signInBox(view.by, parts)}
</header>
${parts.replay && replayBar(parts)}
<main>
<div class="talk">
${questionBox(view, parts)}
<section aria-labelledby="answers-title">
<h2 id="answers-title" class="unseen">${parts.labels.answers}</h2>
<div id="answers" aria-live="polite">${view.answer ?? noAnswers(parts)}</div>
</section>
</div>
<div class="side-column">
<section class="panel" aria-labelledby="upcoming-title">
<h2 id="upcoming-title">${parts.labels.upcoming}</h2>
<div id="upcoming">${upcomingPanel(parts.upcoming(), parts)}</div>
</section>
<section class="panel" aria-labelledby="reminders-title">
<h2 id="reminders-title">${parts.labels.reminders}</h2>
<div id="reminders" aria-live="polite">${remindersPanel(view.messages, parts)}</div>
<p id="connection" class="remark" role="status"></p>
</section>
</div>
</main>
</body>
</html>`;

function questionBox({ question, remark }: View, { commands, labels }: WebParts): Html {
  const known = examplesAmong(commands);
  return html`<search>
<form id="ask" action="/" method="post">
<label for="question">${labels.question}</label>
<div class="box">
<input id="question" name="q" type="text" value="${question}" role="combobox" aria-expanded="false" aria-controls="suggestions"
 aria-autocomplete="list" aria-describedby="hint" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="send" placeholder="next-session">
<button>${labels.ask}</button>
<ul id="suggestions" class="suggestions" role="listbox" aria-label="${labels.suggestions}" hidden></ul>
</div>
<p id="hint" class="remark">${labels.hint}</p>
<p id="remark" class="remark" role="status">${remark}</p>
</form>
</search>
<div class="examples" role="group" aria-label="${labels.tryThese}">${buttons(known.map(({ name }) => ({ label: name, command: name, args: {} })))}</div>`;
}

/** A newcomer sees what can be asked, and what comes of it. */
const noAnswers = ({ commands, labels, lang }: WebParts): Html => html`<div class="empty">
<p>${labels.noAnswers}</p>
<form class="menu" action="/" method="post">
${examplesAmong(commands).map((c) => html`<button name="q" value="${c.name}"><b>${c.name}</b> <span>${c.description[lang]}</span></button>`)}
</form>
</div>`;

const examplesAmong = (commands: readonly WebCommand[]) => examples.flatMap((name) => commands.filter((c) => c.name === name));

function replayBar({ clock, labels, lang, zone }: WebParts): Html {
  const now = clock.now();
  return html`<section class="replay" aria-label="${labels.replay}">
<p><span class="tag">${labels.replay}</span> ${labels.replayNow} <time id="clock" datetime="${now.toString()}" data-zone="${zone}">${moment(now, zone, lang)}</time>
<span class="speed">${labels.speed(clock.speed)}</span></p>
<button id="next-event" type="button">${labels.nextEvent}</button>
<p id="event" class="remark" role="status"></p>
</section>`;
}

const clientWords = ({ labels, lang, clock }: WebParts) => ({
  lang,
  now: clock.now().epochMilliseconds,
  speed: clock.speed,
  yourTime: labels.yourTime,
  ahead: labels.ahead,
  ago: labels.ago,
  anyMoment: labels.anyMoment,
  working: labels.working,
  unreachable: labels.unreachable,
  lost: labels.lost,
  noMoreEvents: labels.noMoreEvents,
});
