/** Earlier questions of this page alone: they are kept nowhere. */
export function createHistory() {
  const lines = [];
  let at = 0;
  let draft = "";
  return {
    add(line) {
      if (lines.at(-1) !== line) lines.push(line);
      at = lines.length;
    },
    /** The line before the one shown; undefined at the first. */
    back(current) {
      if (at === 0) return undefined;
      if (at === lines.length) draft = current;
      at -= 1;
      return lines[at];
    },
    /** The line after the one shown, at last what was being typed; undefined when that is shown already. */
    forward() {
      if (at >= lines.length) return undefined;
      at += 1;
      return lines[at] ?? draft;
    },
  };
}
