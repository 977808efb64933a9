import assert from "node:assert/strict";
import { keyOf, newKey } from "../../scripts/lib/seal/signing.ts";
import { seal } from "../../scripts/lib/seal/sealed_json.ts";
import { sha256 } from "../../scripts/chaos/prediction.ts";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { lab8 } from "./check.ts";
import {
  evaluateKilled,
  evaluateSlow,
  evaluateTooSlow,
} from "./prediction_checks.ts";
import {
  at,
  BROKEN,
  type Changes,
  journalWith,
  latency,
  record,
} from "./journal_fixture.ts";
import { journalIn, recordOf } from "./records.ts";
import { redis } from "./experiment_fixture.ts";

/** As a student may write it: the shipped one, with a look at health. */

Deno.test("on a machine with nothing no check passes", async () => {
  for (const check of lab8.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.notEqual(verdict, "pass", check.id);
    assert.notEqual(verdict, "TypeError", check.id);
  }
});

Deno.test("two seconds: held, and pay's p99 shows them", () => {
  assert.equal(evaluateSlow(record(journalWith())).verdict, "pass");
  assert.equal(evaluateSlow(record(undefined)).verdict, "not_started");
  const bad: readonly Changes[] = [
    { measured: { "pay-p99": "0.03 (of 60)" } },
    { measured: {} },
    { actions: [latency(1)] },
    { actions: [latency(6000)] },
    { own: { verdict: "broken", broken_by: "5xx", abort_s: 0.1 } },
  ];
  for (const changes of bad) {
    assert.equal(
      evaluateSlow(record(journalWith(changes))).verdict,
      "fail",
      JSON.stringify(changes),
    );
  }
});

Deno.test("a run is no experiment unless it was predicted, steady, sold and watched", () => {
  const bad: readonly [RegExp, Changes][] = [
    [/nothing was predicted/, { own: { prediction: null } }],
    [/the fault began/, { own: { injected_at: at(-90) } }],
    [/proves nothing \(refused\)/, {
      own: { verdict: "refused", injected_at: at(10) },
    }],
    [/proves nothing \(not_measured\)/, { own: { verdict: "not_measured" } }],
    [/not steady before/, { steady: { before: false } }],
    [/did not recover/, { steady: { after: false } }],
    [/did not recover/, { own: { recovered_at: null } }],
    [/was not put in/, { actions: [] }],
    [/probed 2 times/, { seen: ["0", "0"] }],
    [/sold while it ran: 3 of/, { own: { orders_completed: 3 } }],
    [/sold while it ran: 0 of/, { own: { orders_completed: null } }],
    [/12 times as fast/, { own: { speed: 12 } }],
    [/not in the tree/, { own: { experiment_sha256: "0".repeat(64) } }],
  ];
  for (const [words, changes] of bad) {
    const { verdict, measured } = evaluateSlow(record(journalWith(changes)));
    assert.equal(verdict, "fail", JSON.stringify(changes));
    assert.match(measured, words);
  }
});

Deno.test("a prediction that is not the run's own, and a run twice, are refused", () => {
  const good = journalWith();
  const bad: readonly [RegExp, ReturnType<typeof record>][] = [
    [/not the one/, record(good, { sealed: { sha256: "0".repeat(64) } })],
    [
      /changed after it was sealed/,
      record(good, {
        sealed: "the prediction was changed after it was sealed",
      }),
    ],
    [
      /no experiments\/slow-2s.sealed.json/,
      record(good, { sealed: undefined }),
    ],
    [/handed in twice/, record(good, { otherRuns: ["run-1"] })],
    [
      /cannot be believed/,
      record("the journal cannot be believed: it has no seal"),
    ],
  ];
  for (const [words, one] of bad) {
    const { verdict, measured } = evaluateSlow(one);
    assert.equal(verdict, "fail");
    assert.match(measured, words);
  }
});

Deno.test("a journal is believed as it was signed, by this machine", async () => {
  const [mine, other] = [await newKey(), await newKey()];
  const text = await seal(journalWith(), await keyOf(mine));
  assert.equal(typeof await journalIn(text, mine.x), "object");
  assert.match(String(await journalIn(text, other.x)), /another machine/);
  assert.match(String(await journalIn(text, undefined)), /another machine/);
  const edited = text.replace(
    '"orders_completed": 60',
    '"orders_completed": 99',
  );
  assert.match(
    String(await journalIn(edited, mine.x)),
    /changed after it was written/,
  );
  assert.match(
    String(await journalIn(JSON.stringify(journalWith()), mine.x)),
    /no seal/,
  );
  assert.match(
    String(await journalIn("held, trust me", mine.x)),
    /not a JSON object/,
  );
});

Deno.test("files of a run are found, and who else has its id", async () => {
  const key = await newKey();
  const text = await seal(journalWith(), await keyOf(key));
  const sealed = "by: me\n";
  const found = await recordOf(
    machineWith({
      has: {
        ".dev/key.json": JSON.stringify(key),
        "experiments/slow-2s.journal.json": text,
        "experiments/copy.journal.json": text,
        "experiments/slow-2s.sealed.json": JSON.stringify({
          sha256: sha256(sealed),
          text: sealed,
        }),
        "experiments/redis.yaml": redis,
      },
    }),
    "slow-2s",
  );
  assert.equal(typeof found.journal, "object");
  assert.deepEqual(found.otherRuns, ["run-1"]);
  assert.deepEqual(found.sealed, { sha256: sha256(sealed) });
  assert.ok(found.experiments.includes(sha256(redis)));
  const other = redis.replaceAll("\n", "\r\n");
  assert.ok(found.experiments.includes(sha256(other)), "by Git for Windows");
});

Deno.test("six seconds: broken, and the fault is off soon", () => {
  assert.equal(evaluateTooSlow(record(journalWith(BROKEN))).verdict, "pass");
  const bad: readonly Changes[] = [
    { actions: [latency(6000)] },
    { ...BROKEN, actions: [latency(2000)] },
    { ...BROKEN, own: { ...BROKEN.own, abort_s: 7 } },
  ];
  for (const changes of bad) {
    assert.equal(evaluateTooSlow(record(journalWith(changes))).verdict, "fail");
  }
});

Deno.test("a process of the gateway goes", () => {
  const kills = [
    {
      type: "kubernetes",
      do: "delete_pods",
      selector: "app=gateway",
      count: 1,
    },
    { type: "part", name: "gateway", do: "kill" },
  ];
  for (const kill of kills) {
    assert.equal(
      evaluateKilled(record(journalWith({ actions: [kill] }))).verdict,
      "pass",
    );
  }
  const others = [
    { type: "part", name: "payments", do: "kill" },
    { type: "part", name: "gateway", do: "thaw" },
    {
      type: "kubernetes",
      do: "delete_pods",
      selector: "app=mixedload",
      count: 1,
    },
  ];
  for (const other of others) {
    assert.equal(
      evaluateKilled(record(journalWith({ actions: [other] }))).verdict,
      "fail",
    );
  }
});
