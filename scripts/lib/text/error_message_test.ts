import assert from "node:assert/strict";
import { wordsOf } from "./error_message.ts";

for (
  const [what, error, words] of [
    ["an error", new Error("full"), "full"],
    ["a text", "full", "full"],
    ["nothing", undefined, "undefined"],
    ["an error with a cause", new Error("a", { cause: new Error("b") }), "b"],
    [
      "a chain of causes",
      new Error("a", { cause: new Error("b", { cause: "c" }) }),
      "c",
    ],
    [
      "a fetch that failed",
      new TypeError("error sending request for url (http://a:1/x) refused"),
      "refused",
    ],
  ] as const
) {
  Deno.test(`the words of ${what} are ${JSON.stringify(words)}`, () => {
    assert.equal(wordsOf(error), words);
  });
}
