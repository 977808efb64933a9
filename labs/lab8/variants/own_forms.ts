/**
 * Experiments of one's own in other forms: as good ones, and wrong ones.
 * @module
 */

import { edited, type Listed } from "../../../scripts/checks/variants/mod.ts";

/** The student's file. */
export const REDIS = "experiments/redis.yaml";

type Edit = readonly [string | RegExp, string];

function form(
  kind: Listed["kind"],
  name: string,
  edits: readonly Edit[],
): Listed {
  return {
    name,
    kind,
    steps: ["8.6"],
    change: edited(REDIS, (text) =>
      edits.reduce((all, [from, to]) => {
        const next = all.replace(from, () => to);
        if (next === all) throw new Error(`${name}: ${from} is not there`);
        return next;
      }, text)),
  };
}

const same = (name: string, ...edits: readonly Edit[]) =>
  form("equivalent", name, edits);

const wrong = (name: string, ...edits: readonly Edit[]) =>
  form("neighbour", name, edits);

const RESERVE = /path="\/events\/\{id\}\/reserve"/g;

/** As good. */
export const SAME_OWN: readonly Listed[] = [
  same("reserving by a pattern", [RESERVE, 'path=~"/events/.+/reserve"']),
  same("reserving in single quotes", [RESERVE, "path='/events/{id}/reserve'"]),
  same("labels in another order", [
    /path="\/events\/\{id\}\/reserve",status=~"5.."/g,
    'status=~"5..",path="/events/{id}/reserve"',
  ]),
  same("each status by name", [/status=~"5.."/g, 'status=~"500|502|503|504"']),
  same("reserving of one method", [
    RESERVE,
    'method="POST",path="/events/{id}/reserve"',
  ]),
  same("the list with a slash", [
    '${gateway_url}/events"',
    '${gateway_url}/events/"',
  ]),
  same("the list in pages", [
    '${gateway_url}/events"',
    '${gateway_url}/events?limit=5"',
  ]),
  same("health of events", [
    /\$\{gateway_url\}\/health/g,
    "${events_url}/health",
  ]),
  same("Redis is killed", ["do: stop", "do: kill"]),
  same("Redis is frozen", ["do: stop", "do: freeze"]),
  same("a pause of fifteen seconds", ["after: 20", "after: 15"]),
  same("a pause of thirty seconds", ["after: 20", "after: 30"]),
  same("more visitors", ["rps: 20", "rps: 60"]),
  same("a longer time limit", ["time_limit_s: 60", "time_limit_s: 120"]),
  same("a title in another language", [
    /title: .*/,
    "title: Redis ist zwanzig Sekunden weg",
  ]),
  same("names in another language", [
    "share of reserves that fail",
    "доля отказов при бронировании",
  ]),
  same("the answer's range as a list", [
    "{ type: range, range: [200, 599] }",
    "[200, 599]",
  ]),
  same("a longer window", [/window: 5/g, "window: 10"]),
  same("one question", [/ {4}- id: reserve-p99[^]*$/, ""]),
  {
    name: "another ending",
    kind: "equivalent",
    steps: ["8.6"],
    change: {
      [REDIS]: () => undefined,
      "experiments/redis.yml": (old) => old(REDIS),
    },
  },
];

/** Wrong in one thing. */
export const WRONG_OWN: readonly Listed[] = [
  wrong("Redis is started", ["do: stop", "do: start"]),
  wrong("payments goes", ["name: redis, do", "name: payments, do"], [
    "parts: [redis]",
    "parts: [payments]",
  ]),
  wrong("PostgreSQL goes", ["name: redis, do", "name: postgres, do"], [
    "parts: [redis]",
    "parts: [postgres]",
  ]),
  wrong("outside of its blast radius", ["parts: [redis]", "parts: [events]"]),
  wrong("no look at health", [
    /\$\{gateway_url\}\/health/g,
    "${gateway_url}/livez",
  ]),
  wrong("a look at another page in the place of reserving", [
    RESERVE,
    'path="/events/{id}"',
  ]),
  wrong("a look at everything in the place of reserving", [
    RESERVE,
    'path=~".*"',
  ]),
  wrong("a look at paying in the place of reserving", [
    RESERVE,
    'path="/reserve/{id}/pay"',
  ]),
  wrong("no look at the list", [
    '${gateway_url}/events"',
    '${gateway_url}/livez"',
  ], [/path="\/events"/g, 'path="/livez"']),
  wrong("nothing can break it", [
    / {6}tolerance: .*/g,
    "      tolerance: { type: range, range: [0, 1000000000000] }",
  ]),
  wrong("nothing is looked at meanwhile", [
    /( {6})(provider: .*\n(?: {8}.*\n)*)(?! {6}quickticket)/g,
    "      quickticket: { when: [before, after] }\n",
  ]),
  wrong("no time limit", [/ {2}time_limit_s: 60\n/, ""]),
  wrong("no blast radius", [/ {2}blast_radius:\n(?: {4}.*\n)+/, ""]),
  wrong("no question", [/ {2}predictions:\n[^]*$/, ""]),
  wrong("no recovery", [/ {2}recovery: .*\n/, ""]),
  wrong("no YAML", ["title: Redis", "title: [Redis"]),
  wrong("a word that does not exist", ["measure: ratio", "measure: share"]),
  wrong("a selector that is none", [RESERVE, "path=reserve"]),
];
