import assert from "node:assert/strict";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool } from "../../lib/cli/tool.ts";
import { CHECKS, isAtLeast } from "./checks.ts";
import { doctorTool } from "./cli.ts";
import type { Machine } from "./machine.ts";

const VERSIONS: Readonly<Record<string, string>> = {
  "git --version": "git version 2.39.5",
  "docker info": "Server: ...",
  "docker compose version": "Docker Compose version v2.40.3",
  "k3d version": "k3d version v5.8.3\nk3s version v1.33.1-k3s1",
  "kubectl version --client": "Client Version: v1.33.1",
  "pg_dump --version": "pg_dump (PostgreSQL) 17.6",
  "helm version": 'version.BuildInfo{Version:"v3.18.0"}',
  "argocd version --client": "argocd: v3.3.10+abc",
  "kubectl argo rollouts version": "kubectl-argo-rollouts: v1.9.2+abc",
};

function machine(
  over: Partial<Machine> = {},
  versions: Readonly<Record<string, string | undefined>> = {},
): Machine {
  const all = { ...VERSIONS, ...versions };
  return {
    os: "linux",
    arch: "x86_64",
    denoVersion: "2.9.6",
    cores: 4,
    memoryGib: 8,
    diskGib: 50,
    isFree: () => true,
    run(program, ...args) {
      const stdout = all[[program, ...args].join(" ")];
      return Promise.resolve(
        stdout === undefined ? undefined : { code: 0, stdout, stderr: "" },
      );
    },
    ...over,
  };
}

async function examine(sick: Machine) {
  const host = fakeHost();
  const code = await runTool(host, doctorTool(() => Promise.resolve(sick)));
  return { code, text: host.stdout.join("\n") };
}

Deno.test("a machine with everything is ready for every lab", async () => {
  const { code, text } = await examine(machine());
  assert.equal(code, 0, text);
  assert.match(text, /Ready for every lab/);
  assert.equal(text.match(/^ok/gm)?.length, CHECKS.length);
});

for (
  const [what, sick, expected] of [
    [
      "no k3d",
      machine({}, { "k3d version": undefined }),
      /MISSING\s+k3d .*\n.*k3d\.io/,
    ],
    [
      "an old kubectl",
      machine({}, { "kubectl version --client": "v1.20.3" }),
      /MISSING\s+kubectl.*1\.20\.3, too old/,
    ],
    [
      "no engine",
      machine({}, { "docker info": undefined }),
      /MISSING\s+a container engine/,
    ],
    [
      "little memory",
      machine({ memoryGib: 1 }),
      /MISSING\s+4 GiB of free memory: 1\.0 GiB/,
    ],
    [
      "another processor",
      machine({ arch: "riscv64" }),
      /MISSING\s+processor: riscv64/,
    ],
  ] as const
) {
  Deno.test(`${what} is missing, with what to do, and exit 1`, async () => {
    const { code, text } = await examine(sick);
    assert.equal(code, 1);
    assert.match(text, expected);
  });
}

for (
  const [what, sick, expected] of [
    [
      "another Deno",
      machine({ denoVersion: "2.8.0" }),
      /warning\s+Deno 2\.9\.6: 2\.8\.0/,
    ],
    [
      "a taken port",
      machine({ isFree: (port) => port !== 8081 }),
      /warning\s+ports .*8081 taken/,
    ],
    [
      "podman instead of docker",
      machine({}, { "docker info": undefined, "podman info": "host:" }),
      /ok .*engine.*podman/,
    ],
  ] as const
) {
  Deno.test(`${what} is told, and stops nobody`, async () => {
    const { code, text } = await examine(sick);
    assert.equal(code, 0);
    assert.match(text, expected);
  });
}

Deno.test("isAtLeast() compares number by number", () => {
  assert.equal(isAtLeast([1, 33, 0], [1, 32]), true);
  assert.equal(isAtLeast([1, 9, 0], [1, 32]), false);
  assert.equal(isAtLeast([2, 0, 0], [1, 32]), true);
  assert.equal(isAtLeast([5, 7, 0], [5, 7]), true);
});
