import assert from "node:assert/strict";
import { parse } from "yaml";
import { parseAllYaml, parseYaml, parseYamlDocument } from "./parse_yaml.ts";

Deno.test("a merge key gives its keys, which the plain reader left under <<", () => {
  const text = "base: &base { cpu: 1, memory: 2 }\n" +
    "events: { <<: *base, memory: 4 }\n";
  assert.deepEqual(Object(parse(text)).events["<<"], { cpu: 1, memory: 2 });
  assert.deepEqual(Object(parseYaml(text)).events, { cpu: 1, memory: 4 });
});

Deno.test("a list of merge keys: the first that has a key gives it", () => {
  const text = "a: &a { x: 1 }\nb: &b { x: 2, y: 3 }\nc: { <<: [*a, *b] }\n";
  assert.deepEqual(Object(parseYaml(text)).c, { x: 1, y: 3 });
});

Deno.test("a byte order mark and CRLF change nothing", () => {
  const text = "a: 1\nb:\n  - x\n  - |\n    two\n    lines\n";
  assert.deepEqual(
    parseYaml("\uFEFF" + text.replaceAll("\n", "\r\n")),
    parseYaml(text),
  );
});

Deno.test("an error names the file, the line and the reason", () => {
  for (
    const [text, message] of [
      ["a: 1\nb: 2\na: 3\n", "line 3: Map keys must be unique"],
      ["a:\n\t- 1\n", "line 2: Tabs are not allowed as indentation"],
      ["a: *b\n", "line 1: Unresolved alias"],
      ["a: 1\n---\nb: 1\n", "line 3: a second document"],
      ["a: [1\n", "line 2: Flow sequence in block collection"],
    ] as const
  ) {
    assert.throws(
      () => parseYaml(text, "k8s/a.yaml"),
      (error: Error) => {
        assert.ok(
          error.message.startsWith(`Cannot read k8s/a.yaml: ${message}`),
          error.message,
        );
        return error.name === "CouldNotRun";
      },
    );
  }
});

Deno.test("aliases may be used often, and cannot blow up", () => {
  const often = "a: &a { x: 1 }\nb: [" + "*a, ".repeat(150) + "]\n";
  assert.equal(Object(parseYaml(often)).b.length, 150);
  const bomb = ["x0: &x0 [1]"];
  for (let i = 1; i < 10; i++) {
    bomb.push(`x${i}: &x${i} [${`*x${i - 1},`.repeat(9)}]`);
  }
  assert.throws(
    () => parseYaml(bomb.join("\n")),
    /aliases stand for more than 1000 values/,
  );
});

Deno.test("all documents are read, those with only comments are left out", () => {
  const text = "# Source: a\n---\nkind: A\n---\n# nothing\n---\nkind: B\n...\n";
  assert.deepEqual(parseAllYaml(text), [{ kind: "A" }, { kind: "B" }]);
  assert.deepEqual(parseAllYaml(""), []);
  assert.throws(
    () => parseAllYaml("kind: A\n---\nkind: [\n", "all.yaml"),
    /^CouldNotRun: Cannot read all.yaml: line \d: /,
  );
});

Deno.test("the empty text is null, and words of YAML 1.1 stay words", () => {
  assert.equal(parseYaml("# only a comment\n"), null);
  assert.deepEqual(parseYaml("on: push\nno: yes\n"), { on: "push", no: "yes" });
});

Deno.test("a path has the line of its deepest part that is there", () => {
  const found = parseYamlDocument("a:\n  b:\n    - c: 1\n    - c: 2\n");
  assert.deepEqual(
    [["a"], ["a", "b", 1, "c"], ["a", "b", 7], ["z"], []].map((path) =>
      found?.lineOf(path)
    ),
    [2, 4, 3, 1, 1],
  );
});

Deno.test("a key that stands twice is found among many, also in an inner map", () => {
  const keys = Array.from({ length: 3000 }, (_, i) => `  key${i}: 1`);
  assert.throws(
    () => parseYaml(["a:", ...keys, "  key7: 2"].join("\n")),
    /line 3002: Map keys must be unique/,
  );
});

Deno.test("a text that is too deep or too long costs one line", () => {
  assert.throws(
    () => parseYaml("[".repeat(20_000), "deep.yaml"),
    /^CouldNotRun: Cannot read deep.yaml: line 1: it is nested too deeply/,
  );
  assert.throws(
    () => parseYaml("a".repeat(1_000_001), "long.yaml"),
    /^CouldNotRun: Cannot read long.yaml: line 1: it has 1000001 characters/,
  );
});

Deno.test("a key that objects know by themselves is a key like any other", () => {
  const value = parseYaml("__proto__: { admin: true }\na: 1\n");
  assert.deepEqual(Object.keys(Object(value)), ["__proto__", "a"]);
  assert.equal(Object(value).admin, undefined);
});
