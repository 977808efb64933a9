/**
 * Which tests there are, and what each may do.
 *
 * A `*_test.ts` runs with no permission at all. One that needs processes,
 * sockets or files is called `*_integration_test.ts` and names its permission
 * set in its first line: `// Runs with -P=test-stores`. One that measures how
 * exact something is ends that line with `, alone`.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readText } from "../../lib/files/mod.ts";

/** Test files by permission set. */
export interface Discovered {
  readonly unit: readonly string[];
  readonly integration: ReadonlyMap<string, readonly string[]>;
  /** Integration tests that must not share the machine with others. */
  readonly alone: ReadonlySet<string>;
}

/** A file, with its first line. */
export interface TestFile {
  readonly path: string;
  readonly firstLine: string;
}

const INTEGRATION = /_integration_test\.ts$/;
const NAMES_SET = /^\/\/ Runs with -P=([a-z-]+)(, alone)?$/;

/**
 * Sorts test files.
 * @throws {CouldNotRun} naming every integration test without a permission set
 */
export function sortTests(files: readonly TestFile[]): Discovered {
  const unit: string[] = [];
  const integration = new Map<string, string[]>();
  const alone = new Set<string>();
  const unnamed: string[] = [];
  for (const { path, firstLine } of files) {
    if (!INTEGRATION.test(path)) {
      unit.push(path);
      continue;
    }
    const [, set, isAlone] = NAMES_SET.exec(firstLine) ?? [];
    if (isAlone !== undefined) alone.add(path);
    if (set === undefined) unnamed.push(path);
    else integration.set(set, [...integration.get(set) ?? [], path]);
  }
  if (unnamed.length > 0) {
    throw new CouldNotRun(
      `Cannot run ${unnamed.join(", ")}: the first line must name a ` +
        "permission set, such as // Runs with -P=test-stores",
    );
  }
  return { unit, integration, alone };
}

/** Solutions and cases of a lab are tested in the tree that they belong to. */
const ELSEWHERE = /^labs\/[^/]+\/(?:solution|cases)$/;

/** Every test below `folders`, or the files themselves, sorted by path. */
export async function findTests(
  roots: readonly string[],
): Promise<readonly TestFile[]> {
  const paths: string[] = [];
  for (const root of roots) await collect(root.replace(/\/+$/, ""), paths);
  return await Promise.all(
    paths.toSorted().map(async (path) => {
      const text = await readText(path);
      return { path, firstLine: text.slice(0, text.indexOf("\n")) };
    }),
  );
}

async function collect(path: string, into: string[]): Promise<void> {
  const { isDirectory } = await Deno.stat(path);
  if (!isDirectory) {
    if (path.endsWith("_test.ts")) into.push(path);
    return;
  }
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    const child = `${path}/${name}`;
    if (isDirectory && ELSEWHERE.test(child)) continue;
    if (isDirectory) await collect(child, into);
    else if (name.endsWith("_test.ts")) into.push(child);
  }
}
