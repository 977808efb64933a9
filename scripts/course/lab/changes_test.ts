import assert from "node:assert/strict";
import { changesBetween, changesText, type Seen } from "./changes.ts";

const TABLE: Seen = {
  id: "1.4",
  title: "the table",
  verdict: "fail",
  measured: "15 of 16 cells are true",
};
const LOAD: Seen = {
  id: "1.5",
  title: "a load",
  verdict: "pass",
  measured: "30 s, 10 orders, p99 12 ms",
};

for (
  const [what, now, expected] of [
    ["another verdict", [{
      ...TABLE,
      verdict: "pass",
      measured: "16 of 16 cells",
    }, LOAD], /1\.4 {2}FAILED -> ok[^]*before: 15 of 16[^]*now: {4}16 of 16/],
    ["another measurement", [{
      ...TABLE,
      measured: "9 of 16 cells are true",
    }, LOAD], /1\.4 {2}still FAILED[^]*before: 15[^]*now: {4}9/],
    ["a check that was not tried before", [TABLE, LOAD, {
      ...LOAD,
      id: "1.8",
      verdict: "not_started",
    }], /^Since the last look:\n1\.8 {2}still to do/],
    ["a time that differs a little", [TABLE, {
      ...LOAD,
      measured: "30.2 s, 10 orders, p99 14 ms",
    }], /^Nothing has changed/],
    ["nothing", [TABLE, LOAD], /^Nothing has changed/],
  ] as const satisfies readonly (readonly [string, readonly Seen[], RegExp])[]
) {
  Deno.test(`a later look says what is different: ${what}`, () => {
    assert.match(changesText(changesBetween([TABLE, LOAD], now)), expected);
  });
}
