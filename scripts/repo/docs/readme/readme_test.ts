import assert from "node:assert/strict";
import { unlike } from "./compare.ts";
import { commandsOf } from "./extract.ts";
import { play } from "./play.ts";
import type { Shell } from "./shell.ts";

const A = "4d915d01-dcda-4a21-a080-cce1248fa713";
const B = "11111111-2222-4333-8444-555555555555";

Deno.test("commands are found with what they print, comments are none", () => {
  const text = [
    "```sh",
    "deno task dev   # everything",
    "```",
    "```console",
    "$ curl a",
    "one",
    "two",
    "$ curl b",
    "```",
    "```ts",
    "$ nothing",
    "```",
  ].join("\n");
  assert.deepEqual(commandsOf(text), [
    { line: 2, command: "deno task dev", prints: undefined },
    { line: 5, command: "curl a", prints: ["one", "two"] },
    { line: 8, command: "curl b", prints: [] },
  ]);
});

Deno.test("figures may differ, words and their order may not", () => {
  const shown = ["240 visits in 12.0 s", "completed orders: 13"];
  const printed = "7 visits in 1 s\n\ncompleted orders: 2";
  assert.deepEqual(unlike(shown, printed), []);
  assert.deepEqual(unlike(shown.toReversed(), printed), [shown[0]]);
  assert.deepEqual(unlike(["failed orders: 1"], printed), ["failed orders: 1"]);
  assert.deepEqual(unlike(["..."], printed), []);
});

Deno.test("a reservation that was printed stands for the one that is shown", async () => {
  const asked: string[] = [];
  const shell: Shell = (command) => {
    asked.push(command);
    return Promise.resolve({ code: 0, printed: `{"reservation_id":"${B}"}` });
  };
  const all = await play(
    [
      { line: 1, command: "reserve", prints: [`{"reservation_id":"${A}"}`] },
      { line: 2, command: `pay ${A}`, prints: undefined },
    ],
    shell,
    () => {},
  );
  assert.deepEqual(asked, ["reserve", `pay ${B}`]);
  assert.deepEqual(all.map(({ outcome }) => outcome), ["ok", "ok"]);
});

Deno.test("what prints something else, or fails, is wrong", async () => {
  const shell: Shell = () => Promise.resolve({ code: 3, printed: "other" });
  const all = await play(
    [
      { line: 1, command: "a", prints: ["this"] },
      { line: 2, command: "b", prints: undefined },
      { line: 3, command: "docker compose up", prints: undefined },
    ],
    shell,
    () => {},
  );
  assert.deepEqual(
    all.map(({ outcome }) => outcome),
    ["wrong", "wrong", "left out"],
  );
});
