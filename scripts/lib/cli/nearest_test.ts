import assert from "node:assert/strict";
import { nearest } from "./nearest.ts";

const NAMES = ["duration", "database-url", "json", "rps"];

Deno.test("nearest() finds a word with a letter wrong, missing or swapped", () => {
  assert.equal(nearest("druation", NAMES), "duration");
  assert.equal(nearest("databse-url", NAMES), "database-url");
  assert.equal(nearest("jsom", NAMES), "json");
});

Deno.test("nearest() finds the word that was cut short", () => {
  assert.equal(nearest("data", NAMES), "database-url");
});

Deno.test("nearest() finds nothing when nothing is near", () => {
  assert.equal(nearest("verbose", NAMES), undefined);
  assert.equal(nearest("x", NAMES), undefined);
});
