import assert from "node:assert/strict";
import { boolean, defineTool, integer } from "../cli/mod.ts";
import { commandProblem, type Tasks } from "./command_problem.ts";
import { readDescription } from "./read_description.ts";
import { namedCommands, shownCommands } from "./shown_commands.ts";
import { fakeHost } from "../cli/host_fake.ts";

const check = defineTool({
  name: "check",
  summary: "measures",
  flags: {
    task: integer("task", { default: 1, min: 0, max: 3, help: "only this" }),
    watch: boolean("watch", { help: "again and again" }),
  },
  operands: { usage: "N", help: "which", min: 1, max: 1 },
  run: () => 0,
});

const lab = defineTool({
  name: "lab",
  summary: "the labs",
  flags: {},
  commands: [check],
  run: () => 0,
});

const dev = defineTool({
  name: "dev",
  summary: "the shop",
  flags: { fresh: boolean("fresh", { help: "no old data" }) },
  operands: { usage: "COMMAND", help: "", min: 0, max: Infinity },
  rest: "CMD...",
  run: () => 0,
});

const TOOLS: Tasks = {
  names: new Set(["lab", "dev", "ok"]),
  toolOf: (task) =>
    task === "ok" ? undefined : { lab, dev }[task]?.describe(task),
};

function problems(markdown: string): readonly (string | undefined)[] {
  return shownCommands(markdown).map((one) => commandProblem(one, TOOLS));
}

Deno.test("a tool prints itself as data, and that can be read again", async () => {
  const host = fakeHost({ args: ["check", "--help=json"] });
  assert.equal(await lab.call(host, "lab"), 0);
  const read = readDescription(`a warning\n${host.stdout.join("\n")}`);
  assert.deepEqual(read, check.describe("lab check"));
  assert.deepEqual(read?.flags, { task: true, watch: false });
  assert.match(read?.help ?? "", /usage: deno task lab check/);
  assert.equal(readDescription("usage: deno task lab"), undefined);
  assert.equal(readDescription('{"name":"lab"}'), undefined);
});

for (
  const command of [
    "deno task ok",
    "deno task lab check 1 --task 2 --watch",
    "deno task --quiet lab check 1 --task=2 | tail -1",
    "deno task lab check $N --help # as often as you like",
    "deno task lab COMMAND ...",
    "deno task dev stop payments",
    "deno task dev --fresh && deno task lab check 1",
    "deno task dev -- deno run --allow-all x.ts --any",
    "npx -y deno@2.9.6 task dev",
  ]
) {
  Deno.test(`can be typed: ${command}`, () => {
    const found = problems("```sh\n" + command + "\n```");
    assert.ok(found.length > 0);
    assert.deepEqual(found.filter((one) => one !== undefined), []);
  });
}

for (
  const [command, expected] of [
    ["deno task labs check 1", "there is no deno task labs, did you mean lab?"],
    ["deno task lab chek 1", "lab has no command chek, did you mean check?"],
    ["deno task lab solve 3 --into x", "lab has no flag --into"],
    ["deno task lab solve 3", "lab has no command solve"],
    [
      "deno task lab check 1 --wach",
      "has no flag --wach, did you mean --watch",
    ],
    ["deno task lab check 1 --task 2 \\\n  --wide", "has no flag --wide"],
    ["deno task lab check 1 -- x", "takes nothing after --"],
    ["deno task ok && deno task lab solve 3", "lab has no command solve"],
    ["true && deno task nothing-here", "there is no deno task nothing-here"],
  ] as const
) {
  Deno.test(`cannot be typed: ${command.replaceAll("\n", " ")}`, () => {
    const problem = problems("```sh\n" + command + "\n```")
      .find((one) => one !== undefined);
    assert.ok(problem?.includes(expected), problem ?? "no problem");
  });
}

Deno.test("a block that shows a block is one block, up to its own end", () => {
  const markdown = [
    "````md",
    "```sh",
    "deno task lab solve 1",
    "```",
    "deno task lab solve 2",
    "````",
    "deno task lab solves nothing",
  ].join("\n");
  assert.deepEqual(
    shownCommands(markdown).map(({ line, isCode }) => [line, isCode]),
    [[3, true], [5, true], [7, false]],
  );
});

Deno.test("what every object has is no flag", () => {
  for (const flag of ["constructor", "toString"]) {
    const [problem] = problems(`\`deno task lab check 1 --${flag}\``);
    assert.match(problem ?? "", new RegExp(`has no flag --${flag}`));
  }
});

for (
  const [shown, words] of [
    ["deno task lab check 1 # why not", ["check", "1"]],
    ["deno task lab check 1 > out.txt", ["check", "1"]],
    ["deno task lab check 1 2>&1", ["check", "1", "2>&1"]],
    ["deno task lab check 1; ls", ["check", "1"]],
    ["deno task lab check 1 &", ["check", "1"]],
    ["deno task lab check 1 || true", ["check", "1"]],
    ["(deno task lab check 1)", ["check", "1"]],
    ['deno task lab check "1 2"', ["check", '"1 2"']],
    ["deno task lab check $(cat n.txt)", ["check", "$(cat n.txt)"]],
    ["deno task lab check 1 --why 'a; b'", ["check", "1", "--why", "'a; b'"]],
    ["deno task lab check 1 # don't, can't", ["check", "1"]],
    ["deno task lab check 1,", ["check", "1"]],
    ["deno task lab \\\n  check 1", ["check", "1"]],
    ["deno task lab", []],
  ] as const
) {
  Deno.test(`the words of ${JSON.stringify(shown)}`, () => {
    const [one] = shownCommands("```sh\n" + shown + "\n```");
    assert.deepEqual(one?.words, words);
  });
}

Deno.test("in a sentence only what is set as code counts as a whole command", () => {
  assert.deepEqual(problems("Say `deno task lab solve 1`."), [
    "deno task lab has no command solve",
  ]);
  assert.deepEqual(problems("deno task lab tells you more"), [undefined]);
  assert.deepEqual(problems("a `deno task` that names a step"), []);
});

Deno.test("in a program only the task's name is looked at", () => {
  const [one, two] = namedCommands(
    "host.err(`deno task lab says`);\n// deno task gone: away",
  );
  assert.ok(one && two);
  assert.equal(commandProblem(one, TOOLS), undefined);
  assert.equal(commandProblem(two, TOOLS), "there is no deno task gone");
  assert.equal(two.line, 2);
});
