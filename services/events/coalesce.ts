/**
 * Many callers share one read. Each gets a read that began after it asked, so
 * no caller receives data that is older than its question. At most one read
 * runs and one is queued, however many ask: a popular list costs the database
 * the same at ten requests a second as at ten thousand.
 *
 * Why not a cache: someone who has just bought must see it, and a lab that
 * changes a row by hand wants to see that too.
 * @module
 */

/** Wraps `read` so that concurrent calls share it. */
export function coalesce<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let next: Promise<T> | undefined;

  function begin(): Promise<T> {
    next = undefined;
    const started = read().finally(() => {
      if (running === started) running = undefined;
    });
    running = started;
    return started;
  }

  return function shared() {
    if (running === undefined) return begin();
    return next ??= running.then(begin, begin);
  };
}

/**
 * The same for each key by itself. It forgets keys that no caller waits for.
 */
export function coalesceBy<K, T>(
  read: (key: K) => Promise<T>,
): (key: K) => Promise<T> {
  const shared = new Map<K, { ask: () => Promise<T>; askers: number }>();

  return async function sharedBy(key) {
    const entry = shared.get(key) ?? {
      ask: coalesce(() => read(key)),
      askers: 0,
    };
    shared.set(key, entry);
    entry.askers++;
    try {
      return await entry.ask();
    } finally {
      if (--entry.askers === 0) shared.delete(key);
    }
  };
}
