/**
 * Which checker measured: a digest of every file that can influence a verdict,
 * so that two graders know that they used the same one. The files are those
 * that the lab's checks and the tool reach by imports; packages count by name
 * and version. The files that students hand in do not count, and neither do
 * tests, because students get the checks without them.
 * @module
 */

import { pathToFileURL } from "node:url";
import { ROOT } from "../adapters/running_stack/mod.ts";
import { readOptional } from "../lib/files/mod.ts";
import { hashOf, hashOfText } from "./evidence/chain.ts";
import {
  type ModuleGraph,
  moduleGraph,
  reachedFrom,
} from "./sandbox/module_graph.ts";

/** Where the graph starts: the tool as students have it. */
const TOOL = "scripts/course/lab/cli.ts";

/** The code that runs checks, keeps their findings, and seals them. */
const COMMANDS: readonly string[] = [
  "scripts/course/lab/commands/check.ts",
  "scripts/course/lab/commands/evidence.ts",
];

/** It knows all labs, and only one of them counts. */
const ALL_LABS = "scripts/course/lab/labs.ts";

/**
 * The files that students change: their own gateway, their fourth service,
 * deno.json.
 */
const THEIRS =
  /^(?:services\/(?:gateway|notifications)\/|migrations\/|deno\.json$)/;

let graph: Promise<ModuleGraph> | undefined;

/** SHA-256 over names and texts of the checker's files of a lab. */
export async function checkerDigest(lab: number): Promise<string> {
  const { files, packages } = await checkerParts(lab);
  const texts = await Promise.all(files.map(async (path) => {
    const text = await readOptional(`${ROOT}/${path}`) ?? "";
    // Git may write other line ends on another system.
    return [path, await hashOfText(text.replaceAll("\r\n", "\n"))] as const;
  }));
  return await hashOf({ files: Object.fromEntries(texts), packages });
}

/** The content of a lab's digest: paths from the root, and packages. */
async function checkerParts(lab: number): Promise<{
  readonly files: readonly string[];
  readonly packages: readonly string[];
}> {
  graph ??= moduleGraph(`${ROOT}/${TOOL}`, `${ROOT}/deno.json`);
  const addressOf = (path: string) => pathToFileURL(`${ROOT}/${path}`).href;
  const reached = reachedFrom(
    [`labs/lab${lab}/check.ts`, ...COMMANDS].map(addressOf),
    await graph,
    (address) => address === addressOf(ALL_LABS),
  );
  const files = new Set(await Array.fromAsync(codeBelow(`labs/lab${lab}`)));
  const packages: string[] = [];
  for (const address of reached) {
    if (address.startsWith(addressOf(""))) {
      files.add(decodeURI(address.slice(addressOf("").length)));
    } else if (/^(?:npm|jsr):/.test(address)) packages.push(address);
  }
  return {
    files: [...files].filter((path) => !THEIRS.test(path)).toSorted(),
    packages: packages.toSorted(),
  };
}

/** Folders without checks: a lab's starting files, solutions, their forms. */
const OVERLAYS: ReadonlySet<string> = new Set([
  "solution",
  "start",
  "cases",
  "variants",
]);

/** Code that a check starts rather than imports, such as Lab 11's contracts. */
async function* codeBelow(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(`${ROOT}/${folder}`)) {
    const path = `${folder}/${name}`;
    if (isDirectory && !OVERLAYS.has(name)) yield* codeBelow(path);
    else if (/(?<!_test|_fixture|^variants)\.ts$/.test(name)) yield path;
  }
}
