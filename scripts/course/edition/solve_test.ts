import assert from "node:assert/strict";
import { sourcesOf } from "./solve.ts";

const TRACKED = [
  "deno.json",
  "services/gateway/pay.ts",
  "labs/lab1.md",
  "labs/lab10/solution/submissions/review.md",
  "labs/lab1/solution/services/gateway/pay.ts",
  "labs/lab2/solution/services/gateway/pay.ts",
  "labs/lab2/solution/.dockerignore",
  "labs/lab5/start/services/Dockerfile",
  "services/Dockerfile",
];

const none = () => false;

Deno.test("a tree has the checkout, and over it the solutions up to its lab", () => {
  assert.deepEqual([...sourcesOf(TRACKED, 1, none)], [
    ["deno.json", "deno.json"],
    ["services/gateway/pay.ts", "labs/lab1/solution/services/gateway/pay.ts"],
    ["labs/lab1.md", "labs/lab1.md"],
    ["services/Dockerfile", "labs/lab5/start/services/Dockerfile"],
  ]);
});

Deno.test("what a lab starts from is there until the lab is solved", () => {
  const dockerfile = (lab: number) =>
    sourcesOf(TRACKED, lab, none).get("services/Dockerfile");
  assert.equal(dockerfile(4), "labs/lab5/start/services/Dockerfile");
  assert.equal(dockerfile(5), "services/Dockerfile");
});

Deno.test("a later lab's file replaces an earlier one's, lab 10 after lab 2", () => {
  const sources = sourcesOf(TRACKED, 12, none);
  assert.equal(
    sources.get("services/gateway/pay.ts"),
    "labs/lab2/solution/services/gateway/pay.ts",
  );
  assert.ok(sources.has(".dockerignore"));
  assert.ok(sources.has("submissions/review.md"));
});

Deno.test("no solution is in the tree under its own name", () => {
  for (const path of sourcesOf(TRACKED, 12, none).keys()) {
    assert.doesNotMatch(path, /solution/);
  }
});

Deno.test("what students do not get is there from the lab on that writes it", () => {
  const config = "monitoring/prometheus/prometheus.yml";
  const tracked = [config, `labs/lab3/solution/${config}`, ".ci/run.yml"];
  const isWithheld = (path: string) => /^monitoring|^\.ci/.test(path);
  assert.ok(!sourcesOf(tracked, 2, isWithheld).has(config));
  assert.equal(
    sourcesOf(tracked, 3, isWithheld).get(config),
    `labs/lab3/solution/${config}`,
  );
  assert.ok(sourcesOf(tracked, 2, isWithheld).has(".ci/run.yml"));
});

Deno.test("this repository's own workflows are not homework", () => {
  const tracked = [
    ".github/workflows/images.yml",
    ".github/workflows/ci.yml",
    "labs/lab5/solution/.github/workflows/ci.yml",
  ];
  const isWithheld = (path: string) => path.startsWith(".github/");
  assert.deepEqual([...sourcesOf(tracked, 4, isWithheld)], []);
  assert.deepEqual([...sourcesOf(tracked, 5, isWithheld).keys()], [
    ".github/workflows/ci.yml",
  ]);
});
