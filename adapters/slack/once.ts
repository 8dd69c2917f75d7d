/** True the first time it hears a name; remembers the latest ones. Slack sends an event again when it missed the acknowledgement. */
export function seenOnce(most: number): (name: string) => boolean {
  const seen = new Set<string>();
  return (name) => {
    if (seen.has(name)) return false;
    seen.add(name);
    const oldest = seen.keys().next();
    if (seen.size > most && !oldest.done) seen.delete(oldest.value);
    return true;
  };
}
