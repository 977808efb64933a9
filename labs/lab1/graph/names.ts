/**
 * The parts of the shop, as people name them in a drawing.
 * @module
 */

/** The parts that call and are called. */
export type Part = "gateway" | "events" | "payments" | "postgres" | "redis";

/** The first that matches: "events database" is PostgreSQL. */
const PARTS: readonly (readonly [Part, RegExp])[] = [
  ["postgres", /postgre|psql|\bpg\b|\bdb\b|database|datenbank|база|бд\b/iu],
  ["redis", /redis|valkey|\bcache\b/i],
  ["payments", /payment/i],
  ["gateway", /gateway|\bgw\b/i],
  ["events", /event/i],
];

/** The callers outside of the shop: customers, and tools that look at it. */
const OUTSIDE =
  /client|customer|browser|user|visitor|shopper|loadgen|load gen|curl|internet|\bweb\b|k6|locust|prometheus|grafana|console|kunde|nutzer|клиент|пользовател/iu;

/** The part that a label names, or its own words; empty: it says nothing. */
export function partIn(label: string): string {
  const plain = label.replaceAll(/<[^>]*>|\\n/g, " ")
    .replaceAll(/["'`*]/g, "").replaceAll(/\s+/g, " ").trim();
  const [first = ""] = plain.split(/\s*(?:\(|\[|:|—|–| - )/);
  const known = (text: string): Part | undefined =>
    PARTS.find(([, pattern]) => pattern.test(text))?.[0];
  return known(first) ?? known(plain) ?? plain.toLowerCase();
}

/** True of those who are no part of the shop, and whose calls are not asked for. */
export function isOutside(name: string): boolean {
  return OUTSIDE.test(name);
}
