/**
 * Work side by side, a few pieces at a time.
 * @module
 */

/**
 * Does `work` for each item, at most `lanes` at a time, in the order given.
 * @returns the results in the order of the items
 * @throws what `work` throws first; what has begun is waited for
 */
export async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ends) {
    if (end.status === "rejected") throw end.reason;
  }
  return results;
}
