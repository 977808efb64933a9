import assert from "node:assert/strict";
import { unbraced } from "./edition.ts";
import { artefactsIn } from "./commands/guard.ts";
import { difficulties, type Item } from "./cohort.ts";
import {
  configFor,
  withoutInstructors,
  withoutLinks,
  withPlainBlocks,
} from "./transform.ts";

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

Deno.test("links to what stays become text, others and pictures remain", () => {
  const text = "[a](../x/a.md#top), [b](b.md), ![c](../x/a.md), " +
    "[d](https://x/a.md)";
  assert.equal(
    withoutLinks(text, "docs/one.md", (path) => path === "x/a.md"),
    text.replace("[a](../x/a.md#top)", "a"),
  );
});

const CONFIG = {
  imports: { used: "npm:used@1", dead: "npm:dead@1", "dir/": "npm:/dir@1/" },
  tasks: {
    kept: { command: "deno run -P=kept scripts/kept/cli.ts" },
    gone: { command: "deno run -A scripts/gone/cli.ts" },
    named: { command: "deno run -A scripts/kept/cli.ts" },
    smaller: { description: "d", command: "deno run -A scripts/gone/cli.ts" },
    ok: {
      command: "deno task kept",
      dependencies: ["kept", "gone", "check:gone"],
    },
    "check:gone": "deno task gone --check",
    "check:kept": "deno task kept --check",
  },
  permissions: { kept: {}, dead: {}, gateway: {} },
};

const EDITED = JSON.parse(configFor(
  JSON.stringify(CONFIG),
  {
    leaves_out_tasks: ["named"],
    tasks_there: { smaller: "deno run -A scripts/kept/small/cli.ts" },
  },
  {
    has: (path) =>
      path.startsWith("scripts/kept/") || path === "services/gateway/main.ts",
    code: 'import "used"; import "dir/a.ts";',
  },
));

Deno.test("a task without its program goes, and every task that runs it", () => {
  assert.deepEqual(
    Object.keys(EDITED.tasks),
    ["kept", "smaller", "ok", "check:kept"],
  );
  assert.deepEqual(EDITED.tasks.ok.dependencies, ["kept"]);
});

Deno.test("a task may run a smaller tool there, under the same description", () => {
  assert.deepEqual(EDITED.tasks.smaller, {
    description: "d",
    command: "deno run -A scripts/kept/small/cli.ts",
  });
});

Deno.test("packages and permission sets go when no shipped code names them", () => {
  assert.deepEqual(Object.keys(EDITED.imports), ["used", "dir/"]);
  assert.deepEqual(Object.keys(EDITED.permissions), ["kept", "gateway"]);
});

Deno.test("a generated part becomes plain text where nothing generates it", () => {
  const text = "<!-- a -->\nA\n<!-- /a -->\n\n<!-- b -->\nB\n<!-- /b -->\n";
  assert.equal(
    withPlainBlocks(text, (name) => name === "b"),
    "A\n\n<!-- b -->\nB\n<!-- /b -->\n",
  );
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
