import type { InboxMessage } from "../../src/core/outbox.ts";
import { countdown } from "./client/countdown.js";
import { type Html, html } from "./html.ts";
import type { Upcoming, WebParts } from "./parts.ts";
import { buttons, inlines, render, time } from "./render.ts";

export function upcomingPanel(items: readonly Upcoming[], parts: WebParts): Html {
  if (items.length === 0) return html`<p class="empty">${parts.labels.noUpcoming}</p>`;
  return html`<ul class="dates">${items.map((item) => upcomingItem(item, parts))}</ul>`;
}

function upcomingItem(item: Upcoming, parts: WebParts): Html {
  return html`<li>
<p class="what"><strong>${item.title}</strong> <span class="status">${item.status}</span></p>
<p class="when">${inlines(item.when)}${counted(item, parts)}</p>
${item.note && html`<p class="note">${item.note}</p>`}
</li>`;
}

function counted({ at, day, zone }: Upcoming, { clock, labels, lang }: WebParts): Html | undefined {
  if (at === null && day === null) return undefined;
  const said = countdown({ at, day, zone }, clock.now().epochMilliseconds, { lang, ...labels });
  return html` <span class="countdown" data-at="${at ?? ""}" data-day="${day ?? ""}" data-zone="${zone}">${said}</span>`;
}

export function remindersPanel(messages: readonly InboxMessage[] | undefined, parts: WebParts): Html {
  if (!messages) return html`<p class="empty">${parts.labels.unreadable}</p>`;
  return html`${messages.length === 0 && noReminders(parts)}${threads(messages).map(([first, replies]) => thread(first, replies, parts))}`;
}

function noReminders({ commands, labels }: WebParts): Html {
  const subscribe = commands.some((c) => c.name === "subscribe");
  return html`<div class="empty"><p>${labels.noReminders}</p>${subscribe && buttons([{ label: labels.subscribe, command: "subscribe", args: {} }])}</div>`;
}

const thread = (first: InboxMessage, replies: readonly InboxMessage[], parts: WebParts): Html =>
  html`<div class="thread" data-thread="${first.id}">${[first, ...replies].map((message) => messageHtml(message, parts))}</div>`;

export function messageHtml(message: InboxMessage, { labels, lang, zone }: Pick<WebParts, "labels" | "lang" | "zone">): Html {
  const stamp = (at: Temporal.Instant) => time({ text: moment(at, zone, lang), value: at.toString(), precision: "instant", zone });
  const edited = message.editedAt && html`<span class="changed">${labels.changed} ${stamp(message.editedAt)}</span>`;
  return html`<article class="message" data-id="${message.id}" data-under="${message.inReplyTo ?? ""}">
<p class="stamp">${stamp(message.postedAt)}${edited ?? ""}</p>
${render(message.reply, 3)}
</article>`;
}

/** Each message with all that stands under it, oldest first; what was answered last is on top. */
function threads(newestFirst: readonly InboxMessage[]): [InboxMessage, InboxMessage[]][] {
  const shown = new Map(newestFirst.map((m) => [m.id, m]));
  const rootOf = (m: InboxMessage): InboxMessage => {
    const above = shown.get(m.inReplyTo ?? "");
    return above ? rootOf(above) : m;
  };
  return [...Map.groupBy(newestFirst, rootOf)].map(([root, group]) => [root, group.filter((m) => m !== root).reverse()]);
}

export function moment(at: Temporal.Instant, zone: string, lang: string): string {
  return new Intl.DateTimeFormat(lang, {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at.epochMilliseconds);
}
