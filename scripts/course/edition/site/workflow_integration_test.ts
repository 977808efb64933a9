// Runs with -P=test-system
/**
 * Workflows that publish: every action is pinned, and no job may do more than it needs.
 */
import assert from "node:assert/strict";
import { z } from "zod";
import { parseYaml } from "../../../lib/text/yaml/mod.ts";

const workflow = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      permissions: z.record(z.string(), z.string()).optional(),
      "timeout-minutes": z.number(),
      steps: z.array(z.object({
        uses: z.string().optional(),
        run: z.string().optional(),
        with: z.record(z.string(), z.unknown()).optional(),
      })),
    }),
  ),
});

for (
  const path of [
    ".github/workflows/site.yml",
    "scripts/course/edition/student/.github/workflows/site.yml",
  ]
) {
  const { permissions, jobs } = workflow.parse(
    parseYaml(await Deno.readTextFile(path), path),
  );
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  Deno.test(`${path}: every action is pinned by its commit`, () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    assert.equal(used.length, 3);
    for (const one of used) assert.match(one, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  Deno.test(`${path}: only the job that publishes may write`, () => {
    assert.deepEqual(permissions, { contents: "read" });
    const own = Object.entries(jobs).map((
      [name, job],
    ) => [name, job.permissions]);
    assert.deepEqual(own, [
      ["build", undefined],
      ["deploy", { pages: "write", "id-token": "write" }],
    ]);
  });

  Deno.test(`${path}: the students' edition is published`, () => {
    const [command] = steps.flatMap(({ run }) => run ?? []);
    assert.match(command ?? "", /site build --edition student /);
    assert.deepEqual(
      steps.find(({ uses }) => uses?.includes("checkout"))?.with,
      { "persist-credentials": false },
    );
  });
}
