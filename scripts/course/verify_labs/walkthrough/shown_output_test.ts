import assert from "node:assert/strict";
import { notShown } from "./shown_output.ts";

const OUTPUT = `Task dev ...
NAME      STATUS  PID    URL
gateway   ready   24313  http://127.0.0.1:8080
{"order_id":"b12be131-4098-4df3-878d-3a6c0366bb3a","status":"confirmed"}
   10 s      5.1 rps  5 bought  0 failed
ok | 7 passed (8s)
`;

Deno.test("figures, identifiers and columns may differ, and lines may be left out", () => {
  const shown = [
    "gateway ready 7 http://127.0.0.1:8080",
    '{"order_id":"00000000-4098-4df3-878d-3a6c0366bb3a",...}',
    "20 s   4.95 rps   3 bought   12 failed",
    "ok | 7 passed (9ms)",
  ].join("\n");
  assert.equal(notShown(shown, OUTPUT), undefined);
});

for (
  const [what, shown] of [
    ["another word", "gateway failed 24313 http://127.0.0.1:8080"],
    ["a line that is not there", "payments ready 1 http://127.0.0.1:8082"],
    ["part of a line only", "gateway ready"],
    ["a pattern of characters that regular expressions know", "gateway.*"],
  ] as const
) {
  Deno.test(`a text that shows ${what} is found`, () => {
    assert.equal(notShown(shown, OUTPUT), shown);
  });
}

Deno.test("lines in another order are found", () => {
  const order = "10 s 5.1 rps 5 bought 0 failed\nNAME STATUS PID URL";
  assert.equal(notShown(order, OUTPUT), "NAME STATUS PID URL");
});
