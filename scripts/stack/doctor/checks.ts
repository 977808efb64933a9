/**
 * The tools that a learner's machine needs, for which lab, and how to get them.
 * @module
 */

import { placeProblem } from "../../lib/platform/mod.ts";
import { ALL, amount, from, ports, program } from "./check_kinds.ts";
import type { Check } from "./machine.ts";

/** The Deno that everything is pinned to. */
const DENO = "2.9.6";

const ENGINES = ["docker", "podman"] as const;

/** Labs on a cluster: Lab 6 runs on Compose or on `deno task dev`. */
const CLUSTER: readonly number[] = from(4).filter((lab) => lab !== 6);

/** Everything that is looked at, in the order of the labs. */
export const CHECKS: readonly Check[] = [
  {
    what: `Deno ${DENO}`,
    labs: ALL,
    run: ({ denoVersion }) =>
      denoVersion === DENO ? { status: "ok", found: denoVersion } : {
        status: "warn",
        found: denoVersion,
        fix: `deno upgrade --version ${DENO}, or npx -y deno@${DENO} task ...`,
      },
  },
  program({
    name: "git",
    args: ["git", "--version"],
    least: [2, 30],
    labs: ALL,
    install: {
      linux: "sudo apt-get install git",
      darwin: "xcode-select --install",
      windows: "winget install Git.Git",
    },
  }),
  {
    what: "a container engine that answers",
    labs: from(2),
    async run({ run, platform: { os } }) {
      for (const name of ENGINES) {
        const ended = await run(name, "info");
        if (ended?.code === 0) return { status: "ok", found: name };
      }
      const fix = os === "linux"
        ? "install Docker Engine (docs.docker.com/engine/install), start it, " +
          "and add yourself to the group docker"
        : "install Docker Desktop or Podman Desktop, and start it";
      return { status: "missing", found: "none answers", fix };
    },
  },
  program({
    name: "docker compose",
    args: ["docker", "compose", "version"],
    least: [2, 20],
    labs: [2, 3, 6, 11],
    install: {
      linux: "sudo apt-get install docker-compose-plugin",
      darwin: "part of Docker Desktop",
      windows: "part of Docker Desktop",
    },
  }),
  program({
    name: "k3d",
    args: ["k3d", "version"],
    least: [5, 7],
    labs: CLUSTER,
    install: {
      linux: "see k3d.io, section Installation",
      darwin: "brew install k3d",
      windows: "winget install k3d.k3d",
    },
  }),
  program({
    name: "kubectl",
    args: ["kubectl", "version", "--client"],
    least: [1, 32],
    labs: CLUSTER,
    install: {
      linux: "see kubernetes.io/docs/tasks/tools, version 1.33",
      darwin: "brew install kubectl",
      windows: "winget install Kubernetes.kubectl",
    },
  }),
  program({
    name: "PostgreSQL's clients (pg_dump)",
    args: ["pg_dump", "--version"],
    least: [17, 0],
    labs: [],
    bonus: [9],
    install: {
      linux: "see postgresql.org/download/linux, package postgresql-client-17",
      darwin: "brew install libpq",
      windows: "see postgresql.org/download/windows",
    },
  }),
  program({
    name: "helm",
    args: ["helm", "version"],
    least: [3, 0],
    labs: [],
    bonus: [4],
    install: {
      linux: "see helm.sh/docs/intro/install",
      darwin: "brew install helm",
      windows: "winget install Helm.Helm",
    },
  }),
  program({
    name: "kubectl argo rollouts",
    args: ["kubectl", "argo", "rollouts", "version"],
    least: [1, 8],
    labs: [7],
    install: {
      linux: "see argo-rollouts.readthedocs.io, section Installation",
      darwin: "brew install argoproj/tap/kubectl-argo-rollouts",
      windows: "see argo-rollouts.readthedocs.io, section Installation",
    },
  }),
  program({
    name: "promtool",
    args: ["promtool", "--version"],
    least: [3, 0],
    labs: [3, 6],
    install: {
      linux: "see prometheus.io/download, and put promtool on the PATH",
      darwin: "brew install prometheus",
      windows: "see prometheus.io/download, and put promtool on the PATH",
    },
  }),
  program({
    name: "bash",
    args: ["bash", "--version"],
    least: [3, 2],
    labs: ALL,
    install: {
      linux: "sudo apt-get install bash",
      darwin: "part of macOS",
      windows: "winget install Git.Git, and use Git Bash",
    },
  }),
  {
    what: "a kubeconfig",
    labs: CLUSTER,
    run: ({ kubeconfig }) =>
      kubeconfig === undefined
        ? {
          status: "missing",
          found: "none",
          fix: "deno task cluster up",
        }
        : { status: "ok", found: kubeconfig },
  },
  {
    what: "the platform",
    labs: ALL,
    run({ platform, folder }) {
      const { os, isWsl } = platform;
      const found = isWsl ? "WSL" : os;
      const problem = placeProblem(platform, folder);
      if (problem === undefined) return { status: "ok", found };
      return {
        status: isWsl ? "missing" : "warn",
        found: problem.problem,
        fix: problem.remedy,
      };
    },
  },
  ports("dev", [1, 3, 6, 11], "deno task dev --port-offset 100"),
  ports(
    "compose",
    [2, 3, 6, 11],
    "GATEWAY_PORT=3081 docker compose up -d; compose.yaml names the variables",
  ),
  amount("free memory", "memoryGib", { least: 2, good: 4, labs: CLUSTER }),
  amount("free disk", "diskGib", { least: 3, good: 10, labs: from(2) }),
  {
    what: "processor",
    labs: from(2),
    run: ({ arch, cores }) =>
      arch === "x86_64" || arch === "aarch64"
        ? { status: "ok", found: `${arch}, ${cores} cores` }
        : {
          status: "missing",
          found: arch,
          fix: "the images are built for x86_64 and aarch64 only",
        },
  },
];
