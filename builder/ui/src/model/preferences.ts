/** What a person arranged for themselves on this device: columns, widths, own views. */

type Listener = () => void;
const listeners = new Set<Listener>();
const cache = new Map<string, unknown>();
const PREFIX = "dougong.pref.";

export function watchPreferences(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The kept value, the same object until it is changed; `fallback` when nothing (readable) is kept. */
export function preference<T>(key: string, fallback: T): T {
  if (!cache.has(key)) {
    try {
      const kept = localStorage.getItem(PREFIX + key);
      cache.set(key, kept === null ? undefined : JSON.parse(kept));
    } catch {
      cache.set(key, undefined);
    }
  }
  const found = cache.get(key);
  return found === undefined ? fallback : (found as T);
}

export function setPreference(key: string, value: unknown): void {
  cache.set(key, value);
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A full or refused storage: the arrangement lasts for this page.
  }
  for (const listener of listeners) listener();
}
