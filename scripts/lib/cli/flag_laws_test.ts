import assert from "node:assert/strict";
import fc from "fast-check";
import {
  boolean,
  duration,
  integer,
  number,
  oneOf,
  parseFlags,
  text,
  url,
  UsageError,
} from "./flags.ts";
import { helpText } from "./help.ts";
import { nearest } from "./nearest.ts";

const TABLE = {
  count: integer("count", { default: 1, min: -5, max: 10, help: "how many" }),
  rate: number("rate", { default: 0.5, min: 0, max: 1, help: "a share" }),
  wait: duration("wait", { default: 0, min: 0, max: 60_000, help: "a pause" }),
  name: text("name", { default: undefined, env: "NAME", help: "who" }),
  from: url("from", { default: undefined, help: "where" }),
  kind: oneOf("kind", ["a", "b"], { default: "a", help: "which" }),
  dry: boolean("dry", { help: "change nothing" }),
};

function parse(...args: readonly string[]) {
  return parseFlags("tool", TABLE, { args, env: () => undefined });
}

for (
  const [args, key, value] of [
    [["--count", "7"], "count", 7],
    [["--count=-5"], "count", -5],
    [["--count", "007"], "count", 7],
    [["--rate", ".5"], "rate", 0.5],
    [["--rate", "1."], "rate", 1],
    [["--wait", "1m"], "wait", 60_000],
    [["--wait", "1.5s"], "wait", 1500],
    [["--name", "--"], "name", undefined],
    [["--name=a=b"], "name", "a=b"],
    [["--name", "a b"], "name", "a b"],
    [["--from", "http://a:1/b//"], "from", "http://a:1/b"],
    [["--kind", "b"], "kind", "b"],
    [["--dry"], "dry", true],
    [["--count", "1", "--count", "2"], "count", 2],
  ] as const
) {
  Deno.test(`${args.join(" ")} sets --${key} to ${value}`, () => {
    if (value === undefined) return assert.throws(() => parse(...args));
    assert.equal(parse(...args).flags[key], value);
  });
}

for (
  const args of [
    ["--count", "11"],
    ["--count", "-6"],
    ["--count", "1.5"],
    ["--count", "1e0"],
    ["--count", ""],
    ["--count", "0x1"],
    ["--rate", "1.01"],
    ["--rate", "NaN"],
    ["--rate", "1,0"],
    ["--wait", "60"],
    ["--wait", "61s"],
    ["--wait", "-1s"],
    ["--name", ""],
    ["--name"],
    ["--from", "a:1"],
    ["--from", "ftp://a"],
    ["--from", "http://"],
    ["--kind", "A"],
    ["--kind", "toString"],
    ["--dry=true"],
    ["--dry=false"],
    ["--no-dry"],
    ["--constructor"],
    ["-c", "1"],
  ]
) {
  Deno.test(`${JSON.stringify(args)} is refused, and names the flag`, () => {
    assert.throws(
      () => parse(...args),
      (error) =>
        error instanceof UsageError &&
        error.message.startsWith("Cannot run tool: ") &&
        error.message.includes((args[0] ?? "").replace(/=.*/, "")),
    );
  });
}

Deno.test("a whole number is taken exactly when it lies within the bounds", () => {
  fc.assert(fc.property(fc.integer({ min: -20, max: 20 }), (n) => {
    const isTaken = n >= -5 && n <= 10;
    if (isTaken) assert.equal(parse(`--count=${n}`).flags.count, n);
    else assert.throws(() => parse(`--count=${n}`), UsageError);
  }));
});

Deno.test("all problems of a command line are reported together", () => {
  assert.throws(
    () => parse("--count", "99", "--kind", "c", "--wat"),
    (error) =>
      error instanceof UsageError &&
      ["--count must", "--kind must", "--wat is not"].every((words) =>
        error.message.includes(words)
      ),
  );
});

Deno.test("words that are no flags stay in their order, wherever they stand", () => {
  const word = fc.stringMatching(/^[a-z0-9.]{1,6}$/);
  fc.assert(fc.property(fc.array(word), fc.array(word), (before, after) => {
    const line = parse(...before, "--dry", ...after);
    assert.deepEqual(line.operands, [...before, ...after]);
    assert.equal(line.rest, undefined);
  }));
});

Deno.test("words behind -- are never flags", () => {
  fc.assert(fc.property(fc.array(fc.string()), (rest) => {
    const line = parse("--dry", "--", ...rest);
    assert.deepEqual(line.rest, rest);
    assert.deepEqual(line.operands, []);
  }));
});

Deno.test("help shows each flag with its bound, its variable and its default", () => {
  const help = helpText({ name: "tool", summary: "works", flags: TABLE });
  const flowing = help.replace(/\s+/g, " "); // long lines are wrapped
  for (
    const words of [
      "usage: deno task tool [FLAGS]",
      "--count N ",
      "how many (an integer from -5 to 10; default 1)",
      "--wait TIME ",
      "a duration from 0ms to 1m, such as 500ms, 60s or 5m; default 0ms",
      "--name TEXT ",
      "who (a text that is not empty; default $NAME)",
      "--kind a|b ",
      "--dry ",
      "change nothing",
      "--help ",
    ]
  ) assert.ok(flowing.includes(words), `${words}\n${help}`);
  const columns = help.split("\n").filter((line) => line.startsWith("  --"))
    .map((line) => /\S {2,}/.exec(line.slice(2))?.index ?? 0);
  assert.equal(columns.length, Object.keys(TABLE).length + 1);
});

Deno.test("a word is always meant as itself, and as what one letter makes of it", () => {
  const names = ["duration", "database-url", "json", "rps"];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
      assert.equal(nearest(name, names), name);
      const place = at % name.length;
      const missing = name.slice(0, place) + name.slice(place + 1);
      assert.equal(nearest(missing, names), name);
    }),
  );
});
