import { rememberBy } from "../../src/core/remember.ts";
import {
  type Action,
  type Block,
  type FileBlock,
  type Inline,
  type Item,
  type Reply,
  type TimeInline,
  withoutForms,
} from "../../src/core/reply.ts";
import { type Html, html } from "./html.ts";
import { lineOf } from "./lines.ts";

/** A reply as HTML whose own headings begin at `level`, below the heading it stands under. */
export function render(reply: Reply, level: 3 | 4): Html {
  const deepest = reply.blocks.some((block) => block.type === "heading") ? level + 1 : level;
  return html`${reply.blocks.map((block) => renderBlock(block, level, deepest))}`;
}

function renderBlock(block: Block, level: number, below: number): Html {
  switch (block.type) {
    case "heading":
      return title(level, block.text);
    case "paragraph":
      return html`<p>${inlines(block.inlines)}</p>`;
    case "list":
      return items(block.items);
    case "sides":
      return html`<div class="sides">${block.sides.map((side) => html`<div class="side">${title(below, side.title)}${items(side.items)}</div>`)}</div>`;
    case "note":
      return html`<p class="note">${inlines(block.inlines)}</p>`;
    case "actions":
      return buttons(withoutForms(block.actions));
    case "file":
      return download(block);
    default:
      return block satisfies never;
  }
}

/** The whole file stands in the link: nothing is kept on the server, and it works without script. */
const download = ({ name, mediaType, content }: FileBlock): Html =>
  html`<p><a download="${name}" href="data:${mediaType};charset=utf-8;base64,${Buffer.from(content).toString("base64")}">${name}</a></p>`;

/** Buttons that ask a line. A plain form, so that they work without script too; posted, since no link may press them. */
export const buttons = (actions: readonly Action[]): Html =>
  html`<form class="actions" action="/" method="post">${actions.map((a) => html`<button name="q" value="${lineOf(a)}">${a.label}</button>`)}</form>`;

export const inlines = (list: readonly Inline[]): Html => html`${list.map(renderInline)}`;

function renderInline(inline: Inline): Html {
  switch (inline.type) {
    case "text":
      return html`${inline.text}`;
    case "strong":
      return html`<strong>${inline.text}</strong>`;
    case "mention":
    case "code":
      return html`<code>${inline.text}</code>`;
    case "link":
      return isWeb(inline.url)
        ? html`<a href="${inline.url}" rel="noopener noreferrer" target="_blank">${inline.text}</a>`
        : html`${inline.text}`;
    case "time":
      return time(inline);
    default:
      return inline satisfies never;
  }
}

/** Only an instant names its zone to the script: a day must never be given an hour. */
export const time = ({ text, value, precision, zone }: Omit<TimeInline, "type">): Html =>
  precision === "instant"
    ? html`<time datetime="${value}" data-zone="${zone}">${text}</time>`
    : html`<time datetime="${value}">${text}</time>`;

const isWeb = (url: string): boolean => ["http:", "https:"].includes(URL.parse(url)?.protocol ?? "");

const items = (list: readonly Item[]): Html => html`<ul>${list.map(item)}</ul>`;

const item = ({ body, notes }: Item): Html => html`<li>${inlines(body)}${notes.map(small)}</li>`;

/** The same notes stand under a fact in every answer. */
const small = rememberBy((inlinesOf: readonly Inline[]): Html => html`<p class="note">${inlines(inlinesOf)}</p>`);

function title(level: number, text: string): Html {
  if (level <= 3) return html`<h3>${text}</h3>`;
  return level === 4 ? html`<h4>${text}</h4>` : html`<h5>${text}</h5>`;
}
