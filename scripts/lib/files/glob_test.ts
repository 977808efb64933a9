import assert from "node:assert/strict";
import { globPattern } from "./glob.ts";

for (
  const [glob, taken, refused] of [
    ["a.ts", ["a.ts"], ["b/a.ts", "axts", "a.tsx"]],
    ["*.ts", ["a.ts", ".ts"], ["b/a.ts", "a.js"]],
    ["k8s/**", ["k8s/a", "k8s/b/c.yaml"], ["k8s", "ak8s/a"]],
    ["**/a.ts", ["a.ts", "b/a.ts", "b/c/a.ts"], ["ba.ts"]],
    ["a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb"]],
    ["lab1*.json", ["lab1.json", "lab12.json"], ["lab1/a.json"]],
    ["a(b)+.$", ["a(b)+.$"], ["ab", "a(b)"]],
    ["", [""], ["a"]],
  ] as const
) {
  Deno.test(`the glob ${JSON.stringify(glob)} means whole paths`, () => {
    const pattern = globPattern(glob);
    for (const path of taken) assert.match(path, pattern);
    for (const path of refused) assert.doesNotMatch(path, pattern);
  });
}
