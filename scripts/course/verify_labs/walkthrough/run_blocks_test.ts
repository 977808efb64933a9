import assert from "node:assert/strict";
import type { Ran } from "../../../lib/process/mod.ts";
import { parseText } from "./parse_text.ts";
import { runText, type Step, withNames } from "./run_text.ts";

interface Seen {
  readonly steps: readonly Step[];
  readonly asked: readonly string[];
}

/** Runs a text where each command ends as `ends` says, or well. */
async function play(
  lines: readonly string[],
  ends: Readonly<Record<string, Partial<Ran>>> = {},
): Promise<Seen> {
  const asked: string[] = [];
  let now = 0;
  const ran = (code: string): Promise<Ran> => {
    asked.push(code);
    now += 1500;
    return Promise.resolve({ code: 0, output: "", ...ends[code] });
  };
  const steps = await runText({
    text: parseText(lines.join("\n")),
    path: "dev",
    shell: {
      run: ran,
      start: (code, ready) => ran(`${code} until ${ready}`),
      stop: () => Promise.resolve(void asked.push("stop")),
    },
    takeSolution: (file, names) =>
      Promise.resolve(
        void asked.push(`takes ${file} with ${[...names].join() || "none"}`),
      ),
    edit: (name) => Promise.resolve(void asked.push(`edits ${name}`)),
    now: () => now,
    onEach: () => {},
  });
  return { steps, asked };
}

const block = (code: string) => ["```sh", code, "```", ""];

for (
  const [what, directive, ended, why] of [
    ["ends with 0", "", {}, ""],
    ["ends with 3", "", { code: 3 }, "it ended with 3"],
    ["does not end", "", { code: 124 }, "it did not end within 600 s"],
    ["must fail and does", "fails", { code: 3 }, ""],
    ["must fail and does not", "fails", {}, "it ended with 0, and must fail"],
    [
      "must fail and does not end",
      "fails",
      { code: 124 },
      "it did not end within 600 s",
    ],
    ["prints what it must", "expect /6 ev/", { output: "6 events" }, ""],
    [
      "prints something else",
      "expect /6 ev/",
      { output: "5 events" },
      "its output does not match /6 ev/",
    ],
    [
      "fails, whatever it prints",
      "expect /6 ev/",
      { code: 1, output: "6 events" },
      "it ended with 1",
    ],
    ["says what it is asked for", "let ID=/id (\\d+)/", { output: "id 7" }, ""],
    [
      "does not say what it is asked for",
      "let ID=/id (\\d+)/",
      { output: "id -" },
      "ID is not in its output: /id (\\d+)/",
    ],
  ] as const
) {
  Deno.test(`a block that ${what} is ${why === "" ? "ok" : "failed"}`, async () => {
    const comment = directive === "" ? [] : [`<!-- lab: ${directive} -->`];
    const { steps } = await play([...comment, ...block("one")], { one: ended });
    assert.deepEqual(
      steps.map(({ outcome, why }) => [outcome, why]),
      [[why === "" ? "ok" : "failed", why]],
    );
  });
}

Deno.test("nothing is run behind the first failure, and what was started is ended", async () => {
  const { steps, asked } = await play(
    [...block("one"), ...block("two"), ...block("three")],
    { two: { code: 1 } },
  );
  assert.deepEqual(asked, ["one", "two", "stop"]);
  assert.deepEqual(steps.map(({ outcome }) => outcome), ["ok", "failed"]);
});

Deno.test("what was started is ended, too, when a terminal breaks", async () => {
  let stopped = 0;
  const running = runText({
    text: parseText(block("one").join("\n")),
    path: "dev",
    shell: {
      run: () => Promise.reject(new Error("no terminal")),
      start: () => Promise.reject(new Error("no terminal")),
      stop: () => Promise.resolve(void stopped++),
    },
    takeSolution: () => Promise.resolve(),
    edit: () => Promise.resolve(),
    now: () => 0,
    onEach: () => {},
  });
  await assert.rejects(running, /no terminal/);
  assert.equal(stopped, 1);
});

Deno.test("a block of another path, or for hands, is left out and says so", async () => {
  const { steps, asked } = await play([
    "<!-- lab: cluster -->",
    "<!-- lab: compose -->",
    ...block("one"),
    "<!-- lab: by-hand open a browser -->",
    ...block("two"),
    "<!-- lab: dev -->",
    ...block("three"),
  ]);
  assert.deepEqual(
    steps.map(({ outcome, why }) => [outcome, why]),
    [["other path", "cluster,compose"], ["by hand", "open a browser"], [
      "ok",
      "",
    ]],
  );
  assert.deepEqual(asked, ["three", "stop"]);
});

Deno.test("a word that was learnt stands for its value in all that follows", async () => {
  const { asked } = await play(
    [
      "<!-- lab: let ID=/id (\\w+)/ -->",
      ...block("make"),
      ...block("show ID of MY_ID and $ID"),
      "<!-- lab: solution submissions/lab1.md -->",
    ],
    { make: { output: "id a$1" } },
  );
  assert.deepEqual(asked.slice(1), [
    "show a of MY_ID and $a",
    "takes submissions/lab1.md with ID,a",
    "stop",
  ]);
});

Deno.test("a block in the background waits for its own words", async () => {
  const { asked } = await play([
    "<!-- lab: background /Ctrl-C/ -->",
    ...block("deno task dev"),
    "<!-- lab: edit worse -->",
  ]);
  assert.deepEqual(asked, [
    "deno task dev until /Ctrl-C/",
    "edits worse",
    "stop",
  ]);
});

Deno.test("each block is reported with the time that it took", async () => {
  const { steps } = await play([
    ...block("one"),
    "<!-- lab: by-hand look -->",
    ...block("two"),
  ]);
  assert.deepEqual(steps.map(({ seconds }) => seconds), [1.5, 0]);
});

Deno.test("a value may have in it what means something to a replacement", () => {
  const names = new Map([["A", "$&$1"], ["B", "A"]]);
  // In their order: what was put in is read again by those that come later.
  assert.equal(withNames("A B AB", names), "$&$1 A AB");
});

Deno.test("a block that prints something else than the text shows has failed", async () => {
  const text = [...block("buy"), "```output", "1 order confirmed", "```"];
  const good = await play(text, { buy: { output: "2 order confirmed\n" } });
  const bad = await play(text, { buy: { output: "2 order refused\n" } });
  assert.equal(good.steps[0]?.outcome, "ok");
  assert.equal(bad.steps[0]?.outcome, "failed");
  assert.match(bad.steps[0]?.why ?? "", /shows "1 order confirmed"/);
});
