import assert from "node:assert/strict";
import {
  boolean,
  duration,
  integer,
  number,
  oneOf,
  parseFlags,
  text,
  url,
} from "./flags.ts";

const TABLE = {
  rps: number("rps", { default: 5, min: 0.1, max: 10_000, help: "rate" }),
  workers: integer("workers", { default: 4, min: 1, max: 64, help: "tasks" }),
  duration: duration("duration", {
    default: 60_000,
    min: 100,
    max: 86_400_000,
    help: "how long",
  }),
  url: url("url", {
    default: "http://127.0.0.1:8080",
    env: "GATEWAY_URL",
    help: "gateway",
  }),
  databaseUrl: url("database-url", {
    default: undefined,
    protocols: ["postgres", "postgresql"],
    example: "postgres://user@host:5432/name",
    help: "server",
  }),
  label: text("label", { default: undefined, help: "name" }),
  mix: oneOf("mix", ["even", "real"], { default: "real", help: "mix" }),
  json: boolean("json", { help: "as JSON" }),
};

function parse(args: readonly string[], env: Record<string, string> = {}) {
  return parseFlags("loadgen", TABLE, { args, env: (name) => env[name] });
}

Deno.test("parseFlags() gives the defaults when nothing is given", () => {
  assert.deepEqual(parse([]), {
    flags: {
      rps: 5,
      workers: 4,
      duration: 60_000,
      url: "http://127.0.0.1:8080",
      databaseUrl: undefined,
      label: undefined,
      mix: "real",
      json: false,
    },
    operands: [],
    rest: undefined,
  });
});

Deno.test("parseFlags() reads every kind of flag, also after operands", () => {
  const line = parse([
    "a",
    "--rps=.5",
    "--workers",
    "8",
    "--duration",
    "1.5s",
    "--url",
    "https://shop:1/",
    "--database-url=postgres://me@db/q",
    "b",
    "--label",
    "x y",
    "--mix",
    "even",
    "--json",
  ]);
  assert.deepEqual(line.flags, {
    rps: 0.5,
    workers: 8,
    duration: 1500,
    url: "https://shop:1",
    databaseUrl: "postgres://me@db/q",
    label: "x y",
    mix: "even",
    json: true,
  });
  assert.deepEqual(line.operands, ["a", "b"]);
});

Deno.test("parseFlags() leaves the words after -- alone", () => {
  const line = parse(["--json", "--", "cmd", "--rps", "x", "--", "y"]);
  assert.deepEqual(line.rest, ["cmd", "--rps", "x", "--", "y"]);
});

Deno.test("parseFlags() takes a value from the flag, else from its variable", () => {
  const env = { GATEWAY_URL: "http://other:9" };
  assert.equal(parse([], env).flags.url, "http://other:9");
  assert.equal(parse(["--url", "http://a:1"], env).flags.url, "http://a:1");
  assert.equal(
    parse([], { GATEWAY_URL: "" }).flags.url,
    "http://127.0.0.1:8080",
  );
});

const BAD: readonly (readonly [readonly string[], string])[] = [
  [
    ["--rps", "abc"],
    "--rps must be a number from 0.1 to 10000, " +
    "current value is abc",
  ],
  [
    ["--rps", "-5"],
    "--rps must be a number from 0.1 to 10000, " +
    "current value is -5",
  ],
  [
    ["--rps", "NaN"],
    "--rps must be a number from 0.1 to 10000, " +
    "current value is NaN",
  ],
  [
    ["--workers", "1.5"],
    "--workers must be an integer from 1 to 64, " +
    "current value is 1.5",
  ],
  [
    ["--duration", "60"],
    "--duration must be a duration from 100ms to 24h, " +
    "such as 500ms, 60s or 5m, current value is 60",
  ],
  [
    ["--url", "shop:8080"],
    "--url must be a URL such as http://host:8080, " +
    "current value is shop:8080",
  ],
  [
    ["--database-url", "http://db"],
    "--database-url must be a URL such as " +
    "postgres://user@host:5432/name, current value is http://db",
  ],
  [
    ["--label="],
    "--label must be a text that is not empty, " +
    "current value is empty",
  ],
  [["--mix", "odd"], "--mix must be one of even, real, current value is odd"],
  [["--label", "--json"], "--label needs a value: a text that is not empty"],
  [["--rps"], "--rps needs a value: a number from 0.1 to 10000"],
  [["--json=no"], "--json takes no value, remove all from = on"],
  [
    ["--druation", "5s"],
    "--druation is not a flag, " +
    "did you mean --duration?",
  ],
  [["--zzz"], "--zzz is not a flag"],
  [["-v"], "-v is not a flag"],
  [
    ["--rps", "0", "--workers=x"],
    "--rps must be a number from 0.1 to 10000, " +
    "current value is 0; --workers must be an integer from 1 to 64, " +
    "current value is x",
  ],
];

for (const [args, problem] of BAD) {
  Deno.test(`parseFlags() refuses ${args.join(" ")}`, () => {
    assert.throws(() => parse(args), {
      name: "UsageError",
      message: `Cannot run loadgen: ${problem}`,
    });
  });
}

Deno.test("parseFlags() takes a switch from its variable, true or false", () => {
  const table = { load: boolean("load", { help: "", env: "LOAD" }) };
  const load = (args: readonly string[], LOAD: string) =>
    parseFlags("chaos", table, { args, env: () => LOAD }).flags.load;
  assert.equal(load([], "true"), true);
  assert.equal(load([], "false"), false);
  assert.equal(load([], ""), false);
  assert.equal(load(["--load"], "false"), true);
  assert.throws(() => load([], "yes"), /LOAD must be true or false/);
});

Deno.test("parseFlags() names the variable that is out of bounds", () => {
  assert.throws(() => parse([], { GATEWAY_URL: "shop" }), {
    message: "Cannot run loadgen: GATEWAY_URL must be a URL such as " +
      "http://host:8080, current value is shop",
  });
});
