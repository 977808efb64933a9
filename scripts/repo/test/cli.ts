/**
 * `deno task test`
 * @module
 */

import { startStack } from "../../stack/local/mod.ts";
import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { type Discovered, findTests, sortTests } from "./discover.ts";
import { NONE, type Outcome, sum } from "./outcome.ts";
import { runTests, type TestRun } from "./run_tests.ts";

/** Where tests are, when nobody says. */
const ROOTS = ["services", "scripts", "labs"];

/** The set of tests that need PostgreSQL and Redis, but no service. */
const STORES = "test-stores";

/** The tool. */
export const testTool: Tool = defineTool({
  name: "test",
  summary: "runs every test that needs no container and no cluster",
  flags: {
    unit: boolean("unit", { help: "only the tests that need no permission" }),
    deno: text("deno", {
      default: undefined,
      placeholder: "PROGRAM",
      env: "DENO_COMPAT",
      help: "run the tests on another Deno",
    }),
    filter: text("filter", {
      default: undefined,
      help: "only tests whose name contains this, or matches /this/",
    }),
  },
  operands: {
    usage: "[PATH...]",
    help: "folders and files; all by default",
    min: 0,
    max: Infinity,
  },
  examples: ["test", "test --unit", "test services/events --filter fence"],
  async run({ host, flags, operands }) {
    const roots = operands.length === 0 ? ROOTS : operands;
    const { unit, integration } = await discover(roots);
    const filter = flags.filter === undefined
      ? []
      : [`--filter=${flags.filter}`];
    let outcome = NONE;
    if (unit.length > 0) {
      host.err(`${unit.length} files without any permission`);
      const parallel = ["--parallel", ...filter];
      outcome = await runTests({
        files: unit,
        flags: parallel,
        program: flags.deno,
      });
    }
    if (!flags.unit) {
      outcome = sum(
        outcome,
        await runIntegration(host, integration, {
          program: flags.deno,
          flags: filter,
        }),
      );
    }
    const { passed, failed, skipped } = outcome;
    if (passed + failed === 0) {
      throw new CouldNotRun(`There is no test in ${roots.join(", ")}`);
    }
    if (skipped > 0) host.out(`${skipped} skipped, each with its reason above`);
    host.out(`${passed} passed, ${failed} failed`);
    return failed === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

async function discover(roots: readonly string[]): Promise<Discovered> {
  try {
    return sortTests(await findTests(roots));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(
      `Cannot find tests in ${roots.join(", ")}: there is no such file or ` +
        "folder. Check the path",
    );
  }
}

async function runIntegration(
  host: Host,
  integration: Discovered["integration"],
  common: Pick<TestRun, "program" | "flags">,
): Promise<Outcome> {
  let outcome = NONE;
  for (const [permissionSet, files] of integration) {
    host.err(`${files.length} files with -P=${permissionSet}`);
    const run = { files, permissionSet, ...common };
    outcome = sum(
      outcome,
      permissionSet === STORES
        ? await withStores((env) => runTests({ ...run, env }))
        : await runTests(run),
    );
  }
  return outcome;
}

async function withStores<T>(
  body: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  await using stack = await startStack({ only: [] });
  return await body(stack.env);
}

if (import.meta.main) Deno.exit(await runTool(realHost(), testTool));
