import assert from "node:assert/strict";
import fc from "fast-check";
import type { Checked, Lab } from "../../checks/mod.ts";
import { VERDICTS } from "../../checks/verdict.ts";
import { findingLines, taskLines } from "./print.ts";
import { junitOf, resultsOf } from "./results_files.ts";

const LAB: Lab = {
  lab: 3,
  title: 'Objectives & "alerts"',
  tasks: [
    { task: 1, title: "Measure", points: 6 },
    { task: 2, title: "Alert", points: 4 },
    { task: 0, title: "More", points: 2 },
  ],
  checks: [],
  questions: [],
  deliverables: [],
};

function checked(change: Partial<Checked> = {}): Checked {
  return {
    id: "3.1",
    task: 1,
    title: "the budget",
    verdict: "pass",
    measured: "50.4 min",
    bound: "50.4 min",
    seconds: 1.25,
    endedAt: 0,
    uses: { files: [], programs: [] },
    ...change,
  };
}

const FAILED = checked({
  id: "3.2",
  verdict: "fail",
  measured: "5 min",
  look: "the formula",
});

for (
  const [verdicts, status] of [
    [["pass"], "pass"],
    [["pass", "pass"], "pass"],
    [["pass", "fail"], "fail"],
    [["could_not_verify", "fail"], "fail"],
    [["pass", "could_not_verify"], "error"],
    [["pass", "not_started"], "error"],
    [["not_started"], "error"],
    [[], "error"],
  ] as const
) {
  Deno.test(`results of ${verdicts.join(", ") || "nothing"} are a ${status}`, () => {
    const all = verdicts.map((verdict) => checked({ verdict }));
    assert.equal(resultsOf(LAB, all).status, status);
  });
}

Deno.test("a result names its task, and none for the bonus", () => {
  const { tests } = resultsOf(LAB, [
    checked({ task: 2 }),
    checked({ task: 0, id: "B.1" }),
  ]);
  assert.equal(tests[0]?.task_id, 2);
  assert.ok(!("task_id" in (tests[1] ?? {})));
});

Deno.test("a failure says what was measured, what it must be, and where to look", () => {
  const [one] = resultsOf(LAB, [FAILED]).tests;
  assert.equal(
    one?.message,
    "5 min; must be: 50.4 min; look at: the formula",
  );
  const [bare] = resultsOf(LAB, [
    checked({ verdict: "not_started", measured: "no report", bound: "" }),
  ]).tests;
  assert.equal(bare?.message, "no report");
});

Deno.test("a pass has no message, but for a remark", () => {
  const { tests } = resultsOf(LAB, [checked(), checked({ remark: "risky" })]);
  assert.deepEqual(tests.map(({ message }) => message), [
    undefined,
    "passed, with a remark: risky",
  ]);
});

/** Names and values of all attributes, as an XML parser would give them. */
function attributesOf(xml: string, tag: string) {
  return [...xml.matchAll(new RegExp(`<${tag}((?: \\w+="[^"<]*")*)/?>`, "g"))]
    .map(([, text = ""]) =>
      Object.fromEntries(
        [...text.matchAll(/ (\w+)="([^"]*)"/g)].map((
          [, name = "", raw = ""],
        ) => [
          name,
          raw.replace(/[\t\n\r]/g, " ")
            .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
            .replaceAll("&lt;", "<").replaceAll("&quot;", '"')
            .replaceAll("&amp;", "&"),
        ]),
      )
    );
}

Deno.test("JUnit's XML counts each verdict in its own place", () => {
  const all = VERDICTS.map((verdict) => checked({ verdict }));
  const unknown = checked({ verdict: "could_not_verify" });
  const xml = junitOf(LAB, [...all, checked(), unknown]);
  assert.deepEqual(attributesOf(xml, "testsuite"), [{
    name: 'Lab 3: Objectives & "alerts"',
    tests: "6",
    failures: "1",
    errors: "2",
    skipped: "1",
    time: "7.500",
  }]);
  for (
    const [tag, count] of [["failure", 1], ["error", 2], [
      "skipped",
      1,
    ]] as const
  ) {
    assert.equal(attributesOf(xml, tag).length, count, tag);
  }
});

Deno.test("whatever a check measured, its XML can be read again", () => {
  const odd = fc.constantFrom("\n", "\t", "\r", "\0", "\uffff", "&lt;", '"');
  const words = fc.array(fc.oneof(odd, fc.string({ unit: "binary" })), {
    maxLength: 6,
  }).map((parts) => parts.join(""));
  fc.assert(fc.property(words, words, (measured, title) => {
    const xml = junitOf(LAB, [
      checked({ verdict: "fail", measured, title, bound: "" }),
    ]);
    // deno-lint-ignore no-control-regex -- XML has no place for them
    const plain = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
    assert.doesNotMatch(xml, plain);
    assert.equal(
      attributesOf(xml, "failure")[0]?.message,
      measured.replace(plain, "?"),
    );
    assert.equal(
      attributesOf(xml, "testcase")[0]?.name,
      `3.1 ${title.replace(plain, "?")}`,
    );
  }));
});

Deno.test("no check makes a file without cases, not a broken one", () => {
  const xml = junitOf(LAB, []);
  assert.match(
    xml,
    /tests="0" failures="0" errors="0" skipped="0" time="0\.000"/,
  );
  assert.equal(attributesOf(xml, "testcase").length, 0);
});

for (
  const [verdict, mark, next] of [
    ["pass", "ok", []],
    ["fail", "FAILED", ["hint", "dispute"]],
    ["could_not_verify", "UNKNOWN", ["hint", "dispute"]],
    ["not_started", "to do", ["hint"]],
  ] as const
) {
  Deno.test(`what ${verdict} prints begins with ${mark} and names ${next.join(" and ") || "no command"}`, () => {
    const text = findingLines(checked({ ...FAILED, verdict }), 3);
    assert.ok(text.startsWith(mark), text);
    assert.deepEqual(
      [...text.matchAll(/deno task lab (\w+) 3\.2/g)].map(([, name]) => name),
      next,
    );
    assert.equal(text.includes("must be"), verdict !== "pass");
  });
}

Deno.test("a task is counted when one of its checks was run, and named by its number", () => {
  const all = [
    checked(),
    FAILED,
    checked({ id: "B.1", task: 0, verdict: "could_not_verify" }),
  ];
  assert.deepEqual(taskLines(LAB, all).split("\n"), [
    "Task 1, Measure: 1 of 2 checks; worth 6 points",
    "Bonus, More: 0 of 1 checks; worth 2 points",
  ]);
});
