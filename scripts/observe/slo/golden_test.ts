import assert from "node:assert/strict";
import { parse } from "yaml";
import { plainText } from "../../lib/files/read_text.ts";
import { compile } from "./compile.ts";
import { parseSpec } from "./spec.ts";
import good from "./testdata/good.yaml" with { type: "text" };
import golden from "./testdata/good.30d.golden.yaml" with { type: "text" };

const DAY = 86_400_000;

/** The rules of an objective over 30 days, the period of the published table. */
function compiled(): string {
  const spec = parseSpec(good, "testdata/good.yaml");
  const { rules } = compile(spec, "testdata/good.yaml", { periodMs: 30 * DAY });
  return rules;
}

Deno.test("the rules over 30 days are the golden file", () => {
  // After a change on purpose, write what is compared here into the file.
  // A clone may have CRLF in it.
  assert.equal(compiled(), plainText(golden));
});

Deno.test("the golden file has the published factors and windows, written out", () => {
  const { groups: [{ rules }] } = parse(golden);
  const conditionsOf = (name: string): string[] =>
    rules.find(({ alert }: { readonly alert?: string }) => alert === name)
      .expr.match(/window="\w+"\} > [\d.]+/g);
  assert.deepEqual(conditionsOf("PayAvailabilityBurnsFast"), [
    'window="1h"} > 14.4',
    'window="5m"} > 14.4',
    'window="6h"} > 6',
    'window="30m"} > 6',
  ]);
  assert.deepEqual(conditionsOf("PayAvailabilityBurnsSlowly"), [
    'window="1d"} > 3',
    'window="2h"} > 3',
    'window="3d"} > 1',
    'window="6h"} > 1',
  ]);
});
