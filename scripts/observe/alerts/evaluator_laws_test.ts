import assert from "node:assert/strict";
import fc from "fast-check";
import { ruleOf } from "./alert_fixture.ts";
import { Evaluator, keyOf, type Sample } from "./evaluator.ts";

const EVERY = 30_000;
const PATHS = ["/a", "/b", "/c"];

/** Which series answer at each evaluation. */
const course = fc.array(fc.subarray(PATHS), { maxLength: 20 });

const samples = (paths: readonly string[]): readonly Sample[] =>
  paths.map((path) => ({ metric: { path }, value: 1 }));

const waits = fc.record({
  forMs: fc.integer({ min: 0, max: 4 }).map((n) => n * EVERY),
  keepFiringMs: fc.integer({ min: 0, max: 4 }).map((n) => n * EVERY),
}, { noNullPrototype: true });

Deno.test("an alert fires exactly when its series has answered for as long as it must", () => {
  fc.assert(fc.property(course, waits, (looks, { forMs }) => {
    const rule = ruleOf({ forMs });
    const evaluator = new Evaluator();
    for (const [at, paths] of looks.entries()) {
      evaluator.take(rule, samples(paths), at * EVERY);
      const lasted = (path: string): boolean => {
        const first = looks.slice(0, at + 1)
          .findLastIndex((one) => !one.includes(path)) + 1;
        return paths.includes(path) && (at - first) * EVERY >= forMs;
      };
      const firing = evaluator.firing().map(({ labels }) => labels.path ?? "");
      assert.deepEqual(firing.toSorted(), PATHS.filter(lasted));
    }
  }));
});

Deno.test("whatever fires goes on until it has ceased, and every end has its beginning", () => {
  fc.assert(fc.property(course, waits, (looks, times) => {
    const rule = ruleOf(times);
    const evaluator = new Evaluator();
    let before = new Map<string, number>();
    for (const [at, paths] of looks.entries()) {
      const now = at * EVERY;
      const ceased = evaluator.take(rule, samples(paths), now);
      const after = new Map(
        evaluator.firing().map(({ labels, startsAt }) =>
          [keyOf(labels), startsAt] as const
        ),
      );
      const ended = new Set(ceased.map(({ labels }) => keyOf(labels)));
      for (const [key, startsAt] of before) {
        assert.notEqual(after.has(key), ended.has(key), key);
        if (after.has(key)) assert.equal(after.get(key), startsAt);
      }
      for (const one of ceased) {
        assert.equal(one.endsAt, now);
        assert.equal(before.get(keyOf(one.labels)), one.startsAt);
      }
      before = after;
    }
  }));
});

Deno.test("an alert that is kept firing outlives gaps that are shorter than that", () => {
  const rule = ruleOf({ keepFiringMs: 2 * EVERY });
  const evaluator = new Evaluator();
  const firing = ["x", "", "x", "", "", ""].map((look, at) => {
    evaluator.take(rule, samples(look === "" ? [] : ["/a"]), at * EVERY);
    return evaluator.firing().length;
  });
  assert.deepEqual(firing, [1, 1, 1, 1, 0, 0]);
});

Deno.test("labels of the rule go before those of the series, and the metric's name is not a label", () => {
  const rule = ruleOf({ labels: { severity: "page", path: "all" } });
  const evaluator = new Evaluator();
  const metric = { __name__: "up", path: "/a", job: "gateway" };
  evaluator.take(rule, [{ metric, value: 0 }], 0);
  assert.deepEqual(evaluator.firing()[0]?.labels, {
    path: "all",
    job: "gateway",
    severity: "page",
    alertname: "Pay",
  });
});

Deno.test("a key does not depend on the order of labels", () => {
  fc.assert(fc.property(
    fc.dictionary(fc.string(), fc.string()),
    (labels) => {
      const reversed = Object.fromEntries(Object.entries(labels).toReversed());
      assert.equal(keyOf(labels), keyOf(reversed));
    },
  ));
});

Deno.test("rules are evaluated apart, though they have the same labels", () => {
  const [one, other] = [ruleOf(), ruleOf({ forMs: EVERY })];
  const evaluator = new Evaluator();
  evaluator.take(one, samples(["/a"]), 0);
  evaluator.take(other, samples(["/a"]), 0);
  assert.deepEqual(evaluator.firing().map(({ rule }) => rule), [one]);
  assert.deepEqual(evaluator.take(other, [], EVERY), []);
  assert.equal(evaluator.take(one, [], EVERY).length, 1);
});
