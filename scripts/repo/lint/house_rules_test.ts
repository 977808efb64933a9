import assert from "node:assert/strict";
import plugin from "./house_rules.ts";

/** Names of the rules that `source` breaks when it is the file `path`. */
function broken(path: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, `/repo/${path}`, source)
    .map(({ id }) => id);
}

for (
  const [path, source, rule] of [
    [
      "services/gateway/routes.ts",
      'import "../events/shop.ts";',
      "no-cross-import",
    ],
    [
      "services/gateway/routes.ts",
      'import "../../scripts/schema/seed/mod.ts";',
      "no-cross-import",
    ],
    [
      "scripts/schema/seed/mod.ts",
      'export { a } from "../../../services/events/shop.ts";',
      "no-cross-import",
    ],
    [
      "services/gateway/routes.ts",
      'import "./main.ts";',
      "no-cross-import",
    ],
    [
      "scripts/schema/migrate/stack.ts",
      'import "../seed/cli.ts";',
      "no-cross-import",
    ],
    ["services/events/shop.ts", 'Deno.env.get("A");', "process-at-edge"],
    ["services/events/shop.ts", "Deno.memoryUsage();", "process-at-edge"],
    ["scripts/schema/seed/mod.ts", "Deno.exit(1);", "process-at-edge"],
    [
      "scripts/schema/seed/mod.ts",
      "export const a = () => 1;",
      "no-arrow-export",
    ],
    ["scripts/schema/seed/mod.ts", "\n".repeat(250) + "1;", "short-files"],
  ] as const
) {
  Deno.test(`${rule} refuses ${JSON.stringify(source.trim())} in ${path}`, () => {
    assert.deepEqual(broken(path, source), [`house/${rule}`]);
  });
}

for (
  const [path, source] of [
    [
      "services/gateway/routes.ts",
      'import "../shared/clock.ts"; import "./pay.ts";',
    ],
    [
      "scripts/schema/migrate/mod.ts",
      'import "../../../services/events/mod.ts";',
    ],
    [
      "scripts/lib/cli/host.ts",
      'import "../../../services/shared/clock.ts";',
    ],
    ["scripts/schema/seed/cli_test.ts", 'import "./cli.ts";'],
    ["services/shared/run_service.ts", "Deno.exit(1);"],
    ["services/events/shop_test.ts", 'Deno.test("x", () => {});'],
    ["scripts/stack/dev/files.ts", 'Deno.readTextFile("x");'],
    ["scripts/schema/seed/mod.ts", "export const a = 1; const b = () => 2;"],
    ["scripts/schema/seed/mod.ts", "\n".repeat(249) + "1;\n"],
  ] as const
) {
  Deno.test(`${JSON.stringify(source.trim())} in ${path} is fine`, () => {
    assert.deepEqual(broken(path, source), []);
  });
}
