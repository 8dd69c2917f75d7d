import { createHistory } from "./history.js";

/**
 * A text box with suggestions, after the ARIA 1.2 combobox with a listbox: focus stays in the box. With the list closed, the
 * arrows walk through earlier questions; Alt and the down arrow opens it. Enter takes the chosen suggestion, else it asks.
 */
export function createCombobox(input, list, ask) {
  const history = createHistory();
  let options = [];
  let chosen = -1;
  let latest = 0;

  const close = () => {
    latest += 1;
    show([]);
  };

  function show(found) {
    options = found;
    list.replaceChildren(...found.map((option, n) => item(option, n)));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
  }

  function choose(n) {
    chosen = n;
    for (const [at, element] of [...list.children].entries()) element.setAttribute("aria-selected", String(at === n));
    const element = list.children[n];
    if (element) input.setAttribute("aria-activedescendant", element.id);
    else input.removeAttribute("aria-activedescendant");
    element?.scrollIntoView({ block: "nearest" });
  }

  async function suggest() {
    const mine = ++latest;
    const response = await fetch(`/complete?line=${encodeURIComponent(input.value)}`).catch(() => undefined);
    const found = response?.ok ? (await response.json()).options : [];
    if (mine === latest) show(found.filter((option) => option.line.trim() !== input.value.trim()));
  }

  function take(option) {
    input.value = option.line;
    show([]);
    suggest();
  }

  function submit() {
    const line = input.value.trim();
    if (line === "") return suggest();
    history.add(line);
    input.value = "";
    close();
    ask(line);
  }

  function recall(line) {
    if (line === undefined) return;
    input.value = line;
    close();
  }

  const step = (by) => choose(((chosen + by + 1 + options.length + 1) % (options.length + 1)) - 1);

  const keys = {
    ArrowDown: (event) => {
      if (options.length > 0) step(1);
      else if (event.altKey || input.value === "") suggest();
      else recall(history.forward());
    },
    ArrowUp: () => (options.length > 0 ? step(-1) : recall(history.back(input.value))),
    Enter: () => (options[chosen] ? take(options[chosen]) : submit()),
    Escape: () => {
      if (options.length === 0) input.value = "";
      close();
    },
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key](event);
  });
  input.addEventListener("input", () => (input.value.trim() === "" ? close() : suggest()));
  input.addEventListener("blur", close);
  // Keeps the focus, and so the list, until the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const element = event.target.closest("[role=option]");
    if (element) take(options[[...list.children].indexOf(element)]);
  });
  return { submit };
}

function item({ label, hint }, n) {
  const element = document.createElement("li");
  const [name, about] = [document.createElement("b"), document.createElement("span")];
  element.id = `suggestion-${n}`;
  element.setAttribute("role", "option");
  name.textContent = label;
  about.textContent = hint;
  element.append(name, " ", about);
  return element;
}
