/**
 * `deno task lab verify BUNDLE...`
 * @module
 */

import { dirname, join } from "node:path";
import { metricsCatalogue } from "../../../adapters/shop/metrics/mod.ts";
import { boolean, defineTool, Exit, type Tool } from "../../../lib/cli/mod.ts";
import {
  type Bundle,
  bundleProblems,
  copied,
  parsed,
} from "../../../checks/evidence/mod.ts";
import { readOptional } from "../../../lib/files/mod.ts";

/** The command. */
export const verify: Tool = defineTool({
  name: "verify",
  needs: ["read", "env", "sys"],
  summary: "says whether bundles are as they were sealed, and can be true",
  flags: {
    files: boolean("files", {
      help: "the files handed in must be beside it, unchanged",
    }),
    report: boolean("report", {
      help:
        "the report must be beside it: labN.md, its measured part unchanged",
    }),
  },
  operands: {
    usage: "BUNDLE...",
    help: "labN.evidence.json; several are compared for copies",
    min: 1,
    max: Infinity,
  },
  examples: ["lab verify submissions/lab1.evidence.json --report --files"],
  async run({ host, flags, operands }) {
    const metrics = new Set(metricsCatalogue().map(({ name }) => name));
    const bundles: { name: string; bundle: Bundle }[] = [];
    let bad = 0;
    for (const name of operands) {
      const text = await Deno.readTextFile(name);
      const bundle = parsed(text);
      const report = flags.report && typeof bundle !== "string"
        ? await readOptional(join(dirname(name), `lab${bundle.head.lab}.md`)) ??
          ""
        : undefined;
      const problems = await bundleProblems(text, {
        report,
        metrics,
        now: host.clock.now(),
        ...flags.files ? { read: readOptional } : {},
      });
      if (typeof bundle !== "string") bundles.push({ name, bundle });
      bad += problems.length;
      host.out(`${problems.length === 0 ? "ok    " : "FAILED"}  ${name}`);
      for (const words of problems) host.out(`        ${words}`);
    }
    for (const words of copied(bundles)) {
      bad++;
      host.out(`FAILED  ${words}`);
    }
    return bad === 0 ? Exit.ok : Exit.verdictFailed;
  },
});
