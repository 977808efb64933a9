import assert from "node:assert/strict";
import { Exit } from "./exit_code.ts";
import { boolean, integer, text, UsageError } from "./flags.ts";
import { fakeHost } from "./host_fake.ts";
import { CouldNotRun, defineTool, runTool } from "./tool.ts";

const GROW = defineTool({
  name: "grow",
  summary: "makes it bigger",
  flags: { by: integer("by", { default: 1, min: 1, max: 9, help: "steps" }) },
  operands: { usage: "NAME", help: "what grows", min: 1, max: 1 },
  run: ({ host, flags, operands }) => {
    host.out(`${operands[0]} by ${flags.by}`);
    return Exit.ok;
  },
});

const DEMO = defineTool({
  name: "demo",
  summary: "shows how it is done",
  flags: { json: boolean("json", { help: "print JSON" }) },
  rest: "CMD...",
  commands: [GROW],
  examples: ["demo grow rose --by 2"],
  run: ({ host, flags, rest }) => {
    if (rest?.[0] === "fail") {
      throw new CouldNotRun("Cannot run CMD: it is bad");
    }
    if (rest?.[0] === "crash") throw new TypeError("a bug");
    host.out(`json ${flags.json}, rest ${rest}`);
    return Exit.verdictFailed;
  },
});

async function run(...args: string[]) {
  const host = fakeHost({ args });
  const code = await runTool(host, DEMO);
  return { code, out: host.stdout.join("\n"), err: host.stderr.join("\n") };
}

Deno.test("runTool() runs the tool and gives its exit code", async () => {
  assert.deepEqual(await run("--json", "--", "ls", "--help"), {
    code: 1,
    out: "json true, rest ls,--help",
    err: "",
  });
});

Deno.test("runTool() runs the command that the first word names", async () => {
  const { code, out } = await run("grow", "rose", "--by", "3");
  assert.deepEqual({ code, out }, { code: 0, out: "rose by 3" });
});

Deno.test("runTool() answers 2 and the way to help on a bad flag", async () => {
  assert.deepEqual(await run("grow", "rose", "--by", "0"), {
    code: 2,
    out: "",
    err: "Cannot run demo grow: --by must be an integer from 1 to 9, " +
      "current value is 0\ntry: deno task demo --help",
  });
});

Deno.test("runTool() answers 2 on missing and on unexpected words", async () => {
  assert.match((await run("grow")).err, /NAME is missing/);
  assert.match((await run("grow", "a", "b")).err, /unexpected argument b\n/);
  assert.match((await run("grwo")).err, /argument grwo, did you mean grow\?/);
  assert.match((await run("--")).err, /CMD\.\.\. is missing after --/);
  assert.match((await run("grow", "a", "--", "b")).err, /nothing after --/);
});

Deno.test("runTool() shows an expected failure in one line, with code 2", async () => {
  const { code, err } = await run("--", "fail");
  assert.deepEqual({ code, err }, {
    code: 2,
    err: "Cannot run CMD: it is bad",
  });
});

Deno.test("runTool() shows a bug with its stack, with code 2", async () => {
  const { code, err } = await run("--", "crash");
  assert.equal(code, 2);
  assert.match(err, /TypeError: a bug\n\s+at .*tool_test/);
});

for (
  const [what, error] of [
    ["a missing file", new Deno.errors.NotFound("No such file: a.csv")],
    ["a refused right", new Deno.errors.PermissionDenied("a.csv")],
    ["a refused connection", new Deno.errors.ConnectionRefused("port 1")],
    ["a code of the system", Object.assign(new Error("x"), { code: "EACCES" })],
    ["a failed request", new TypeError("error sending request for url (x)")],
  ] as const
) {
  Deno.test(`runTool() shows ${what} in one sentence, without a stack`, async () => {
    const host = fakeHost();
    const tool = defineTool({
      name: "demo",
      summary: "",
      flags: {},
      run: () => {
        throw error;
      },
    });
    assert.equal(await runTool(host, tool), 2);
    assert.equal(host.stderr.length, 1);
    assert.match(
      host.stderr[0] ?? "",
      /^Cannot finish deno task demo: .*try again$/,
    );
  });
}

Deno.test("runTool() masks passwords, also in a value that it refuses", async () => {
  for (
    const error of [
      new UsageError("--to must be x, current value is redis://me:secret@h:1/"),
      new CouldNotRun("Cannot reach postgres://me:secret@h/db"),
      new Deno.errors.NotFound("postgres://me:secret@h/db"),
    ]
  ) {
    const host = fakeHost();
    const run = () => {
      throw error;
    };
    await runTool(host, defineTool({ name: "d", summary: "", flags: {}, run }));
    assert.doesNotMatch(host.stderr.join("\n"), /secret/);
    assert.match(host.stderr.join("\n"), /:\*\*\*@h/);
  }
});

Deno.test("--help prints words, commands, flags and examples", async () => {
  assert.deepEqual(await run("--help"), {
    code: 0,
    err: "",
    out: `demo: shows how it is done

usage: deno task demo [FLAGS] [-- CMD...]
       deno task demo COMMAND ...

commands:
  grow  makes it bigger

flags:
  --json  print JSON
  --help  show this

examples:
  deno task demo grow rose --by 2`,
  });
  assert.equal(
    (await run("grow", "--help")).out,
    `demo grow: makes it bigger

usage: deno task demo grow [FLAGS] NAME

NAME: what grows

flags:
  --by N  steps (an integer from 1 to 9; default 1)
  --help  show this`,
  );
});

for (const args of [["nosuch"], ["nosuch", "--help"], ["gro", "-h"]]) {
  Deno.test(`an unknown command is an error: ${args.join(" ")}`, async () => {
    const host = fakeHost({ args });
    const grow = defineTool({
      name: "grow",
      summary: "",
      flags: {},
      run: () => Exit.ok,
    });
    const tool = defineTool({
      name: "demo",
      summary: "",
      flags: {},
      commands: [grow],
      run: () => Exit.ok,
    });
    assert.equal(await runTool(host, tool), Exit.couldNotRun);
    assert.match(
      host.stderr.join("\n"),
      args[0] === "gro"
        ? /did you mean grow\?/
        : /argument nosuch; the commands are grow/,
    );
  });
}

Deno.test("words of other tools stand for ours, and letters for flags", async () => {
  const seen: string[] = [];
  const step = defineTool({
    name: "step",
    summary: "",
    flags: {
      out: text("out", { default: "", help: "where" }),
      quiet: boolean("quiet", { help: "say less" }),
    },
    run: ({ flags: { out, quiet } }) => {
      seen.push(`${out} ${quiet}`);
      return Exit.ok;
    },
  });
  const tool = defineTool({
    name: "demo",
    summary: "",
    flags: {},
    commands: [step],
    aliases: { "upgrade head": ["step"], up: ["step"] },
    run: () => Exit.ok,
  });
  for (const words of ["upgrade head -o a", "up -q --out b", "step -qo c"]) {
    assert.equal(await runTool(fakeHost({ args: words.split(" ") }), tool), 0);
  }
  assert.deepEqual(seen, ["a false", "b true", "c true"]);
});

Deno.test("no line of a help text is wider than 80 columns", async () => {
  const host = fakeHost({ args: ["--help"] });
  const tool = defineTool({
    name: "demo",
    summary: "does what it says ".repeat(8),
    flags: {
      long: text("a-flag-with-a-very-long-name-indeed", {
        default: undefined,
        help: "says more than a line has room for ".repeat(4),
      }),
      out: text("out", {
        default: "x",
        help: "is where the result goes ".repeat(5),
      }),
    },
    run: () => Exit.ok,
  });
  await runTool(host, tool);
  const lines = host.stdout.join("\n").split("\n");
  assert.deepEqual(lines.filter((line) => line.length > 80), []);
  assert.ok(lines.some((line) => line.startsWith("  -o, --out TEXT")));
});
