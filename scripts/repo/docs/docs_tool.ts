/**
 * Fills the generated parts of documents, and checks links and names of metrics.
 * @module
 */

import { boolean, defineTool, Exit, type Tool } from "../../lib/cli/mod.ts";
import { type Blocks, fillBlocks } from "../../lib/text/mod.ts";
import { deadLinks } from "../../lib/text/markdown/mod.ts";
import {
  knownMetrics,
  metricsCatalogue,
  recordedIn,
  unknownMetrics,
} from "../../adapters/shop/metrics/mod.ts";
import { readText, readTextSync, replaceFile } from "../../lib/files/mod.ts";

/** Files besides documents in which metrics are named. */
const CONFIGURATION = /^(?:monitoring|labs|lectures|k8s)\/.*\.(?:ya?ml|json)$/;

/**
 * The tool. It works on the current directory, the checkout's root.
 * @param blocksOf the generated parts that its documents have
 * @param proseOf what is wrong with the prose of a document, with lines
 */
export function docsTool(
  blocksOf: () => Promise<Blocks>,
  proseOf: (path: string, text: string) => readonly string[] = () => [],
): Tool {
  return defineTool({
    name: "docs",
    summary:
      "writes the generated parts of documents, checks links, metrics and prose",
    flags: {
      check: boolean("check", { help: "change nothing; exit 1 if one would" }),
    },
    async run({ host, flags }) {
      const documents = await filesBelow(".", /\.md$/);
      const blocks = await blocksOf();
      let bad = 0;
      for (const document of documents) {
        const text = await readText(document);
        const filled = fillBlocks(text, blocks);
        if (filled !== text && flags.check) {
          bad++;
          host.err(`${document} is out of date: deno task docs`);
        } else if (filled !== text) {
          await replaceFile(document, filled);
          host.err(`${document} written`);
        }
        for (const problem of proseOf(document, filled)) {
          bad++;
          host.err(`${document}: ${problem}`);
        }
        const files = { exists, read: readTextSync };
        for (const { target } of deadLinks(document, files)) {
          bad++;
          host.err(`${document}: ${target} leads nowhere`);
        }
      }
      const known = knownMetrics(metricsCatalogue(), await recordedBelow("."));
      const texts = [...documents, ...await filesBelow(".", CONFIGURATION)];
      for (const path of texts) {
        const text = await readText(path);
        for (const problem of unknownMetrics(text, known)) {
          bad++;
          host.err(`${path}: ${problem}`);
        }
      }
      host.out(`${texts.length} texts, ${bad} problems`);
      return bad === 0 ? Exit.ok : Exit.verdictFailed;
    },
  });
}

/** Work of other people: its links hold in the tree that it lies over. */
const CASES = /^labs\/lab\d+\/cases$/;

async function filesBelow(
  folder: string,
  wanted: RegExp,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = folder === "." ? name : `${folder}/${name}`;
    if (name.startsWith(".") || name === "node_modules") continue;
    if (CASES.test(path)) continue;
    if (isDirectory) found.push(...await filesBelow(path, wanted));
    else if (wanted.test(path)) found.push(path);
  }
  return found.toSorted();
}

/** Names that the recording rules of this checkout write. */
async function recordedBelow(folder: string): Promise<ReadonlySet<string>> {
  const names: string[] = [];
  // A text that shows how a rule is written records by it, too.
  const texts = [
    ...await filesBelow(folder, CONFIGURATION),
    ...await filesBelow(folder, /\.md$/),
  ];
  for (const path of texts) {
    names.push(...recordedIn(await readText(path)));
  }
  return new Set(names);
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
