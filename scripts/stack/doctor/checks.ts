/**
 * What a learner's machine needs, for which lab, and how to get it.
 * @module
 */

import type { Check, Machine } from "./machine.ts";

/** A way to get a program, by operating system. */
type Install = Readonly<Record<Machine["os"], string>>;

/** A version, or undefined; the first that looks like one. */
function versionIn(text: string): readonly number[] | undefined {
  const [, major, minor, patch = "0"] =
    /v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text) ??
      [];
  return major === undefined ? undefined : [major, minor, patch].map(Number);
}

/** True when `version` is `least` or later. */
export function isAtLeast(
  version: readonly number[],
  least: readonly number[],
): boolean {
  for (const [i, wanted] of least.entries()) {
    const actual = version[i] ?? 0;
    if (actual !== wanted) return actual > wanted;
  }
  return true;
}

/** A program of at least some version. */
function program(
  { name, args, least, labs, install }: {
    readonly name: string;
    readonly args: readonly string[];
    readonly least: readonly number[];
    readonly labs: string;
    readonly install: Install;
  },
): Check {
  const wanted = least.join(".");
  return {
    what: `${name} ${wanted} or later`,
    labs,
    async run(machine) {
      const fix = install[machine.os];
      const [command = name, ...more] = args;
      const ended = await machine.run(command, ...more);
      if (!ended || ended.code !== 0) {
        return { status: "missing", found: "not found", fix };
      }
      const version = versionIn(ended.stdout || ended.stderr);
      if (!version) return { status: "warn", found: "tells no version", fix };
      const found = version.join(".");
      return isAtLeast(version, least)
        ? { status: "ok", found }
        : { status: "missing", found: `${found}, too old`, fix };
    },
  };
}

/** The Deno that everything is pinned to. */
const DENO = "2.9.6";

/** Ports of the stack, on the host. */
const PORTS = [3080, 8080, 8081, 8082, 8083, 15432, 16379];

const ENGINES = ["docker", "podman"] as const;

/** Everything that is looked at, in the order of the labs. */
export const CHECKS: readonly Check[] = [
  {
    what: `Deno ${DENO}`,
    labs: "1-12",
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
    labs: "1-12",
    install: {
      linux: "sudo apt-get install git",
      darwin: "xcode-select --install",
      windows: "winget install Git.Git",
    },
  }),
  {
    what: "a container engine that answers",
    labs: "2-12",
    async run({ run, os }) {
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
    labs: "2, 3, 6, 11",
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
    labs: "4-12",
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
    labs: "4-12",
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
    labs: "9 (bonus)",
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
    labs: "4 (bonus)",
    install: {
      linux: "see helm.sh/docs/intro/install",
      darwin: "brew install helm",
      windows: "winget install Helm.Helm",
    },
  }),
  program({
    name: "argocd",
    args: ["argocd", "version", "--client"],
    least: [3, 0],
    labs: "5",
    install: {
      linux: "see argo-cd.readthedocs.io/en/stable/cli_installation",
      darwin: "brew install argocd",
      windows: "see argo-cd.readthedocs.io/en/stable/cli_installation",
    },
  }),
  program({
    name: "kubectl argo rollouts",
    args: ["kubectl", "argo", "rollouts", "version"],
    least: [1, 8],
    labs: "7",
    install: {
      linux: "see argo-rollouts.readthedocs.io, section Installation",
      darwin: "brew install argoproj/tap/kubectl-argo-rollouts",
      windows: "see argo-rollouts.readthedocs.io, section Installation",
    },
  }),
  {
    what: `ports ${PORTS.join(", ")} free`,
    labs: "1-3, 6, 11",
    run({ isFree }) {
      const taken = PORTS.filter((port) => !isFree(port));
      return taken.length === 0 ? { status: "ok", found: "all free" } : {
        status: "warn",
        found: `${taken.join(", ")} taken`,
        fix: "stop what listens there (QuickTicket itself?), or use " +
          "deno task dev --free-ports and GATEWAY_PORT=... docker compose up",
      };
    },
  },
  amount("free memory", "memoryGib", { least: 2, good: 4, labs: "4-12" }),
  amount("free disk", "diskGib", { least: 3, good: 10, labs: "2-12" }),
  {
    what: "processor",
    labs: "2-12",
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

function amount(
  what: string,
  key: "memoryGib" | "diskGib",
  { least, good, labs }: {
    readonly least: number;
    readonly good: number;
    readonly labs: string;
  },
): Check {
  return {
    what: `${good} GiB of ${what}`,
    labs,
    run(machine) {
      const gib = machine[key];
      const found = `${gib.toFixed(1)} GiB`;
      if (gib >= good) return { status: "ok", found };
      const fix = `close or remove something; below ${least} GiB labs fail`;
      return { status: gib >= least ? "warn" : "missing", found, fix };
    },
  };
}
