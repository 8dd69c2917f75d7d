import { addOwnTimes } from "./times.js";

/** Keeps the page as the server has it. After a break the server sends everything again, so what is there already is left alone. */
export function follow(page) {
  const { reminders, upcoming, connection, words, onClock, onUpcoming } = page;
  const events = new EventSource("/events");
  const on = (name, heard) => events.addEventListener(name, ({ data }) => heard(JSON.parse(data)));
  on("clock", ({ now, speed }) => onClock(now, speed));
  on("upcoming", ({ html }) => {
    upcoming.innerHTML = html;
    onUpcoming();
  });
  on("message", (message) => show(reminders, message, words));
  events.addEventListener("open", () => {
    connection.textContent = "";
  });
  events.addEventListener("error", () => {
    connection.textContent = words.lost;
    // A browser comes back by itself after a broken line, but gives up after a refusal, as a restarting proxy sends.
    if (events.readyState === EventSource.CLOSED) setTimeout(() => follow(page), 10_000);
  });
}

const mostThreads = 30;

function show(reminders, { id, under, html }, words) {
  const message = fragment(html);
  addOwnTimes(message, words);
  const already = find(reminders, id);
  if (already?.outerHTML === message.outerHTML) return;
  if (already) return already.replaceWith(message);
  reminders.querySelector(".empty")?.remove();
  const thread = find(reminders, under)?.closest(".thread") ?? newThread();
  thread.append(message);
  reminders.prepend(thread);
  while (reminders.childElementCount > mostThreads) reminders.lastElementChild.remove();
}

const find = (reminders, id) => reminders.querySelector(`[data-id="${CSS.escape(id ?? "")}"]`);

function newThread() {
  const thread = document.createElement("div");
  thread.className = "thread";
  return thread;
}

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}
