import assert from "node:assert/strict";
import { unbraced } from "./edition.ts";
import { artefactsIn } from "./guard.ts";
import { difficulties, type Item } from "./cohort.ts";
import { configFor, withoutInstructors } from "./transform.ts";

Deno.test("what is for instructors goes, the rest stays", () => {
  const text = [
    "One",
    "",
    "<!-- for instructors -->",
    "Secret",
    "<!-- /for instructors -->",
    "",
    "Two",
    "",
  ].join("\n");
  assert.equal(withoutInstructors(text), "One\n\nTwo\n");
});

Deno.test("a task without its program goes, also where others depend on it", () => {
  const config = {
    imports: { a: "npm:a" },
    tasks: {
      kept: { command: "deno run -A scripts/kept/cli.ts" },
      gone: { command: "deno run -A scripts/gone/cli.ts" },
      named: { command: "deno run -A scripts/kept/cli.ts" },
      ok: { command: "deno task kept", dependencies: ["kept", "gone"] },
    },
  };
  const changed = JSON.parse(configFor(
    JSON.stringify(config),
    { leaves_out_tasks: ["named"] },
    (path) => path === "scripts/kept/cli.ts",
  ));
  assert.deepEqual(Object.keys(changed.tasks), ["kept", "ok"]);
  assert.deepEqual(changed.tasks.ok.dependencies, ["kept"]);
  assert.deepEqual(changed.imports, config.imports);
});

Deno.test("unbraced() gives each glob that is meant", () => {
  assert.deepEqual(unbraced("k8s/{a,b}/*.{x,y}"), [
    "k8s/a/*.x",
    "k8s/a/*.y",
    "k8s/b/*.x",
    "k8s/b/*.y",
  ]);
});

Deno.test("the guard knows students' files from the course's", () => {
  const students = [
    "submissions/lab1.md",
    "migrations/0002_a.ts",
    "services/notifications/main.ts",
    "k8s/gateway.yaml",
    "locustfile.py",
  ];
  const ours = [
    "k8s/README.md",
    "k8s/base/gateway.yaml",
    "services/gateway/main.ts",
    "labs/lab9/solution/migrations/0002_event_email.ts",
  ];
  assert.deepEqual(artefactsIn([...ours, ...students]), students);
});

Deno.test("the hardest check comes first, with what its students needed", () => {
  const item = (
    student: string,
    id: string,
    passes: boolean,
    attempts: number,
  ) =>
    ({
      lab: 3,
      id,
      title: `Check ${id}`,
      verdict: passes ? "pass" : "fail",
      attempts,
      student,
    }) satisfies Item;
  const all = difficulties([
    item("ada", "3.1", true, 1),
    item("bob", "3.1", true, 2),
    item("ada", "3.2", true, 3),
    item("bob", "3.2", false, 9),
  ]);
  assert.deepEqual(
    all.map(({ id, passed, mostAttempts, students }) => [
      id,
      passed,
      mostAttempts,
      students,
    ]),
    [["3.2", 0.5, 9, 2], ["3.1", 1, 2, 2]],
  );
});
