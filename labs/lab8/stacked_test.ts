import assert from "node:assert/strict";
import { sha256 } from "../../scripts/chaos/prediction.ts";
import { evaluateFixed, evaluateStays } from "./fix_checks.ts";
import {
  at,
  BROKEN,
  type Changes,
  journalWith,
  latency,
  record,
} from "./journal_fixture.ts";
import { evaluateStacked, evaluateWeakest } from "./stacked_checks.ts";
import { claimIn } from "./weakest_claim.ts";

const STACK = [
  {
    type: "fault",
    service: "payments",
    fault: { kind: "payment_failure", rate: 0.3 },
  },
  { type: "lock", table: "pending_payments" },
];

Deno.test("a stack is two different failures at least, and a figure shows them", () => {
  const text = "title: stack";
  const own = { experiment_sha256: sha256(text) };
  const seen = [
    "0.1 (1 of 10)",
    "0.6 (6 of 10)",
    "0.6 (6 of 10)",
    "0.6 (6 of 10)",
  ];
  const judge = (changes: Changes) =>
    evaluateStacked(
      text,
      record(journalWith({ own, seen, ...changes }), {
        experiments: [sha256(text)],
      }),
    )
      .verdict;
  assert.equal(judge({ actions: STACK }), "pass");
  assert.equal(judge({ actions: STACK.slice(0, 1) }), "fail");
  assert.equal(judge({ actions: [SLOWLY, SLOWLY] }), "fail");
  const delays = { actions: STACK, asks: { measure: "quantile" } };
  assert.equal(
    judge({ ...delays, seen: ["0.9", "0.9", "0.9", "0.9"] }),
    "pass",
  );
  assert.equal(
    judge({ ...delays, seen: ["0.3", "0.3", "0.3", "0.3"] }),
    "fail",
    "noise",
  );
  const unseen = ["0", "0", "0", "0"];
  assert.equal(judge({ actions: STACK, seen: unseen }), "fail");
  const told = (share: string) =>
    judge({ actions: STACK, seen: unseen, measured: { "pay-5xx": share } });
  assert.equal(told("0.9 (9 of 10)"), "pass");
  assert.equal(told("0 (0 of 10)"), "fail");
});

const SLOWLY = latency(500);

const NAMES = {
  variables: ["max_conns", "failure_rate"],
  figures: ["list-5xx", "list-p99"],
};

Deno.test("a report names the link and the figure", () => {
  for (
    const text of [
      "Weakest link: max_conns, by list-5xx",
      "**Weakest link:** `max_conns`, by `list-5xx`.",
      "The weakest link: max_conns by list-5xx",
      "Weakest link is `max_conns` (list-5xx fell from 0.5 to 0.02)",
      "Weakest link = max_conns; figure = list-5xx",
      "- weakest link — `max_conns`, `list-5xx`",
      "| Weakest link | max_conns |\n| --- | --- |\n| Figure | list-5xx |",
      "```yaml\nweakest_link:\n  variable: max_conns\n  figure: list-5xx\n```",
      "## 8.9\r\n\r\nWeakest link: **max_conns**, by *list-5xx*\r\n",
    ]
  ) {
    assert.deepEqual(
      claimIn(text, NAMES),
      { link: "max_conns", figure: "list-5xx" },
      text,
    );
  }
  for (
    const text of [
      "Weakest link: the pool",
      "Weakest link: max_conns or failure_rate, by list-5xx",
    ]
  ) assert.equal(typeof claimIn(text, NAMES), "string", text);
  const unknown = { link: "max_conns", figure: "orders-lost" };
  const wrong = "Weakest link: max_conns, by orders-lost";
  assert.deepEqual(claimIn(wrong, NAMES), unknown, "wrong, not unreadable");
  assert.equal(claimIn("Write `Weakest link` and a colon", NAMES), undefined);
});

Deno.test("the weakest link is the one whose absence helps most", () => {
  const all = journalWith({ measured: { "list-5xx": "0.5 (50 of 100)" } });
  const without = (variable: string, measured: string, id: string) =>
    record(
      journalWith({
        own: { variables: { [variable]: 0 }, run_id: id },
        measured: { "list-5xx": measured },
      }),
      { name: `stacked-${variable}` },
    );
  const pool = without("max_conns", "0.02 (2 of 100)", "run-2");
  const rate = without("failure_rate", "0.48 (48 of 100)", "run-3");
  const judge = (
    link: string,
    records: readonly ReturnType<typeof record>[],
    figure = "list-5xx",
  ) => evaluateWeakest({ link, figure }, all, records).verdict;
  assert.equal(judge("max_conns", [pool, rate]), "pass");
  assert.equal(judge("failure_rate", [pool, rate]), "fail");
  const half = without("latency_ms", "0.25 (25 of 100)", "run-5");
  assert.equal(
    judge("latency_ms", [pool, half]),
    "fail",
    "it helps, another one more",
  );
  assert.equal(
    judge("max_conns", [pool]),
    "fail",
    "one alone is no comparison",
  );
  assert.equal(
    judge("max_conns", [pool, rate], "pay-5xx"),
    "fail",
    "not measured",
  );
  assert.equal(judge("latency_ms", [pool, rate]), "fail", "never taken away");
  const both = record(journalWith({
    own: { variables: { max_conns: 10, failure_rate: 0 }, run_id: "run-4" },
    measured: { "list-5xx": "0" },
  }));
  assert.equal(judge("max_conns", [pool, rate, both]), "fail", "two at once");
});

Deno.test("a repair is broken before and held after, by the same experiment", () => {
  const before = record(journalWith(BROKEN));
  const later = { run_id: "run-2" };
  const after = (changes: Changes = {}) => {
    const journal = journalWith({
      ...changes,
      own: { ...later, ...changes.own },
    });
    return record({ ...journal, start: at(200), end: at(250) });
  };
  assert.equal(evaluateFixed(before, after()).verdict, "pass");
  assert.equal(evaluateFixed(before, record(undefined)).verdict, "not_started");
  const bad = [
    after(BROKEN),
    after({ own: { requests_per_second: 5 } }),
    after({ own: { variables: { lock_s: 1 } } }),
    after({ own: { target: { kind: "compose", label: "" } } }),
    record(journalWith({ own: later })),
  ];
  for (const one of bad) {
    assert.equal(evaluateFixed(before, one).verdict, "fail");
  }
  assert.equal(
    evaluateFixed(record(journalWith()), after()).verdict,
    "fail",
    "never broken",
  );
});

Deno.test("a repair is in force when the experiment holds now", () => {
  const rest = { words: "", sawItGone: false, sells: true };
  const now = (own: Changes["own"], sells = true) =>
    evaluateStays({ ...rest, journal: journalWith({ own: own ?? {} }), sells })
      .verdict;
  assert.equal(now({}), "pass");
  assert.equal(now({}, false), "could_not_verify", "nobody can buy");
  assert.equal(now({ verdict: "broken", abort_s: 1 }), "fail");
  assert.equal(now({ verdict: "not_recovered" }), "fail");
  assert.equal(now({ verdict: "refused" }), "could_not_verify");
  assert.equal(
    evaluateStays({ ...rest, journal: undefined }).verdict,
    "could_not_verify",
  );
});
