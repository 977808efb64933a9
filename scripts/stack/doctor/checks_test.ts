import assert from "node:assert/strict";
import fc from "fast-check";
import { isAtLeast } from "./check_kinds.ts";
import { CHECKS } from "./checks.ts";
import type { Finding, Machine } from "./machine.ts";

/** A machine on which every program says this. */
function machine(
  stdout: string,
  { code = 0, stderr = "", ...over }:
    & Partial<Machine>
    & { readonly code?: number; readonly stderr?: string } = {},
): Machine {
  return {
    platform: { os: "linux", isWsl: false },
    folder: "/home/a/quickticket",
    kubeconfig: "/home/a/.kube/config",
    arch: "x86_64",
    denoVersion: "2.9.6",
    cores: 2,
    memoryGib: 8,
    diskGib: 20,
    holder: () => Promise.resolve(undefined),
    run: () => Promise.resolve({ code, stdout, stderr }),
    ...over,
  };
}

async function find(what: RegExp, sick: Machine): Promise<Finding> {
  const check = CHECKS.find((one) => what.test(one.what));
  assert.ok(check, String(what));
  return await check.run(sick);
}

const VERSIONS: readonly (readonly [RegExp, string, Finding["status"]])[] = [
  [/^git /, "git version 2.30.0", "ok"],
  [/^git /, "git version 2.29.9", "missing"],
  [/^git /, "git version 3.0.1.windows.1", "ok"],
  [/^k3d /, "k3d version v5.7.0\nk3s version v1.30.0", "ok"],
  [/^k3d /, "k3d version v5.6.9\nk3s version v9.9.9", "missing"],
  [/^kubectl \d/, "Client Version: v1.32.0", "ok"],
  [/^kubectl \d/, "Client Version: v1.9.0", "missing"],
  [/^docker compose/, "Docker Compose version 2.20", "ok"],
  [/pg_dump/, "pg_dump (PostgreSQL) 16.9", "missing"],
  [/pg_dump/, "pg_dump (PostgreSQL) 17.0 (Debian 17.0-1)", "ok"],
  [/^helm /, "v4.0.0+gabc", "ok"],
  [/^git /, "git from the future", "warn"],
];

for (const [what, says, status] of VERSIONS) {
  Deno.test(`${JSON.stringify(says)} is ${status} for ${what.source}`, async () => {
    const finding = await find(what, machine(says));
    assert.equal(finding.status, status, finding.found);
    assert.equal(finding.fix === undefined, status === "ok");
  });
}

Deno.test("a version that is printed on stderr counts", async () => {
  const { status } = await find(/^git /, machine("", { stderr: "2.40.1" }));
  assert.equal(status, "ok");
});

Deno.test("a program that fails is not there, whatever it says", async () => {
  const finding = await find(/^git /, machine("git version 2.40", { code: 1 }));
  assert.deepEqual([finding.status, finding.found], ["missing", "not found"]);
});

for (const os of ["linux", "darwin", "windows"] as const) {
  Deno.test(`on ${os} everything that is missing says what to do`, async () => {
    const nothing = machine("", {
      platform: { os, isWsl: false },
      kubeconfig: undefined,
      arch: "riscv64",
      denoVersion: "1.0.0",
      memoryGib: 0,
      diskGib: 0,
      holder: () => Promise.resolve("process 7 (node)"),
      run: () => Promise.resolve(undefined),
    });
    for (const check of CHECKS) {
      if (check.what === "the platform") continue; // each of these runs Lab 1
      const { status, fix } = await check.run(nothing);
      assert.notEqual(status, "ok", check.what);
      assert.ok(fix, check.what);
      if (os !== "linux") assert.doesNotMatch(fix, /apt-get/, check.what);
    }
  });
}

const AMOUNTS: readonly (readonly [number, Finding["status"]])[] = [
  [1.9, "missing"],
  [2, "warn"],
  [3.9, "warn"],
  [4, "ok"],
];

for (const [memoryGib, status] of AMOUNTS) {
  Deno.test(`${memoryGib} GiB of free memory is ${status}`, async () => {
    const finding = await find(/free memory/, machine("", { memoryGib }));
    assert.equal(finding.status, status);
    assert.equal(finding.found, `${memoryGib.toFixed(1)} GiB`);
  });
}

Deno.test("all ports that are taken are named", async () => {
  const holder = (port: number) =>
    Promise.resolve(
      port === 8080 || port === 16379 ? "process 7 (node)" : undefined,
    );
  const finding = await find(/^free ports for deno/, machine("", { holder }));
  assert.deepEqual([finding.status, finding.found], [
    "warn",
    "8080 is held by process 7 (node); 16379 is held by process 7 (node)",
  ]);
});

const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 3 });

Deno.test("versions are ordered: each is at least itself, and of two one is at least the other", () => {
  fc.assert(fc.property(version, version, version, (a, b, c) => {
    assert.ok(isAtLeast(a, a));
    assert.ok(isAtLeast(a, b) || isAtLeast(b, a));
    const pad = (one: readonly number[]) => [0, 1, 2].map((i) => one[i] ?? 0);
    const [x, y, z] = [pad(a), pad(b), pad(c)];
    if (isAtLeast(x, y) && isAtLeast(y, z)) assert.ok(isAtLeast(x, z));
    if (isAtLeast(x, y) && isAtLeast(y, x)) assert.deepEqual(x, y);
  }));
});

Deno.test("a version without its last numbers is that with zeros", () => {
  fc.assert(fc.property(version, version, (a, b) => {
    assert.equal(isAtLeast(a, b), isAtLeast([...a, 0, 0], [...b, 0]));
  }));
});
