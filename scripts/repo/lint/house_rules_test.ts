import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import plugin from "./house_rules.ts";

/** The repository's root. */
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Names of the rules that `source` breaks when it is the file `path`. */
function broken(path: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, `${ROOT}${path}`, source)
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
    // Past the door of another wing.
    [
      "scripts/lib/cli/host.ts",
      'import "../../../services/shared/clock.ts";',
      "no-cross-import",
    ],
    // Up, and beside.
    [
      "scripts/lib/cli/host.ts",
      'import "../../adapters/shop/mod.ts";',
      "no-cross-import",
    ],
    [
      "scripts/chaos/run.ts",
      'import "../checks/mod.ts";',
      "no-cross-import",
    ],
    // A wing that the plan does not know.
    ["scripts/new/a.ts", 'import "../lib/cli/mod.ts";', "no-cross-import"],
    ["services/events/shop.ts", 'Deno.env.get("A");', "process-at-edge"],
    ["services/events/shop.ts", "Deno.memoryUsage();", "process-at-edge"],
    ["scripts/schema/seed/mod.ts", "Deno.exit(1);", "process-at-edge"],
    [
      "scripts/schema/seed/mod.ts",
      "export const a = () => 1;",
      "no-arrow-export",
    ],
    ["scripts/schema/seed/mod.ts", "\n".repeat(250) + "1;", "short-files"],
    [
      "scripts/schema/seed/mod.ts",
      'import { parse, stringify } from "yaml";',
      "one-reader",
    ],
    [
      "labs/lab3/rules_check.ts",
      'import { parseAllDocuments as all } from "yaml";',
      "one-reader",
    ],
    [
      "scripts/course/lab/cli.ts",
      'await outputOf("git", ["status"]);',
      "one-starter",
    ],
    [
      "labs/lab4/outage.ts",
      'new Deno.Command("kubectl", { args: ["get"] });',
      "one-starter",
    ],
    ...[
      'await runProgram("git", args);',
      'new Deno.Command("git");',
      'const way = { file: "kubectl", before: [] };',
      'const c = { args: ["psql", "-Atc", "SELECT 1"] };',
      'await outputOf("sh", ["-c", "cd x && git commit -m y"]);',
      'await run("sh", ["-c", `pg_dump -Fc ${name}`]);',
    ].flatMap((source) =>
      ["scripts/course/lab/cli.ts", "labs/lab4/outage_integration_test.ts"]
        .map((path) => [path, source, "one-starter"] as const)
    ),
    ...[
      "const a = n.toLocaleString();",
      "names.sort((a, b) => a.localeCompare(b));",
      "const a = new Intl.NumberFormat();",
      "const a = date.getHours();",
      "const a = new Date(2026, 1, 1);",
    ].flatMap((source) =>
      ["services/gateway/app_test.ts", "labs/lab10/figures.ts"]
        .map((path) => [path, source, "same-everywhere"] as const)
    ),
    ...[
      'await Deno.writeTextFile("x.json", text);',
      'await Deno.writeFile("x.json", bytes);',
      'Deno.writeTextFileSync("x.json", text);',
      'const file = await Deno.create("x.json");',
      'await Deno.truncate("x.json");',
      'await Deno.copyFile("a", "x.json");',
      'const file = await Deno.open("x.json", { write: true });',
      'import { writeFile } from "node:fs/promises";',
      'import { createWriteStream as out } from "node:fs";',
    ].flatMap((source) =>
      ["scripts/course/grade/cli.ts", "labs/lab10/figures.ts"].map((path) =>
        [path, source, "whole-files"] as const
      )
    ),
    [
      "scripts/stack/dev/files.ts",
      'Deno.readTextFile("x");',
      "one-text-reader",
    ],
    [
      "labs/lab3/check.ts",
      "const files = { read: Deno.readTextFileSync };",
      "one-text-reader",
    ],
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
      'import "../../../services/shared/mod.ts";',
    ],
    [
      "scripts/lib/cli/host_test.ts",
      'import "../../../services/shared/clock_fake.ts";',
    ],
    ["labs/lab3/check.ts", 'import "../../scripts/checks/mod.ts";'],
    ["scripts/course/lab/labs.ts", 'import "../../../labs/lab3/check.ts";'],
    [
      "labs/lab11/solution/services/notifications/app.ts",
      'import "../shared/clock.ts";',
    ],
    ["scripts/schema/seed/cli_test.ts", 'import "./cli.ts";'],
    ["services/shared/run_service.ts", "Deno.exit(1);"],
    ["services/events/shop_test.ts", 'Deno.test("x", () => {});'],
    ["scripts/lib/files/read_text.ts", 'Deno.readTextFile("x");'],
    ["scripts/stack/dev/files_test.ts", 'Deno.readTextFile("x");'],
    ["scripts/schema/seed/mod.ts", "export const a = 1; const b = () => 2;"],
    ["scripts/schema/seed/mod.ts", "\n".repeat(249) + "1;\n"],
    ["scripts/schema/seed/mod.ts", 'import { stringify } from "yaml";'],
    ["scripts/course/grade/cli.ts", 'await Deno.open("x.json");'],
    [
      "scripts/course/grade/cli.ts",
      'await Deno.open("x.json", { read: true });',
    ],
    ["scripts/course/grade/cli_test.ts", 'await Deno.writeTextFile("x", "");'],
    ["scripts/stack/local/pump.ts", "await Deno.open(f, { append: true });"],
    [
      "scripts/stack/doctor/cli.ts",
      'import { statfs } from "node:fs/promises";',
    ],
    ["scripts/schema/seed/seed_test.ts", 'import { parse } from "yaml";'],
    ["scripts/lib/process/git.ts", 'program("git", []);'],
    ["scripts/course/lab/cli.ts", 'program("docker", []); f("git");'],
    [
      "scripts/recovery/backup/take.ts",
      'clients.invocation("pg_dump", ["-Fc"], url);',
    ],
    ["scripts/stack/cluster/cli.ts", 'kubectl.run(["exec", "x", "psql"]);'],
    [
      "labs/lab10/figures.ts",
      'n.toLocaleString("en"); a.localeCompare(b, "en"); d.getUTCHours();',
    ],
    ["labs/lab10/figures.ts", "new Date(Date.UTC(2026, 1, 1));"],
    [
      "scripts/lib/text/yaml/parse_yaml.ts",
      'import { parseAllDocuments } from "yaml";',
    ],
  ] as const
) {
  Deno.test(`${JSON.stringify(source.trim())} in ${path} is fine`, () => {
    assert.deepEqual(broken(path, source), []);
  });
}
