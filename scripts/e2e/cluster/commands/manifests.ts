/**
 * `deno task e2e:cluster manifests`
 * @module
 */

import {
  createKubectl,
  type Kubectl,
  OURS,
} from "../../../adapters/kubernetes/mod.ts";
import { STAGES } from "../../../stack/cluster/mod.ts";
import { exitOf, holdAll, type Promised } from "../../../lib/measured/mod.ts";
import { defineTool, type Tool } from "../../../lib/cli/mod.ts";

/** The manifests that are applied by themselves, beside stages. */
const ASSETS = [
  ["-k", "labs/lab7"],
  ["-k", "labs/lab8"],
  ["-k", "labs/lab9"],
  ["-k", "labs/lab10"],
  ["-f", "labs/lab7/loadgen.yaml"],
  ["-f", "labs/lab10/loadgen-runner.yaml"],
  ["-f", "labs/lab10/limit-runner.yaml"],
] as const;

/** A dry run does not make the namespace that a later object needs. */
const NAMESPACE = "monitoring";

/** The command. */
export const manifestsTool: Tool = defineTool({
  name: "manifests",
  summary: "the API server takes every object of every stage and asset",
  flags: {},
  async run({ host }) {
    const kubectl = createKubectl();
    await using _namespace = await namespace(kubectl);
    const solutions: string[] = [];
    for await (const { name } of Deno.readDir("labs")) {
      const folder = `labs/${name}/solution/k8s`;
      if (await Deno.stat(folder).then(() => true, () => false)) {
        solutions.push(folder);
      }
    }
    const all: readonly (readonly [string, string])[] = [
      ...STAGES.map((stage) => ["-k", `k8s/stages/${stage}`] as const),
      ...ASSETS,
      ...solutions.toSorted().map((folder) => ["-f", folder] as const),
    ];
    return exitOf(
      await holdAll(host, all.map((what) => dryRun(kubectl, what))),
    );
  },
});

function dryRun(
  kubectl: Kubectl,
  [flag, path]: readonly [string, string],
): Promised {
  return {
    what: path,
    async hold() {
      const said = await kubectl.run([
        ...["apply", "--dry-run=server", "-o", "name", flag, path],
      ]);
      return `${said.split("\n").length} objects`;
    },
  };
}

/** Made when it is missing; then it goes again. */
async function namespace(kubectl: Kubectl): Promise<AsyncDisposable> {
  const there = await kubectl.run(["get", "namespace", NAMESPACE])
    .then(() => true, () => false);
  if (!there) {
    await kubectl.run(["create", "namespace", NAMESPACE]);
    await kubectl.run(["label", "namespace", NAMESPACE, OURS]);
  }
  return {
    async [Symbol.asyncDispose]() {
      if (!there) await kubectl.run(["delete", "namespace", NAMESPACE]);
    },
  };
}
