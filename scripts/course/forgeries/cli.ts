/**
 * `deno task e2e:forgeries`: people who hand in what they never did, beside
 * honest ones, and what each command says of them.
 * @module
 */

import {
  boolean,
  defineTool,
  duration,
  Exit,
  integer,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { replaceFile } from "../../lib/files/mod.ts";
import {
  documentOf,
  type Findings,
  isHonest,
  type Measurement,
} from "./forgeries_document.ts";
import {
  measureForged,
  measureKinds,
  type Place,
} from "./measure_submissions.ts";
import { HONEST_KINDS, KINDS } from "./submissions.ts";
import { LABS_TRIED, tryForgeries } from "./try_forgeries.ts";

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
      help: "labs with submissions of all kinds, or none",
    }),
    honest: text("honest", {
      default: "1,3,5,6,11",
      help: "labs with two further honest submissions, or none",
    }),
    jobs: integer("jobs", { default: 1, min: 1, max: 8, help: "at a time" }),
    place: text("place", {
      default: undefined,
      placeholder: "DIR",
      help: "keeps submissions and results; another run goes on with them",
    }),
    for: duration("for", {
      default: 24 * 3600_000,
      min: 1000,
      max: 24 * 3600_000,
      help: "nothing further is begun after so long",
    }),
    out: text("out", { default: DOCUMENT, help: "the document" }),
  },
  examples: ["e2e:forgeries --quick", "e2e:forgeries --place kept --for 4m"],
  async run({ host, flags }) {
    const tried = await tryForgeries(host.clock.now());
    const until = host.clock.monotonic() + flags.for;
    const findings = flags.quick ? { tried, measured: [] } : {
      tried,
      ...await withPlace(flags.place, (folder) =>
        measureAll(
          {
            host,
            folder,
            jobs: flags.jobs,
            isOver: () => host.clock.monotonic() > until,
          },
          numbers(flags.labs),
          numbers(flags.honest),
        )),
    };
    await replaceFile(flags.out, documentOf(findings));
    host.out(`${flags.out} written`);
    return isRight(findings) ? Exit.ok : Exit.verdictFailed;
  },
});

function numbers(list: string): readonly number[] {
  return list === "none" ? [] : list.split(",").map(Number);
}

async function measureAll(
  place: Place,
  labs: readonly number[],
  honest: readonly number[],
): Promise<Omit<Findings, "tried">> {
  const measured: Measurement[] = [];
  for (const lab of labs) {
    measured.push(...await measureKinds("lab", lab, KINDS, place));
  }
  for (const lab of honest) {
    measured.push(...await measureKinds("honest", lab, HONEST_KINDS, place));
  }
  const forged = [];
  for (const lab of LABS_TRIED) forged.push(...await measureForged(lab, place));
  return { measured, forged };
}

function isRight({ tried, measured, forged = [] }: Findings): boolean {
  return tried.every((one) =>
    one.isVisible === one.isCaught && one.isHonestPaid
  ) &&
    measured.every((one) =>
      isHonest(one)
        ? one.status === "confirmed" && one.points > 0
        : one.points === 0
    ) && forged.every(({ paid }) => paid.every(({ points }) => points === 0));
}

/** Works in a folder, which is removed unless the caller has named it. */
async function withPlace<T>(
  given: string | undefined,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  if (given !== undefined) {
    await Deno.mkdir(given, { recursive: true });
    return await work(given);
  }
  const folder = await Deno.makeTempDir({ prefix: "forgeries-" });
  try {
    return await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) Deno.exit(await runTool(realHost(), forgeriesTool));
