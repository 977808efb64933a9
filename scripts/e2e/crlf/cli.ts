/**
 * `deno task e2e:crlf`
 * @module
 */

import { ROOT } from "../../adapters/running_stack/mod.ts";
import {
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { crlfClone, lineEnds, plainClone } from "./clones.ts";
import { refusalsOf, sealIn, taskIn } from "./exchange.ts";

/** Checks that compare, hash, split or search texts. */
const CHECKS: readonly (readonly string[])[] = [
  ["docs", "--check"],
  ["slo", "generate", "--check"],
  ["dashboards", "--check"],
  ["chaos", "schema", "--check"],
  ["check:lectures", "--quick"],
];

/** Where the readers of texts are. */
const READERS: readonly string[] = [
  ...["scripts/lib/files", "scripts/lib/text", "scripts/lib/seal"],
  ...["scripts/adapters/docker", "scripts/adapters/prometheus"],
  ...["scripts/schema/migrate", "scripts/checks/evidence"],
  ...["scripts/checks/report_fields", "scripts/checks/github_actions"],
  ...["scripts/observe/slo", "scripts/course/grade", "scripts/delivery/dora"],
];

/** The tool. */
export const crlfTool: Tool = defineTool({
  name: "e2e:crlf",
  summary: "checks, tests and seals in clones with other line ends",
  flags: {},
  async run({ host }) {
    const folder = await Deno.makeTempDir({ prefix: "crlf-" });
    const wrong: string[] = [];
    const note = (what: string, problem?: string): void => {
      host.out(`${problem === undefined ? "ok   " : "WRONG"}  ${what}`);
      if (problem === undefined) return;
      host.out(problem);
      wrong.push(what);
    };
    try {
      const plain = await plainClone(ROOT, `${folder}/plain`);
      const crlf = await crlfClone(ROOT, `${folder}/crlf`);
      const [ours, theirs] = [await lineEnds(plain), await lineEnds(crlf)];
      note(
        `.gitattributes keeps LF in ${ours.lf} texts`,
        ours.crlf === 0 ? undefined : `${ours.crlf} texts have CRLF`,
      );
      note(
        `the other clone has CRLF in ${theirs.crlf} texts`,
        theirs.lf === 0 && theirs.crlf > 0
          ? undefined
          : `${theirs.lf} have LF: nothing would be tested`,
      );
      for (const words of CHECKS) {
        const { code, said } = await taskIn(crlf, words);
        note(`deno task ${words.join(" ")}`, code === 0 ? undefined : said);
      }
      const tests = await taskIn(crlf, ["test", "--unit", ...READERS]);
      note("unit tests of readers", tests.code === 0 ? undefined : tests.said);
      for (const clone of [plain, crlf]) {
        await sealIn(clone);
        const refusals = await refusalsOf(clone, folder);
        note(
          `evidence sealed in the ${clone.name} clone verifies in both`,
          refusals.length === 0 ? undefined : refusals.join("\n"),
        );
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
    host.out(`${wrong.length} wrong`);
    return wrong.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), crlfTool));
