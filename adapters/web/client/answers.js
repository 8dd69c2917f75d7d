import { filledIn } from "./forms.js";
import { addOwnTimes } from "./times.js";

const most = 30;

/** Asks what was typed, pressed or filled in, and shows what comes back, newest on top. */
export function createAnswers(area, words) {
  return {
    async ask(line) {
      area.querySelector(".empty")?.remove();
      const element = article(line, words.working);
      area.prepend(element);
      while (area.childElementCount > most) area.lastElementChild.remove();
      show(element, await answerTo({ line }, words), words);
    },
    /** The answer takes the form's place; one that was refused stays, with what was typed. */
    async send(form) {
      if (form.getAttribute("aria-busy") === "true") return;
      form.setAttribute("aria-busy", "true");
      const answer = await answerTo(filledIn(form), words);
      form.removeAttribute("aria-busy");
      if (answer.html === undefined) return complain(form, answer.text);
      show(form.closest(".answer"), answer, words);
    },
  };
}

function article(line, working) {
  const element = document.createElement("article");
  const question = document.createElement("h3");
  const body = document.createElement("div");
  element.className = "answer";
  question.textContent = line;
  question.tabIndex = -1;
  body.textContent = working;
  body.className = "working";
  element.append(question, body);
  return element;
}

function show(element, { status, html, text }, words) {
  const [question, body] = [element.querySelector("h3"), element.querySelector("h3 + div")];
  const hadFocus = body.contains(document.activeElement);
  element.dataset.status = status;
  body.className = "";
  const template = document.createElement("template");
  if (html === undefined) template.content.append(text);
  else template.innerHTML = html;
  const field = template.content.querySelector("[autofocus]");
  // For a page that loads; in one that is open a browser complains of it.
  field?.removeAttribute("autofocus");
  body.replaceChildren(template.content);
  addOwnTimes(element, words);
  element.scrollIntoView({ block: "nearest" });
  if (field) field.focus();
  // The form that had the focus is gone: who reads by ear goes on at the answer.
  else if (hadFocus) question.focus();
}

function complain(form, text) {
  form.querySelector(":scope > .problem")?.remove();
  const problem = document.createElement("p");
  problem.className = "problem";
  problem.setAttribute("role", "alert");
  problem.textContent = text;
  form.prepend(problem);
}

async function answerTo(question, words) {
  try {
    const response = await fetch("/ask", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question),
    });
    return response.ok ? await response.json() : { status: "failed", text: await response.text() };
  } catch {
    return { status: "failed", text: words.unreachable };
  }
}
