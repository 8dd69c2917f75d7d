import { createAnswers } from "./client/answers.js";
import { createCombobox } from "./client/combobox.js";
import { suggestValues } from "./client/forms.js";
import { follow } from "./client/live.js";
import { addOwnTimes, createClock, showClock, showCountdowns } from "./client/times.js";

const words = JSON.parse(document.body.dataset.words);
const [form, question, suggestions] = ["ask", "question", "suggestions"].map((id) => document.getElementById(id));
const [answers, upcoming, reminders] = ["answers", "upcoming", "reminders"].map((id) => document.getElementById(id));
const [remark, connection, nextEvent, event] = ["remark", "connection", "next-event", "event"].map((id) => document.getElementById(id));

const { ask: answer, send } = createAnswers(answers, words);
const ask = (line) => {
  remark.textContent = "";
  return answer(line);
};
const box = createCombobox(question, suggestions, ask);
const clock = createClock(words.now, words.speed);

function tick() {
  showClock(clock.now(), words);
  showCountdowns(upcoming, clock.now(), words);
}

form.addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  box.submit();
  question.focus();
});

document.addEventListener("submit", (submitted) => {
  const { target, submitter } = submitted;
  const filled = target.matches(".fill");
  if (target === form || !(filled || submitter?.name === "q")) return;
  submitted.preventDefault();
  if (filled) send(target);
  else ask(submitter.value);
});

answers.addEventListener("input", ({ target }) => {
  if (target.dataset.completes) suggestValues(target);
});

nextEvent?.addEventListener("click", async () => {
  nextEvent.setAttribute("aria-disabled", "true");
  event.textContent = await goOn().catch(() => words.unreachable);
  nextEvent.removeAttribute("aria-disabled");
});

async function goOn() {
  const response = await fetch("/replay/next", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  return response.ok ? ((await response.json()).label ?? words.noMoreEvents) : response.text();
}

follow({
  reminders,
  upcoming,
  connection,
  words,
  onClock(now, speed) {
    clock.set(now, speed);
    tick();
  },
  onUpcoming() {
    addOwnTimes(upcoming, words);
    tick();
  },
});
addOwnTimes(document, words);
setInterval(tick, 1_000);
// On a phone this would cover the page with a keyboard.
if (matchMedia("(pointer: fine)").matches && !answers.querySelector("[autofocus]")) question.focus({ preventScroll: true });
