import assert from "node:assert/strict";
import { type Event, startsOn } from "./trigger.ts";

const push: Event = {
  name: "push",
  branch: "main",
  message: "feat: a",
  paths: ["services/gateway/pay.ts"],
  isByJob: false,
};

const onMain = { push: { branches: ["main"] }, pull_request: null };

Deno.test("a push starts what waits for it, in each way of writing", () => {
  for (
    const on of ["push", ["push"], onMain, { push: null }, {
      push: { branches: "ma*" },
    }]
  ) {
    assert.equal(startsOn(on, push), true, JSON.stringify(on));
  }
});

for (
  const [what, on, change] of [
    ["another branch", onMain, { branch: "feature/lab5" }],
    ["an ignored branch", { push: { "branches-ignore": ["main"] } }, {}],
    ["a commit that says so", onMain, { message: "ci: images [skip ci]" }],
    ["a job's own token", onMain, { isByJob: true }],
    ["paths that are ignored", { push: { "paths-ignore": ["k8s/**"] } }, {
      paths: ["k8s/a.yaml"],
    }],
    ["other paths", { push: { paths: ["services/**"] } }, {
      paths: ["k8s/a.yaml"],
    }],
    ["tags alone", { push: { tags: ["v*"] } }, {}],
    ["pull requests alone", "pull_request", {}],
  ] as const
) {
  Deno.test(`${what}: nothing starts`, () => {
    assert.equal(startsOn(on, { ...push, ...change }), false);
  });
}

Deno.test("one path that is not ignored is enough, and a later ! takes away", () => {
  const paths = ["k8s/a.yaml", "services/a.ts"];
  assert.equal(
    startsOn({ push: { "paths-ignore": ["k8s/**"] } }, { ...push, paths }),
    true,
  );
  assert.equal(
    startsOn({ push: { paths: ["**", "!k8s/**"] } }, {
      ...push,
      paths: ["k8s/a.yaml"],
    }),
    false,
  );
});
