/**
 * `deno task e2e:forgeries`: people who hand in what they never did, beside
 * honest ones, and what each command says of them.
 * @module
 */

import {
  boolean,
  defineTool,
  Exit,
  type Host,
  integer,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { EDITION, parseEdition } from "../edition/edition.ts";
import { exportEdition } from "../edition/export.ts";
import { collectedIn } from "../lab/bundles/collected.ts";
import { evaluateBundles } from "../lab/bundles/evaluate_bundles.ts";
import { expectedHere } from "../lab/bundles/expected.ts";
import { labOf } from "../lab/labs.ts";
import { recheckAll } from "../recheck/recheck_all.ts";
import { recheckOne } from "../recheck/recheck_one.ts";
import { kitOf } from "./kit.ts";
import { KINDS, solvedFiles, writeSubmission } from "./submissions.ts";
import {
  documentOf,
  type Measurement,
  type Tried,
} from "./forgeries_document.ts";
import { tryForgeries } from "./try_forgeries.ts";
import { readText, replaceFile } from "../../lib/files/mod.ts";

/** Where the result is kept. */
const DOCUMENT = "labs/FORGERIES.md";

/** The tool. */
export const forgeriesTool: Tool = defineTool({
  name: "e2e:forgeries",
  summary: "forged submissions beside honest ones, and what is paid for them",
  flags: {
    quick: boolean("quick", { help: "bundles alone; nothing is measured" }),
    labs: text("labs", {
      default: "1,3,5,6,11",
      help: "labs whose submissions are measured again",
    }),
    jobs: integer("jobs", { default: 1, min: 1, max: 8, help: "at a time" }),
    out: text("out", { default: DOCUMENT, help: "the document" }),
  },
  async run({ host, flags }) {
    const tried = await tryForgeries(host.clock.now());
    const labs = flags.quick ? [] : flags.labs.split(",").map(Number);
    const measured: Measurement[] = [];
    const write = () => replaceFile(flags.out, documentOf(tried, measured));
    await write();
    await withPlace(labs.length > 0, async (place) => {
      for (const lab of labs) {
        measured.push(...await measureLab(host, lab, place, flags.jobs));
        await write(); // what is known is known
      }
    });
    host.out(`${flags.out} written`);
    return isRight(tried, measured) ? Exit.ok : Exit.verdictFailed;
  },
});

function isRight(
  tried: readonly Tried[],
  measured: readonly Measurement[],
): boolean {
  return tried.every(({ isVisible, isCaught }) => isVisible === isCaught) &&
    measured.every(({ kind, status }) =>
      kind.startsWith("honest") === (status === "confirmed")
    );
}

/** Works in a folder with a clean copy of the course in `base/`. */
async function withPlace(
  isNeeded: boolean,
  work: (place: string) => Promise<void>,
): Promise<void> {
  if (!isNeeded) return;
  const place = await Deno.makeTempDir({ prefix: "forgeries-" });
  try {
    const edition = parseEdition(await readText(EDITION));
    await exportEdition(edition, `${place}/base`);
    await work(place);
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

async function measureLab(
  host: Host,
  lab: number,
  place: string,
  jobs: number,
): Promise<readonly Measurement[]> {
  const [solved, collected] = [`${place}/solved${lab}`, `${place}/lab${lab}`];
  const options = {
    base: `${place}/base`,
    limitMs: 900_000,
    runUntrusted: true, // all of it is ours
    env: host.env,
  };
  await Deno.mkdir(solved);
  await solvedFiles(lab, solved);
  host.err(`Lab ${lab}: measuring its solution ...`);
  const { measured } = await recheckOne(solved, lab, options);
  const now = host.clock.now();
  const expected = expectedHere(now);
  const checker = await expected.digestOf(lab);
  const other = labOf(lab === 2 ? 4 : 2);
  for (const [i, kind] of KINDS.entries()) {
    const kit = kitOf(labOf(lab), other, { seed: lab * 10 + i, now, checker });
    const folder = `${collected}/student${i}`;
    await writeSubmission(folder, kind, { kit, solved, measured });
  }
  const { bundles } = await collectedIn(collected);
  const results = await recheckAll(await evaluateBundles(bundles, expected), {
    ...options,
    folder: place,
    revision: "this checkout",
    jobs,
    now: host.clock.monotonic,
    onEach: ({ student, status, why, seconds }) =>
      host.err(`${student}: ${status} ${seconds.toFixed(1)} s ${why}`),
  });
  return results.map((result, i) => ({
    lab: result.lab,
    kind: KINDS[i] ?? "",
    status: result.status,
    points: result.paid.reduce((sum, { points }) => sum + points, 0),
    seconds: result.seconds,
  }));
}

if (import.meta.main) Deno.exit(await runTool(realHost(), forgeriesTool));
