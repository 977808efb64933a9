/**
 * Which attack begins when, on what: every kind on every service, spread evenly
 * over the time, in an order that the seed alone decides.
 * @module
 */

/** One hostile connection. */
export interface Planned {
  /** Since the beginning (ms). */
  readonly atMs: number;
  readonly kind: string;
  readonly service: string;
}

/** How much, of what. */
export interface PlanOptions {
  readonly connections: number;
  readonly seconds: number;
  readonly kinds: readonly string[];
  readonly services: readonly string[];
  /** Draws from [0, 1). */
  readonly random: () => number;
}

/**
 * Plans exactly `connections` of them, sorted by time. Each pair of a kind and a
 * service gets its share, which differs by one at most.
 */
export function plan(
  { connections, seconds, kinds, services, random }: PlanOptions,
): readonly Planned[] {
  const pairs = kinds.flatMap((kind) =>
    services.map((service) => ({ kind, service }))
  );
  const drawn = Array.from({ length: connections }, (_, i) => {
    const pair = pairs[i % pairs.length];
    if (pair === undefined) throw new RangeError("No kind, or no service");
    return { pair, order: random() };
  }).toSorted((a, b) => a.order - b.order);
  return drawn.map(({ pair }, i) => ({
    ...pair,
    atMs: Math.floor(i * seconds * 1000 / connections),
  }));
}
