import { addOwnTimes } from "./times.js";

const most = 30;

/** Asks a line and shows what comes back, newest on top. */
export function createAnswers(area, words) {
  return async function ask(line) {
    area.querySelector(".empty")?.remove();
    const shown = article(line, words.working);
    area.prepend(shown.element);
    while (area.childElementCount > most) area.lastElementChild.remove();
    const { status, html, text } = await answerTo(line, words);
    shown.fill(status, html, text);
    addOwnTimes(shown.element, words);
    shown.element.scrollIntoView({ block: "nearest" });
  };
}

function article(line, working) {
  const element = document.createElement("article");
  const question = document.createElement("h3");
  const body = document.createElement("div");
  element.className = "answer";
  question.textContent = line;
  body.textContent = working;
  body.className = "working";
  element.append(question, body);
  return {
    element,
    fill(status, html, text) {
      element.dataset.status = status;
      body.className = "";
      if (html === undefined) body.textContent = text;
      else body.innerHTML = html;
    },
  };
}

async function answerTo(line, words) {
  try {
    const response = await fetch("/ask", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ line }),
    });
    return response.ok ? await response.json() : { status: "failed", text: await response.text() };
  } catch {
    return { status: "failed", text: words.unreachable };
  }
}
