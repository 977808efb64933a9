import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { findPromtool, type PromtoolHost } from "./promtool.ts";

/** A machine that has only these programs. */
function machine(
  has: readonly string[],
  env: Readonly<Record<string, string>> = {},
): PromtoolHost & { readonly ran: string[] } {
  const ran: string[] = [];
  return {
    ran,
    env: (name) => env[name],
    program(name, args) {
      if (!has.includes(name)) {
        return Promise.reject(new CouldNotRun(`there is no ${name}`));
      }
      ran.push([name, ...args].join(" "));
      return Promise.resolve({ code: 0, stdout: "", stderr: "" });
    },
  };
}

for (
  const [what, has, env, program] of [
    ["PATH", ["promtool", "docker"], {}, "promtool"],
    [
      "PROMTOOL",
      ["/a/promtool", "promtool"],
      { PROMTOOL: "/a/promtool" },
      "/a/promtool",
    ],
    [
      "beside PROMETHEUS",
      ["/p/promtool"],
      { PROMETHEUS: "/p/prometheus" },
      "/p/promtool",
    ],
    ["an empty PROMTOOL", ["promtool"], { PROMTOOL: "" }, "promtool"],
  ] as const
) {
  Deno.test(`promtool is found by ${what}`, async () => {
    const host = machine(has, env);
    await (await findPromtool(host, ["/x"]))("test", "rules", "a.yml");
    assert.equal(host.ran.at(-1), `${program} test rules a.yml`);
  });
}

Deno.test("without one, Docker's sees the folders, and begins in the first", async () => {
  const host = machine(["docker"]);
  await (await findPromtool(host, ["/x", "/y"]))("check", "rules", "a.yml");
  assert.match(
    host.ran.at(-1) ?? "",
    /^docker run --rm --workdir \/x .*\/x:\/x:ro .*\/y:\/y:ro prom\/prometheus:\S+ check rules a.yml$/,
  );
});

Deno.test("a PROMTOOL that does not run is not replaced by another one", async () => {
  const host = machine(["promtool", "docker"], { PROMTOOL: "/gone" });
  await assert.rejects(findPromtool(host, ["/x"]), /\/gone, which PROMTOOL/);
});

Deno.test("no promtool at all is said with the ways to one", async () => {
  await assert.rejects(
    findPromtool(machine([]), ["/x"]),
    /prometheus.io\/download.*PROMTOOL.*Docker/,
  );
});
