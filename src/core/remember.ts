/** Works a thing out once for each object that never changes; forgotten together with the object. */
export function rememberBy<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { value: V }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = make(key);
    known.set(key, { value });
    return value;
  };
}

/** The same for a thing that differs by language or another word. `context` is what the key belongs to, and so no key itself. */
export function rememberByBoth<K extends object, W extends string, V, C = undefined>(
  make: (key: K, word: W, context: C) => V,
): (key: K, word: W, ...context: undefined extends C ? [] : [C]) => V {
  const byKey = rememberBy((_: K) => new Map<W, { value: V }>());
  return (key, word, ...[context]) => {
    const known = byKey(key);
    const before = known.get(word);
    if (before) return before.value;
    const value = make(key, word, context as C);
    known.set(word, { value });
    return value;
  };
}
