import assert from "node:assert/strict";
import fc from "fast-check";
import { type Event, startsOn } from "./trigger.ts";

const push: Event = {
  name: "push",
  branch: "main",
  message: "feat: a",
  paths: ["services/gateway/pay.ts"],
  isByJob: false,
};

function isTaken(pattern: string, path: string): boolean {
  return startsOn({ push: { paths: [pattern] } }, { ...push, paths: [path] });
}

// The rows of GitHub's cheat sheet for patterns of paths and branches.
for (
  const [pattern, taken, refused] of [
    ["*", ["README.md", "server.rb"], ["docs/README.md"]],
    ["*.jsx?", ["page.js", "page.jsx"], ["page.jsxx", "page.ts"]],
    ["**", ["all/the/files.md", "a"], []],
    ["*.js", ["app.js", "index.js"], ["js/index.js"]],
    ["**.js", ["index.js", "js/index.js", "src/js/app.js"], ["a.ts"]],
    ["docs/*", ["docs/README.md"], ["docs/mona/a.txt", "docs"]],
    ["docs/**", ["docs/README.md", "docs/mona/a.txt"], ["doc/a"]],
    [
      "docs/**/*.md",
      ["docs/README.md", "docs/mona/hello.md", "docs/a/b/c.md"],
      ["docs/a.txt"],
    ],
    ["**/docs/**", ["docs/hello.md", "dir/docs/file.txt"], ["mydocs/a.md"]],
    ["**/README.md", ["README.md", "js/README.md"], ["OLDREADME.md"]],
    ["**/*src/**", ["a/src/app.js", "my-src/code/app.js"], ["srcs/a.js"]],
    ["**/migrate-*.sql", ["migrate-1.sql", "db/migrate-v1.0.sql"], ["m.sql"]],
    ["[CB]at", ["Cat", "Bat"], ["Rat"]],
    ["v[12].[0-9]+", ["v1.10", "v2.0"], ["v3.0", "v1."]],
    ["a+b?", ["a", "aab"], ["b", "abb"]],
    ["+a", ["+a"], ["a"]],
    ["a.b", ["a.b"], ["axb"]],
    ["a(b)$", ["a(b)$"], ["ab"]],
  ] as const
) {
  Deno.test(`the pattern ${pattern} means what GitHub says`, () => {
    for (const path of taken) assert.ok(isTaken(pattern, path), path);
    for (const path of refused) assert.ok(!isTaken(pattern, path), path);
  });
}

Deno.test("a pattern is never a mistake of the reader, whatever stands in it", () => {
  const piece = fc.constantFrom("*", "**", "**/", "?", "+", ".", "a", "/", "$");
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      // Two that repeat one character are a mistake on GitHub, too.
      const pattern = pieces.join("").replaceAll(/[?+]{2,}/g, "+");
      assert.equal(typeof isTaken(pattern, "a/b"), "boolean");
    }),
  );
});

Deno.test("a path is always taken by itself, when it has no special character", () => {
  const name = fc.stringMatching(/^[a-z0-9._-]{1,8}$/);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      const path = names.join("/");
      assert.ok(isTaken(path, path));
      assert.ok(isTaken("**", path));
      assert.ok(isTaken(`**/${names.at(-1)}`, path));
      assert.equal(isTaken("*", path), names.length === 1);
    }),
  );
});

for (
  const [what, filter, isStarted] of [
    ["tags alone", { tags: ["v*"] }, false],
    ["tags that are ignored, alone", { "tags-ignore": ["v*"] }, false],
    ["tags and branches", { tags: ["v*"], branches: ["main"] }, true],
    [
      "tags, and branches that are ignored",
      { tags: ["v*"], "branches-ignore": ["old"] },
      true,
    ],
    ["tags, and this branch ignored", {
      tags: ["v*"],
      "branches-ignore": ["main"],
    }, false],
    ["ignored tags and branches", {
      "tags-ignore": ["v*"],
      branches: ["main"],
    }, true],
    ["one branch as a word", { branches: "main" }, true],
    ["a ! after what it takes away", { branches: ["**", "!main"] }, false],
    ["a ! before what gives it back", { branches: ["!main", "ma*"] }, true],
    ["only a !", { branches: ["!other"] }, false],
    ["a branch and a path that fits", {
      branches: ["main"],
      paths: ["services/**"],
    }, true],
    ["a branch and a path that does not", {
      branches: ["main"],
      paths: ["k8s/**"],
    }, false],
    ["nothing", {}, true],
  ] as const
) {
  Deno.test(`a push to main starts a workflow with ${what}: ${isStarted}`, () => {
    assert.equal(startsOn({ push: filter }, push), isStarted);
  });
}

Deno.test("a pull request asks for its target, and is not about tags", () => {
  const request: Event = { ...push, name: "pull_request", branch: "main" };
  const on = (filter: unknown) => startsOn({ pull_request: filter }, request);
  assert.equal(on({ branches: ["main"] }), true);
  assert.equal(on({ branches: ["release/**"] }), false);
  assert.equal(on({ tags: ["v*"] }), true);
  assert.equal(startsOn({ push: null }, request), false);
});

for (
  const [message, isSkipped] of [
    ["ci: images [skip ci]", true],
    ["[ci skip] ci: images", true],
    ["ci: images\n\n[no ci]", true],
    ["ci: images [actions skip]", true],
    ["ci: images\n\n\nskip-checks: true", true],
    ["ci: skip ci for once", false],
    ["ci: say skip-checks: true in words", false],
  ] as const
) {
  Deno.test(`${JSON.stringify(message)} skips the workflow: ${isSkipped}`, () => {
    assert.equal(startsOn("push", { ...push, message }), !isSkipped);
  });
}

for (const on of [undefined, null, 5, "schedule", ["schedule"], {}, true]) {
  Deno.test(`what waits for ${JSON.stringify(on)} does not start on a push`, () => {
    assert.equal(startsOn(on, push), false);
  });
}
