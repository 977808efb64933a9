import assert from "node:assert/strict";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool } from "../../lib/cli/tool.ts";
import { isAtLeast } from "./check_kinds.ts";
import { CHECKS } from "./checks.ts";
import { doctorTool } from "./cli.ts";
import type { Machine } from "./machine.ts";

const VERSIONS: Readonly<Record<string, string>> = {
  "git --version": "git version 2.39.5",
  "docker info": "Server: ...",
  "docker compose version": "Docker Compose version v2.40.3",
  "k3d version": "k3d version v5.8.3\nk3s version v1.33.1-k3s1",
  "kubectl version --client": "Client Version: v1.33.1",
  "bash --version": "GNU bash, version 5.2.15(1)-release",
  "promtool --version": "promtool, version 3.11.2",
  "pg_dump --version": "pg_dump (PostgreSQL) 17.6",
  "helm version": 'version.BuildInfo{Version:"v3.18.0"}',
  "kubectl argo rollouts version": "kubectl-argo-rollouts: v1.9.2+abc",
};

function machine(
  over: Partial<Machine> = {},
  versions: Readonly<Record<string, string | undefined>> = {},
): Machine {
  const all = { ...VERSIONS, ...versions };
  return {
    platform: { os: "linux", isWsl: false },
    folder: "/home/a/quickticket",
    kubeconfig: "/home/a/.kube/config",
    arch: "x86_64",
    denoVersion: "2.9.6",
    cores: 4,
    memoryGib: 8,
    diskGib: 50,
    holder: () => Promise.resolve(undefined),
    run(program, ...args) {
      const stdout = all[[program, ...args].join(" ")];
      return Promise.resolve(
        stdout === undefined ? undefined : { code: 0, stdout, stderr: "" },
      );
    },
    ...over,
  };
}

async function examine(sick: Machine, args: readonly string[] = []) {
  const host = fakeHost({ args: [...args] });
  const code = await runTool(host, doctorTool(() => Promise.resolve(sick)));
  return { code, text: host.stdout.join("\n") };
}

Deno.test("a machine with everything is ready for every lab", async () => {
  const { code, text } = await examine(machine());
  assert.equal(code, 0, text);
  assert.match(text, /Ready for every lab/);
  assert.equal(text.match(/^ok/gm)?.length, CHECKS.length);
});

Deno.test("a machine without a cluster is ready for Lab 6, and not for Lab 7", async () => {
  const bare = machine({ kubeconfig: undefined }, {
    "k3d version": undefined,
    "kubectl version --client": undefined,
  });
  assert.equal((await examine(bare, ["--lab", "6"])).code, 0);
  assert.equal((await examine(bare, ["--lab", "7"])).code, 1);
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
      machine({
        holder: (port) =>
          Promise.resolve(port === 8081 ? "process 7 (node)" : undefined),
      }),
      /warning\s+free ports .*8081 is held by process 7 \(node\)/,
    ],
    [
      "podman instead of docker",
      machine({}, { "docker info": undefined, "podman info": "host:" }),
      /ok .*engine.*podman/,
    ],
  ] as const
) {
  Deno.test(`${what} is reported, and stops no other check`, async () => {
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

const NOTHING: Readonly<Record<string, undefined>> = Object.fromEntries(
  Object.keys(VERSIONS).map((name) => [name, undefined]),
);

for (
  const [lab, lacking, code, words] of [
    ["1", ["k3d version", "docker info"], 0, /Ready for Lab 1\./],
    ["1", ["git --version"], 1, /MISSING\s+git/],
    ["4", ["k3d version"], 1, /Lab 4 needs 1 more/],
    ["4", ["helm version"], 0, /MISSING\s+helm .*bonus of lab 4/],
    ["3", ["promtool --version"], 1, /MISSING\s+promtool/],
    ["9", ["pg_dump --version"], 0, /MISSING\s+PostgreSQL.*bonus of lab 9/],
    ["12", ["pg_dump --version"], 0, /Ready for Lab 12\./],
  ] as const
) {
  Deno.test(`lab ${lab} without ${lacking.join(", ")} ends with ${code}`, async () => {
    const without = Object.fromEntries(lacking.map((one) => [one, undefined]));
    const seen = await examine(machine({}, without), ["--lab", lab]);
    assert.equal(seen.code, code, seen.text);
    assert.match(seen.text, words);
  });
}

Deno.test("each line of what is missing has a fix, on each system", async () => {
  for (const os of ["linux", "darwin", "windows"] as const) {
    const bare = machine({
      platform: { os, isWsl: false },
      kubeconfig: undefined,
      memoryGib: 1,
      diskGib: 1,
    }, NOTHING);
    for (let lab = 1; lab <= 12; lab++) {
      const { text } = await examine(bare, ["--lab", String(lab), "--json"]);
      const findings: { status: string; fix?: string; what: string }[] = JSON
        .parse(text);
      assert.ok(findings.length > 2);
      for (const { status, fix, what } of findings) {
        assert.ok(status === "ok" || fix, `${os}, lab ${lab}: ${what}`);
      }
    }
  }
});

Deno.test("a checkout on a disk of Windows stops a lab, with the remedy", async () => {
  const { code, text } = await examine(
    machine({
      platform: { os: "linux", isWsl: true },
      folder: "/mnt/c/Users/a/quickticket",
    }),
    ["--lab", "1"],
  );
  assert.equal(code, 1);
  assert.match(text, /MISSING\s+the platform: .*\n.*cd ~ && git clone/);
});
