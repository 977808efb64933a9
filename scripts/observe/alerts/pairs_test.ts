import assert from "node:assert/strict";
import { ruleOf } from "./alert_fixture.ts";
import { evaluatePair, type PairProbe, PAIRS } from "./pairs.ts";

const MINUTE = 60_000;

function probeNamed(words: RegExp): PairProbe {
  const found = PAIRS.find(({ name }) => words.test(name));
  return found ?? assert.fail(`no probe ${words}`);
}

/** A page from and until some minutes of a day whose trouble begins at 90. */
function fired(first: number, last: number, change = {}) {
  return [{
    rule: ruleOf(change),
    first: first * MINUTE,
    last: last * MINUTE,
  }];
}

const FIRST = probeNamed(/^8 %/);
const OVER = probeNamed(/five minutes/);
const NEVER = probeNamed(/^2.7 %/);

for (
  const [what, probe, found, problem] of [
    ["in time", FIRST, fired(102.5, 110), undefined],
    ["too early", FIRST, fired(100, 110), /comes 10m after .* too early/],
    ["too late", FIRST, fired(104, 110), /comes 14m after .* too late/],
    ["never", FIRST, [], /no page comes/],
    [
      "late by its pending period",
      FIRST,
      fired(104.5, 110, { forMs: 2 * MINUTE }),
      undefined,
    ],
    ["of another kind", FIRST, fired(102, 110, { labels: {} }), /no page/],
    ["over in time", OVER, fired(91, 101.25), undefined],
    ["over too soon", OVER, fired(91, 99), /until 4m after .* too early/],
    ["over too late", OVER, fired(91, 103), /until 8m after .* too late/],
    [
      "kept firing by its rule",
      OVER,
      fired(91, 103, { keepFiringMs: 2 * MINUTE }),
      undefined,
    ],
    ["for nothing", NEVER, fired(120, 130), /a page comes/],
    ["for a reason", NEVER, [], undefined],
  ] as const
) {
  Deno.test(`a page ${what} ${problem === undefined ? "is as" : "is not as"} the pairs make it`, () => {
    const result = evaluatePair(probe, found);
    if (problem === undefined) assert.equal(result.problem, undefined);
    else assert.match(result.problem ?? "", problem);
  });
}
