import assert from "node:assert/strict";
import fc from "fast-check";
import type { Matcher } from "../../adapters/prometheus/mod.ts";
import { matcherOf, matchersOf, matches } from "./matcher.ts";
import { route } from "./schemas.ts";

const one = (label: string, op: Matcher["op"], value: string): Matcher => ({
  label,
  op,
  value,
});

const READ: readonly (readonly [string, readonly Matcher[]])[] = [
  ['severity="page"', [one("severity", "=", "page")]],
  ["severity = page", [one("severity", "=", "page")]],
  ["severity='page'", [one("severity", "=", "page")]],
  ["team !~ a|b", [one("team", "!~", "a|b")]],
  ['team=~"pay.*"', [one("team", "=~", "pay.*")]],
  ['a!=""', [one("a", "!=", "")]],
  ["a=", [one("a", "=", "")]],
  ['"my.label" = x', [one("my.label", "=", "x")]],
  ['a="b,c"', [one("a", "=", "b,c")]],
  ['a="say \\"no\\""', [one("a", "=", 'say "no"')]],
  ['a="b",c!="d"', [one("a", "=", "b"), one("c", "!=", "d")]],
  ["{a=b, c=~d}", [one("a", "=", "b"), one("c", "=~", "d")]],
];

for (const [text, matchers] of READ) {
  Deno.test(`${text} is read as ${matchers.length} of Alertmanager's matchers`, () => {
    assert.deepEqual(matchersOf(text), matchers);
  });
}

for (
  const text of ["", "severity", "= page", "a==", "{}", 'a="b" c="d"', 'a="b']
) {
  Deno.test(`${JSON.stringify(text)} is no matcher`, () => {
    assert.throws(() => matchersOf(text), {
      name: "SyntaxError",
      message: /is no matcher such as severity = page/,
    });
  });
}

Deno.test("what is quoted means itself, whatever it contains", () => {
  const quoted = (value: string) =>
    `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  const value = fc.string().filter((text) => !text.includes("\n"));
  fc.assert(fc.property(value, value, (a, b) => {
    assert.deepEqual(
      matchersOf(`a=${quoted(a)}, b!=${quoted(b)}`),
      [one("a", "=", a), one("b", "!=", b)],
    );
  }));
});

const MATCHES: readonly (readonly [string, string, boolean])[] = [
  ["severity=page", "page", true],
  ["severity=pag", "page", false],
  ["severity!=page", "ticket", true],
  ["severity=~pag", "page", false],
  ["severity=~pag.", "page", true],
  ["severity=~page|ticket", "ticket", true],
  ["severity!~page|ticket", "ticket", false],
  ["severity=~(?i)PAGE", "page", true],
  ["other=", "page", true],
  ["other!=x", "page", true],
  ["other=~.+", "page", false],
];

for (const [text, severity, isMatch] of MATCHES) {
  Deno.test(`${text} ${isMatch ? "matches" : "does not match"} severity ${severity}`, () => {
    const [matcher = assert.fail()] = matchersOf(text);
    assert.equal(matches(matcher, { severity }), isMatch);
  });
}

Deno.test("an operator and its denial never agree", () => {
  fc.assert(fc.property(fc.string(), fc.string(), (value, found) => {
    const labels = { a: found };
    const [is, isNot] = [one("a", "=", value), one("a", "!=", value)];
    assert.notEqual(matches(is, labels), matches(isNot, labels));
  }));
});

Deno.test("a malformed regular expression is refused when it is read", () => {
  assert.throws(() => matchersOf('team=~"pay("'), /pay\( is no regular exp/);
  assert.throws(() => matcherOf("team", "!~", "["), /is no regular expression/);
  assert.deepEqual(matcherOf("team", "=", "["), one("team", "=", "["));
});

const BAD_ROUTES: readonly (readonly [string, unknown])[] = [
  ["matchers", { matchers: ["team=~("] }],
  ["matchers", { matchers: "severity" }],
  ["object_matchers", { object_matchers: [["team", "~", "x"]] }],
  ["match_re", { match_re: { team: "(" } }],
];

for (const [field, bad] of BAD_ROUTES) {
  Deno.test(`a policy with ${JSON.stringify(bad)} is refused by its field`, () => {
    const { error } = route.safeParse(bad);
    assert.deepEqual(error?.issues.map(({ path }) => path[0]), [field]);
    const inner = route.safeParse({ receiver: "x", routes: [bad] });
    assert.equal(inner.success, false);
  });
}

Deno.test("Grafana's three parts are taken as they are, without quotes or commas", () => {
  const { matchers } = route.parse({ object_matchers: [["a", "=", 'b,"c"']] });
  assert.deepEqual(matchers, [one("a", "=", 'b,"c"')]);
});
