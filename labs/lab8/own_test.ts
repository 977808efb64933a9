import assert from "node:assert/strict";
import { sha256 } from "../../scripts/chaos/prediction.ts";
import {
  type Changes,
  EXPERIMENT,
  journalWith,
  record,
} from "./journal_fixture.ts";
import { evaluateAgain, evaluateOwn } from "./own_checks.ts";
import { argumentsOf } from "./replay.ts";
import { redis } from "./experiment_fixture.ts";

Deno.test("an experiment of one's own looks at customers, and its effect is seen", () => {
  const own = { experiment_sha256: sha256(redis) };
  const experiments = [sha256(redis)];
  const seen = ["0 (0 of 9)", "0.4 (4 of 10)", "1 (9 of 9)", "1 (9 of 9)"];
  const good = record(journalWith({ own, seen }), { experiments });
  assert.equal(evaluateOwn(redis, good).verdict, "pass");
  const unseen = record(journalWith({ own }), { experiments });
  assert.match(
    evaluateOwn(redis, unseen).measured,
    /no figure shows the fault/,
  );
  const late = {
    seen: ["0.02", "0.9", "0.9", "0.9"],
    asks: { measure: "quantile" },
  };
  const delayed = record(journalWith({ own, ...late }), { experiments });
  assert.match(
    evaluateOwn(redis, delayed).measured,
    /no figure shows the fault/,
  );
  const other = record(journalWith({ seen }), { experiments: [EXPERIMENT] });
  assert.match(evaluateOwn(redis, other).measured, /is of experiments\/a.yaml/);
  for (
    const [words, text] of [
      [/probe of health/, redis.replaceAll("}/health", "}/livez")],
      [
        /probe of reserving/,
        redis.replaceAll("/events/{id}/reserve", "/events/{id}"),
      ],
      [
        /can fail while the fault is on/,
        redis.replaceAll(
          /^( +)tolerance: .*$/gm,
          "$1tolerance: { type: range, range: [0, 1000000000000] }",
        ),
      ],
      [/action on redis/, redis.replace("victim: redis", "victim: postgres")],
      [
        /blast_radius/,
        redis.replace(
          / {2}blast_radius:[^]*? {2}time_limit_s/,
          "  time_limit_s",
        ),
      ],
    ] as const
  ) {
    const { verdict, measured } = evaluateOwn(text, good);
    assert.equal(verdict, "fail");
    assert.match(measured, words);
  }
});

Deno.test("probes look at a path in whatever form they ask for it", () => {
  const own = { experiment_sha256: "" };
  const same: readonly (readonly [string | RegExp, string])[] = [
    [/path="\/events\/\{id\}\/reserve"/g, 'path=~"/events/.+/reserve"'],
    [/path="\/events\/\{id\}\/reserve"/g, "path='/events/{id}/reserve'"],
    [/path="\/events\/\{id\}\/reserve"/g, 'path=~"/events/.*",path!="/events"'],
    [/\$\{gateway_url\}\/health/g, "${gateway_url}/health?probe=1"],
    [/\$\{gateway_url\}\/health/g, "${gateway_url}/health/"],
  ];
  for (const [from, to] of same) {
    const text = redis.replace(from, () => to);
    assert.notEqual(text, redis, String(from));
    const { verdict, measured } = evaluateOwn(
      text,
      record(
        journalWith({
          own: { ...own, experiment_sha256: sha256(text) },
          seen: ["0 (0 of 9)", "1 (9 of 9)", "1 (9 of 9)", "1 (9 of 9)"],
        }),
        { experiments: [sha256(text)] },
      ),
    );
    assert.equal(verdict, "pass", `${to}: ${measured}`);
  }
  for (const path of ['path=~".*"', 'path!="/livez"', 'status!="x"']) {
    const text = redis.replaceAll('path="/events/{id}/reserve"', path);
    const { measured } = evaluateOwn(text, record(undefined));
    assert.match(measured, /no probe of reserving/, path);
  }
});

Deno.test("run again it comes to the same, and the part is seen gone", () => {
  const first = journalWith();
  const now = (changes: Changes, sawItGone = true) =>
    evaluateAgain(first, {
      journal: journalWith(changes),
      words: "",
      sawItGone,
      sells: true,
    }).verdict;
  assert.equal(now({}), "pass");
  assert.equal(now({}, false), "fail");
  assert.equal(now({ own: { verdict: "broken", abort_s: 0.1 } }), "fail");
  assert.equal(now({ own: { recovered_at: null } }), "fail");
  assert.equal(now({ own: { verdict: "refused" } }), "could_not_verify");
  const soldOut = {
    journal: journalWith(),
    words: "",
    sawItGone: true,
    sells: false,
  };
  assert.equal(evaluateAgain(first, soldOut).verdict, "could_not_verify");
  const none = {
    journal: undefined,
    words: "no shop",
    sawItGone: false,
    sells: false,
  };
  assert.equal(evaluateAgain(first, none).verdict, "could_not_verify");
});

Deno.test("a run is repeated on its own shop, with its own variables", () => {
  const dev = journalWith({
    own: { variables: { latency_ms: 6000 }, speed: 2 },
  });
  assert.match(
    argumentsOf("a.yaml", dev).join(" "),
    /--target dev --speed 2 latency_ms=6000$/,
  );
  const target = {
    kind: "kubernetes" as const,
    label: "namespace shop of k3d",
  };
  assert.match(
    argumentsOf("a.yaml", journalWith({ own: { target } })).join(" "),
    /--target kubernetes --speed 1 --namespace shop$/,
  );
});
