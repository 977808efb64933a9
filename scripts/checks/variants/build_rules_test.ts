import assert from "node:assert/strict";
import { parseDockerfile } from "../../adapters/docker/formats/mod.ts";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { DOCKERFILE_RULES } from "./dockerfile_rules.ts";
import { randomOf } from "./random.ts";
import { WORKFLOW_RULES } from "./workflow_rules.ts";

const DOCKERFILE = `FROM denoland/deno:2.9.6 AS build
WORKDIR /app
COPY deno.json deno.lock ./
RUN deno install --frozen
COPY --from=build /app /app
ENTRYPOINT ["/app/main"]
`;

for (const { name, apply } of DOCKERFILE_RULES) {
  if (name === "comments inside of instructions") continue; // needs a chain
  Deno.test(`a Dockerfile has the same instructions with: ${name}`, () => {
    const changed = apply(DOCKERFILE, randomOf(1));
    assert.ok(changed !== undefined);
    const words = (text: string) =>
      parseDockerfile(text).stages.flatMap(({ base, instructions }) => [
        `FROM ${base}`,
        ...instructions.map(({ keyword, words, documents }) =>
          [keyword, ...documents.size > 0 ? [] : words].join(" ")
        ).filter((one) => !one.startsWith("RUN")),
      ]);
    assert.deepEqual(words(changed), words(DOCKERFILE), changed);
  });
}

const WORKFLOW = `on: push
jobs:
  images:
    strategy:
      matrix:
        service: [gateway, events]
    steps:
      - run: deno task test
`;

const EXPECTED: Readonly<Record<string, RegExp>> = {
  "on as a list": /^on: \[ ?push ?\]$/m,
  "on as a map": /^on:\n {2}push:/m,
  "on in quotes": /^"on": push$/m,
  "a matrix by include": /include:\n +- service: gateway\n +- service: events/,
  "a matrix by fromJSON":
    /service: \$\{\{ fromJSON\('\["gateway","events"\]'\) \}\}/,
  "run as a block": /run: \|\n +set -e\n +deno task test/,
  "steps with names": /run: deno task test\n +name: step 1/,
};

for (const { name, apply } of WORKFLOW_RULES) {
  Deno.test(`a workflow is written with: ${name}`, () => {
    const changed = apply(WORKFLOW, randomOf(1)) ?? "";
    assert.match(changed, EXPECTED[name] ?? /^$/);
    assert.ok(parseYaml(changed) !== null);
  });
}

Deno.test("on as a map is also written as a list", () => {
  const [asList] = WORKFLOW_RULES;
  const text = WORKFLOW.replace("on: push", "on:\n  push:\n  pull_request:");
  assert.deepEqual(
    Object.entries(parseYaml(asList?.apply(text, randomOf(1)) ?? "") ?? {})[0],
    ["on", ["push", "pull_request"]],
  );
});
