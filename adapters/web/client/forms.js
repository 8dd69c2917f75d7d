/** What a form was filled with, as `/ask` takes it: several boxes of one name are joined by commas, what is empty was not said. */
export function filledIn(form) {
  const fields = new FormData(form);
  const names = new Set([...fields.keys()].filter((name) => name.startsWith(prefix)));
  const said = [...names].map((name) => [name.slice(prefix.length), fields.getAll(name).filter(Boolean).join(",")]);
  return { command: fields.get("command"), args: Object.fromEntries(said.filter(([, value]) => value !== "")) };
}

const prefix = "arg.";

/** Has a field suggest what could follow what is typed in it. */
export async function suggestValues(input) {
  const { command } = input.form.elements;
  const line = `${command.value} ${input.dataset.completes}:${input.value}`;
  const response = await fetch(`/complete?line=${encodeURIComponent(line)}`).catch(() => undefined);
  if (!response?.ok) return;
  const { options } = await response.json();
  input.list?.replaceChildren(...options.map(({ label }) => new Option("", label)));
}
