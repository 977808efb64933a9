// Runs with -P=test-system
/**
 * The commands of `deno task chaos` that need no shop, whole.
 */

import assert from "node:assert/strict";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool } from "../../lib/cli/tool.ts";
import { chaosTool } from "../cli.ts";
import { experimentWith, HARMFUL, run as play } from "../run_fixture.ts";
import { shippedNames } from "../shipped.ts";

const MACHINE = { fetch, platform: "", node: "", version: "" };

async function run(...args: readonly string[]) {
  const host = fakeHost({ args });
  const code = await runTool(host, chaosTool(MACHINE));
  return { code, out: host.stdout.join("\n"), err: host.stderr.join("\n") };
}

async function withFolder(
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("every shipped experiment is valid", async () => {
  const names = await shippedNames();
  const { code, out } = await run("validate");
  assert.equal(code, 0, out);
  assert.equal(out.split("\n").length, names.length);
});

Deno.test("an experiment with problems ends with 1, and tells file and line of each", () =>
  withFolder(async (folder) => {
    const file = `${folder}/bad.yaml`;
    await Deno.writeTextFile(file, "title: A test\ntags: 5\n");
    const { code, out } = await run("validate", file, "payments-slow-2s");
    assert.equal(code, 1);
    assert.match(out, /bad\.yaml:2: tags must be a list/);
    assert.match(out, /payments-slow-2s: /);
  }));

Deno.test("a name that is misspelt is answered with the one that was meant", async () => {
  const { code, err } = await run("validate", "payment-slow-2s");
  assert.equal(code, 2);
  assert.match(err, /did you mean payments-slow-2s\?/);
});

Deno.test("a missing file is reported", async () => {
  const { code, err } = await run("validate", "./nothing.yaml");
  assert.equal(code, 2);
  assert.match(err, /nothing\.yaml: there is no such file/);
});

Deno.test("the list says of each experiment what it touches and for how long", async () => {
  const { code, out } = await run("list");
  assert.equal(code, 0);
  assert.match(out, /^redis-gone +.*\(.*redis.*; \d+ s; .*dev.*\)$/m);
  const rows = JSON.parse((await run("list", "--json")).out);
  assert.equal(rows.length, (await shippedNames()).length);
  for (const { parts, impact, time_limit_s } of rows) {
    assert.ok(parts.length > 0 && impact !== "" && time_limit_s > 0);
  }
});

Deno.test("a form that is filled in is sealed, and an open one is refused", () =>
  withFolder(async (folder) => {
    const form = await run("predict", "redis-gone");
    assert.equal(form.code, 0);
    const [answers, out] = [`${folder}/mine.yaml`, `${folder}/sealed.json`];
    await Deno.writeTextFile(answers, form.out);
    const sealed = await run(
      ...["predict", "redis-gone", "--answers", answers, "--out", out],
    );
    assert.equal(sealed.code, 0, sealed.err);
    const { text } = JSON.parse(await Deno.readTextFile(out));
    assert.equal(text, form.out);

    await Deno.writeTextFile(answers, "by: me\nanswers: {}\n");
    const open = await run(
      ...["predict", "redis-gone", "--answers", answers, "--out", out],
    );
    assert.equal(open.code, 2);
    assert.match(open.err, /answers\.holds is missing/);
  }));

Deno.test("a prediction about an invalid experiment is refused in words", () =>
  withFolder(async (folder) => {
    const file = `${folder}/bad.yaml`;
    await Deno.writeTextFile(file, "title: 5\n");
    const { code, err } = await run("predict", file);
    assert.equal(code, 2);
    assert.match(err, /bad\.yaml:1: title must be/);
    assert.doesNotMatch(err, /\bat .*\.ts/); // no stack
  }));

async function journalsIn(folder: string): Promise<readonly string[]> {
  const held = await play(experimentWith());
  const broken = await play(experimentWith({ method: [HARMFUL] }));
  const paths: string[] = [];
  for (const [name, { journal }] of Object.entries({ held, broken })) {
    paths.push(`${folder}/${name}.journal.json`);
    await Deno.writeTextFile(paths.at(-1) ?? "", JSON.stringify(journal));
  }
  return paths;
}

Deno.test("journals are reported one by one, and several also together", () =>
  withFolder(async (folder) => {
    const [held = "", broken = ""] = await journalsIn(folder);
    const one = await run("report", held);
    assert.equal(one.code, 0);
    assert.doesNotMatch(one.out, /All predictions/);
    const both = await run("report", held, broken);
    assert.match(both.out, /held[^]*broken[^]*# All predictions/);
  }));

Deno.test("runs are compared by the names of their files", () =>
  withFolder(async (folder) => {
    const { code, out } = await run("compare", ...await journalsIn(folder));
    assert.equal(code, 0);
    assert.match(out, /^\| held \| +\| held \|/m);
    assert.match(out, /^\| broken \| +\| broken \|/m);
  }));

for (const [what, text] of [["no JSON", "{"], ["no journal", '{"a": 1}']]) {
  Deno.test(`a file that is ${what} is refused as a journal`, () =>
    withFolder(async (folder) => {
      const file = `${folder}/a.json`;
      await Deno.writeTextFile(file, text ?? "");
      const { code, err } = await run("report", file);
      assert.equal(code, 2);
      assert.match(err, /a\.json: it is no journal/);
    }));
}

Deno.test("the schemas that are checked in are those of the code", async () => {
  const { code, out } = await run("schema", "--check");
  assert.equal(code, 0, out);
});

for (const words of [["run"], ["run", "redis-gone", "rate"], []]) {
  Deno.test(`chaos ${words.join(" ")} is refused with what is missing`, async () => {
    const { code, err } = await run(...words);
    assert.equal(code, 2);
    assert.notEqual(err, "");
  });
}
