/**
 * Measures synthetic submissions again, in a folder that keeps what is done, so
 * that a run that was ended goes on where it was.
 * @module
 */

import { z } from "zod";
import type { Host } from "../../lib/cli/mod.ts";
import {
  makeFolder,
  readOptional,
  readText,
  replaceFile,
} from "../../lib/files/mod.ts";
import { EDITION, parseEdition } from "../edition/edition.ts";
import { exportEdition } from "../edition/export.ts";
import { collectedIn } from "../lab/bundles/collected.ts";
import {
  evaluateBundles,
  type Evaluated,
} from "../lab/bundles/evaluate_bundles.ts";
import { expectedHere } from "../lab/bundles/expected.ts";
import { labOf } from "../lab/labs.ts";
import { type Measured, measuredSchema } from "../recheck/compare.ts";
import { recheckAll } from "../recheck/recheck_all.ts";
import { recheckOne } from "../recheck/recheck_one.ts";
import type { Result } from "../recheck/result.ts";
import { FORGERIES } from "./classes.ts";
import type { Measurement } from "./forgeries_document.ts";
import { kitOf } from "./kit.ts";
import { type Kind, solvedFiles, writeSubmission } from "./submissions.ts";
import { kitFor } from "./try_forgeries.ts";
import { writeForgery } from "./write_forgery.ts";

/** Where and how. */
export interface Place {
  readonly host: Host;
  /** The folder of the kept results. */
  readonly folder: string;
  readonly jobs: number;
  /** Nothing further is begun then. */
  readonly isOver: () => boolean;
}

/** A clean copy of the course, made once. */
async function baseIn({ folder }: Place): Promise<string> {
  const base = `${folder}/base`;
  if (!await isThere(base)) {
    const edition = parseEdition(await readText(EDITION));
    await makeFolder(base, async (draft) => {
      await exportEdition(edition, draft);
    });
  }
  return base;
}

/**
 * One submission of each kind; fewer when time is over.
 * @param group tells sets of the same lab apart
 */
export async function measureKinds(
  group: string,
  lab: number,
  kinds: readonly Kind[],
  place: Place,
): Promise<readonly Measurement[]> {
  const { host, folder } = place;
  const collected = `${folder}/${group}${lab}`;
  if (!await isThere(collected)) {
    if (place.isOver()) return [];
    const { solved, measured } = await solutionOf(lab, place);
    await makeFolder(collected, async (draft) => {
      const expected = expectedHere(host.clock.now());
      const other = labOf(lab === 2 ? 4 : 2);
      for (const [i, kind] of kinds.entries()) {
        const kit = kitOf(labOf(lab), other, {
          seed: lab * 10 + i + (group === "lab" ? 0 : 500),
          now: expected.now,
          checker: await expected.digestOf(lab),
        });
        const student = `${draft}/student${i}`;
        await writeSubmission(student, kind, { kit, solved, measured });
      }
    });
  }
  const results = await measureFolder(collected, place);
  return results.map((result) => ({
    lab: result.lab,
    kind: kinds[Number(result.student.replace("student", ""))] ?? "",
    status: result.status,
    points: result.paid.reduce((sum, { points }) => sum + points, 0),
    undecided: result.paid.reduce((sum, { undecided }) => sum + undecided, 0),
    seconds: result.seconds,
  }));
}

/** The forged bundles of a lab, each from a student of its own. */
export async function measureForged(
  lab: number,
  place: Place,
): Promise<readonly Result[]> {
  const collected = `${place.folder}/forged${lab}`;
  if (!await isThere(collected)) {
    const expected = expectedHere(place.host.clock.now());
    await makeFolder(collected, async (draft) => {
      for (const [i, forgery] of FORGERIES.entries()) {
        const kit = await kitFor(lab, i, expected);
        await writeForgery(draft, await forgery.make(kit, `mallory${i}`));
      }
    });
  }
  return await measureFolder(collected, place);
}

async function measureFolder(
  collected: string,
  place: Place,
): Promise<readonly Result[]> {
  const { host, folder, jobs, isOver } = place;
  const { bundles } = await collectedIn(collected);
  const expected = expectedHere(host.clock.now());
  const left: Evaluated[] = [...await evaluateBundles(bundles, expected)];
  const results: Result[] = [];
  await Deno.mkdir(`${collected}.results`, { recursive: true });
  while (left.length > 0 && !isOver()) {
    results.push(
      ...await recheckAll(left.splice(0, jobs), {
        base: await baseIn(place),
        folder: `${collected}.results`,
        limitMs: 900_000,
        runUntrusted: true, // all of it is ours
        env: host.env,
        revision: "this checkout",
        jobs,
        now: host.clock.monotonic,
        onEach: ({ student, status, why, seconds }) =>
          host.err(
            `${collected.slice(folder.length + 1)} ${student}: ${status} ` +
              `${seconds.toFixed(1)} s ${why}`,
          ),
      }),
    );
  }
  return results;
}

/** A lab's solution, and what was measured of it: honest students claim that. */
async function solutionOf(
  lab: number,
  place: Place,
): Promise<{
  readonly solved: string;
  readonly measured: readonly Measured[];
}> {
  const { host, folder } = place;
  const solved = `${folder}/solved${lab}`;
  if (!await isThere(solved)) {
    await makeFolder(solved, (draft) => solvedFiles(lab, draft));
  }
  const file = `${folder}/measured${lab}.json`;
  const kept = await readOptional(file);
  if (kept !== undefined) {
    const measured = z.array(measuredSchema).parse(JSON.parse(kept));
    return { solved, measured };
  }
  host.err(`Lab ${lab}: measuring its solution ...`);
  const { measured } = await recheckOne(solved, lab, {
    base: await baseIn(place),
    limitMs: 900_000,
    runUntrusted: true,
    env: host.env,
  });
  await replaceFile(file, JSON.stringify(measured));
  return { solved, measured };
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
