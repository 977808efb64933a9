import assert from "node:assert/strict";
import { bakeCommands } from "./bake_builds.ts";
import { composeCommands } from "./compose_builds.ts";
import { filled } from "./docker_words.ts";

function filesWith(
  has: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
) {
  return {
    read: (path: string) => Promise.resolve(has[path]),
    env: (name: string) => env[name],
  };
}

const COMPOSE = `
x-build: &build { context: ., dockerfile: services/Dockerfile }
services:
  gateway:
    image: "ghcr.io/\${OWNER:-nobody}/gateway:\${TAG:?which}"
    build: { <<: *build, args: { SERVICE: gateway, REVISION: "\${TAG}" } }
  events:
    image: ghcr.io/a/events:$TAG
    build: { context: ./services, args: [SERVICE=events, REVISION], tags: [other:$TAG] }
  redis: { image: "redis:8" }
`;

Deno.test("compose builds what has a build, as docker would", async () => {
  const files = filesWith({ "compose.yml": COMPOSE }, {
    TAG: "abc",
    REVISION: "r",
  });
  assert.deepEqual(await composeCommands(["build"], files), [
    "build '--file' 'services/Dockerfile' '--build-arg' 'SERVICE=gateway' " +
    "'--build-arg' 'REVISION=abc' '--tag' 'ghcr.io/nobody/gateway:abc' '.'",
    "build '--build-arg' 'SERVICE=events' '--build-arg' 'REVISION=r' " +
    "'--tag' 'ghcr.io/a/events:abc' '--tag' 'other:abc' './services'",
  ]);
  assert.deepEqual(await composeCommands(["push", "-q", "events"], files), [
    "push 'ghcr.io/a/events:abc'",
  ]);
  assert.match(
    (await composeCommands(
      [
        "--progress",
        "plain",
        "build",
        "--push",
        "--build-arg",
        "X=1",
        "gateway",
      ],
      files,
    ))?.[0] ?? "",
    /^build '--push' .* '--build-arg' 'X=1' '\.'$/,
  );
  assert.equal(await composeCommands(["up"], files), undefined);
  await assert.rejects(
    composeCommands(["build", "x"], files),
    /no such service/,
  );
  await assert.rejects(
    composeCommands(["build"], filesWith({ "compose.yml": COMPOSE })),
    /TAG is missing a value: which/,
  );
  await assert.rejects(
    composeCommands(["build"], filesWith({})),
    /no configuration/,
  );
});

Deno.test("bake reads JSON and compose, with groups, parents and sets", async () => {
  const json = JSON.stringify({
    variable: { TAG: { default: "dev" } },
    group: { default: { targets: ["all"] }, all: { targets: ["a", "b"] } },
    target: {
      base: { context: ".", args: { REVISION: "${TAG}" } },
      a: { inherits: ["base"], tags: ["a:${TAG}"] },
      b: { inherits: ["base"], tags: ["b:${TAG}"], output: ["type=registry"] },
    },
  });
  const files = filesWith({ "docker-bake.json": json }, { TAG: "abc" });
  assert.deepEqual(await bakeCommands([], files), [
    "build '--build-arg' 'REVISION=abc' '--tag' 'a:abc' '.'",
    "build '--push' '--build-arg' 'REVISION=abc' '--tag' 'b:abc' '.'",
  ]);
  assert.deepEqual(
    await bakeCommands(
      ["--push", "--set", "*.args.REVISION=x", "--set=a.tags=c:1", "a"],
      files,
    ),
    ["build '--push' '--build-arg' 'REVISION=x' '--tag' 'c:1' '.'"],
  );
  assert.equal(
    await bakeCommands([], filesWith({ "docker-bake.hcl": "" })),
    undefined,
    "HCL is not read, and not checked",
  );
});

Deno.test("variables are filled in as compose does it", () => {
  const env = (name: string) => ({ SET: "a", EMPTY: "" })[name];
  const cases: readonly (readonly [string, string])[] = [
    ["$SET ${SET} $$SET", "a a $SET"],
    ["${EMPTY:-x} ${EMPTY-x} ${NONE:-x} ${NONE-x} ${SET:-x}", "x  x x a"],
    ["${SET:+x} ${EMPTY:+x} ${EMPTY+x} ${NONE+x}", "x  x "],
    ["${NONE:-${SET}}", "a"],
    ["$NONE", ""],
  ];
  for (const [text, is] of cases) assert.equal(filled(text, env), is, text);
  assert.deepEqual(filled({ a: ["$SET", 1, null] }, env), {
    a: ["a", 1, null],
  });
  assert.throws(() => filled("${EMPTY:?why}", env), /why/);
});
