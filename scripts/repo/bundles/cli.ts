/**
 * `deno task repo:bundles`
 * @module
 */

import {
  boolean,
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { writeGenerated } from "../../lib/files/mod.ts";
import { built, BUNDLES } from "./bundle.ts";

/** The tool. It works on the current directory, the checkout's root. */
export const bundlesTool: Tool = defineTool({
  name: "repo:bundles",
  summary: "builds the bundles of libraries that keep the first start small",
  flags: {
    check: boolean("check", { help: "write nothing; exit 1 if one differs" }),
  },
  examples: ["repo:bundles", "repo:bundles --check"],
  async run({ host, flags: { check } }) {
    const files = new Map<string, string>();
    for (const folder of BUNDLES) {
      for (const [path, text] of await built(folder)) files.set(path, text);
    }
    const { differing } = await writeGenerated(files, { check });
    for (const path of differing) {
      host.err(
        check
          ? `${path} is out of date. Run deno task repo:bundles`
          : `${path} written`,
      );
    }
    host.out(
      `${BUNDLES.length} bundles, ${differing.length} ${
        check ? "files differ" : "files written"
      }`,
    );
    return check && differing.length > 0 ? Exit.verdictFailed : Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), bundlesTool));
