/**
 * `deno task cluster`
 * @module
 */

import { runProgram } from "../../lib/process/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  realHost,
  runTool,
  text,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import {
  ADDRESS,
  addressForPods,
  leadTo,
  prepareRepository,
  REMOTE,
  serveGit,
} from "./git_server.ts";
import { load } from "./commands/load.ts";
import { must } from "./must.ts";
import {
  createKubectl,
  hasRollouts,
  problemsOf,
  waitReady,
} from "../../adapters/kubernetes/mod.ts";
import { tagManifests } from "./tag.ts";
import {
  applyStage,
  removeOrphans,
  requireStages,
  stageOf,
  STAGES,
} from "./stages.ts";

/** Name of the cluster, as in scripts/stack/cluster/k3d.yaml. */
const NAME = "quickticket";

/** Argo Rollouts, as Lab 7 installs it. */
const ROLLOUTS =
  "https://github.com/argoproj/argo-rollouts/releases/download/v1.9.2/install.yaml";

/** Longest wait for a stage (ms): a canary takes minutes. */
const READY_MS = 600_000;

const up: Tool = defineTool({
  name: "up",
  summary:
    "makes the cluster of scripts/stack/cluster/k3d.yaml, with Argo Rollouts in it",
  flags: {},
  async run({ host }) {
    if (await isThere()) host.err(`cluster ${NAME} is there already`);
    else {
      host.err("making the cluster, a minute or two ...");
      await must("k3d", [
        "cluster",
        "create",
        "--config",
        "scripts/stack/cluster/k3d.yaml",
      ]);
    }
    const kubectl = createKubectl();
    if (!await hasRollouts(kubectl)) {
      const create = ["create", "namespace", "argo-rollouts"];
      await kubectl.run(create).catch(() => ""); // it is there already
      const apply = ["apply", "--server-side", "-n", "argo-rollouts"];
      await kubectl.run([...apply, "-f", ROLLOUTS]);
    }
    const ready = ["rollout", "status", "deployment/argo-rollouts"];
    await kubectl.run([...ready, "-n", "argo-rollouts", "--timeout=180s"]);
    host.out(`ready; next: deno task cluster load, deno task cluster apply`);
    return Exit.ok;
  },
});

const down: Tool = defineTool({
  name: "down",
  summary: "removes the cluster and all that is in it",
  flags: {},
  async run({ host }) {
    await must("k3d", ["cluster", "delete", NAME]);
    host.out("removed");
    return Exit.ok;
  },
});

const tag: Tool = defineTool({
  name: "tag",
  summary: "writes a tag into the shop's images in k8s/*.yaml",
  flags: {
    registry: text("registry", {
      default: "k3d-registry.localhost:5000",
      help: "where the images are; as the cluster reaches it",
    }),
  },
  operands: {
    usage: "TAG [IMAGE...]",
    help: "e.g. 3f2a9c1 gateway; all images by default",
    min: 1,
    max: Infinity,
  },
  async run({ host, flags, operands: [tag = "", ...services] }) {
    const { registry } = flags;
    const paths = await tagManifests("k8s", { registry, tag, services });
    for (const path of paths) host.out(`${path}: ${tag}`);
    return Exit.ok;
  },
});

const git: Tool = defineTool({
  name: "git",
  summary: "a Git server for the cluster: push to the remote `cluster`",
  flags: {
    address: text("address", {
      default: undefined,
      help: "of this machine, as pods reach it",
    }),
    poll: boolean("poll", {
      help: "tell Argo CD nothing: it asks every three minutes",
    }),
  },
  async run({ host, flags }) {
    const kubectl = createKubectl();
    await prepareRepository(flags.poll);
    const address = flags.address ?? await addressForPods(kubectl);
    await leadTo(kubectl, address);
    const server = await serveGit(address, host.clock);
    host.out(
      `${ADDRESS} is served from ${address}\n` +
        `git push ${REMOTE} HEAD:main   brings it what you have committed; Ctrl-C ends it`,
    );
    const takeAway = host.onSignal(() => server.stop());
    await server.ended;
    takeAway();
    return Exit.ok;
  },
});

const apply: Tool = defineTool({
  name: "apply",
  summary: "brings the cluster to a stage of the course, and waits",
  flags: {},
  operands: {
    usage: "[STAGE]",
    help: `${STAGES[0]} to ${STAGES.at(-1)}; the last by default`,
    min: 0,
    max: 1,
  },
  async run({ host, operands }) {
    const stage = stageOf(operands[0] ?? STAGES.at(-1) ?? "");
    await requireStages();
    const kubectl = createKubectl();
    await applyStage(kubectl, stage);
    const ms = await waitReady(kubectl, host.clock, READY_MS, {
      onWait: host.err,
    });
    const removed = await removeOrphans(kubectl, stage);
    for (const name of removed) host.out(`removed ${name}`);
    host.out(`${stage} is ready after ${(ms / 1000).toFixed(0)} s`);
    return Exit.ok;
  },
});

const status: Tool = defineTool({
  name: "status",
  summary: "says what runs and what is not as it should be",
  flags: {},
  async run({ host }) {
    const kubectl = createKubectl();
    host.out(await kubectl.run(["get", "pods", "-o", "wide"]));
    const problems = await problemsOf(kubectl);
    for (const problem of problems) host.out(problem);
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

/** The tool. */
export const clusterTool: Tool = defineTool({
  name: "cluster",
  summary: "the course's Kubernetes: k3d, or whatever KUBECONFIG names",
  flags: {},
  commands: [up, down, load, tag, git, apply, status],
  examples: ["cluster up", "cluster load", "cluster apply lab08"],
  run() {
    throw new UsageError("Cannot run cluster: a command is missing, e.g. up");
  },
});

async function isThere(): Promise<boolean> {
  const { code } = await runProgram("k3d", ["cluster", "list", NAME]);
  return code === 0;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), clusterTool));
