// Runs with -P=test-system
/** Lab 4's files and its chart are the objects of its stage; no cluster is needed. */

import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { createKubectl } from "../../adapters/kubernetes/kubectl.ts";
import { runProgram } from "../../lib/process/command.ts";
import { realHost } from "../../lib/cli/host.ts";

const FILES = "labs/lab4/solution/k8s";
const CHART = "labs/lab4/solution/chart";
const STAGE = "k8s/stages/lab04";

async function has(...command: readonly string[]): Promise<boolean> {
  const [program = "", ...args] = command;
  return await runProgram(program, args)
    .then(({ code }) => code === 0, () => false);
}

const missing = !await has("helm", "version") ||
  !await has("kubectl", "version", "--client");
if (missing) {
  realHost().err("SKIPPED: the chart's test needs helm and kubectl on PATH");
}

const kubectl = createKubectl();

type Objects = ReadonlyMap<string, unknown>;

async function rendered(
  program: string,
  args: readonly string[],
): Promise<Objects> {
  const { code, stdout, stderr } = await runProgram(program, args);
  assert.equal(code, 0, stderr);
  return objectsIn(stdout);
}

function objectsIn(documents: string): Objects {
  const objects = parseAllDocuments(documents).map((one) => one.toJS())
    .filter((one) => one !== null);
  return new Map(
    objects.map((one) => [`${one.kind}/${one.metadata.name}`, one]),
  );
}

Deno.test({
  name: "Lab 4's chart renders to the same objects as stage lab04",
  ignore: missing,
  async fn() {
    const stage = objectsIn(await kubectl.run(["kustomize", STAGE]));
    const chart = await rendered("helm", ["template", "shop", CHART]);
    equal(chart, stage);
  },
});

Deno.test({
  name: "Lab 4's files, one a part, are the objects of stage lab04",
  ignore: missing,
  async fn() {
    const stage = objectsIn(await kubectl.run(["kustomize", STAGE]));
    const texts = await Array.fromAsync(
      Deno.readDir(FILES),
      ({ name }) => Deno.readTextFile(`${FILES}/${name}`),
    );
    equal(objectsIn(texts.join("\n---\n")), stage);
  },
});

function equal(own: Objects, stage: Objects): void {
  assert.deepEqual([...own.keys()].toSorted(), [...stage.keys()].toSorted());
  for (const [name, object] of stage) {
    assert.deepEqual(own.get(name), object, name);
  }
}

Deno.test({
  name: "a registry and a tag reach every image of ours, and no other",
  ignore: missing,
  async fn() {
    const chart = await rendered("helm", [
      ...["template", "shop", CHART],
      ...["--set", "registry=example.org/you", "--set", "tag=0123abc"],
    ]);
    const images = JSON.stringify([...chart.values()])
      .match(/"image":"[^"]+"/g) ?? [];
    const ours = images.filter((one) => one.includes("example.org/you/"));
    assert.equal(ours.length, 4);
    assert.ok(ours.every((one) => one.endsWith(':0123abc"')));
  },
});
