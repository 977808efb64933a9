/**
 * `deno task docs`
 * @module
 */

import config from "../../deno.json" with { type: "json" };
import { Exit } from "../lib/exit_code.ts";
import { boolean } from "../lib/flags.ts";
import { realHost } from "../lib/host.ts";
import { defineTool, runTool, type Tool } from "../lib/tool.ts";
import { fillBlocks } from "./blocks.ts";
import { generatedBlocks } from "./generated.ts";
import { deadLinks } from "./links.ts";

/** The tool. It works on the current directory, the checkout's root. */
export const docsTool: Tool = defineTool({
  name: "docs",
  summary: "writes the generated parts of documents, and checks all links",
  flags: {
    check: boolean("check", { help: "change nothing; exit 1 if one would" }),
  },
  async run({ host, flags }) {
    const documents = await documentsBelow(".");
    const blocks = generatedBlocks(config);
    let bad = 0;
    for (const document of documents) {
      const text = await Deno.readTextFile(document);
      const filled = fillBlocks(text, blocks);
      if (filled !== text && flags.check) {
        bad++;
        host.err(`${document} is out of date: deno task docs`);
      } else if (filled !== text) {
        await Deno.writeTextFile(document, filled);
        host.err(`${document} written`);
      }
      const files = { exists, read: Deno.readTextFileSync };
      for (const { target } of deadLinks(document, files)) {
        bad++;
        host.err(`${document}: ${target} leads nowhere`);
      }
    }
    host.out(`${documents.length} documents, ${bad} problems`);
    return bad === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

async function documentsBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = folder === "." ? name : `${folder}/${name}`;
    if (name.startsWith(".") || name === "node_modules") continue;
    if (isDirectory) found.push(...await documentsBelow(path));
    else if (name.endsWith(".md")) found.push(path);
  }
  return found.toSorted();
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) Deno.exit(await runTool(realHost(), docsTool));
