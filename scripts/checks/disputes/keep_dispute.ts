/**
 * Writes a dispute: the finding as JSON, and beside it the files as they were.
 * @module
 */

import { dirname } from "node:path";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { globPattern, replaceFile } from "../../lib/files/mod.ts";
import type { CheckContext, Lab } from "../lab.ts";
import type { LabRecord } from "../records.ts";
import { DISPUTE, type Dispute, disputePath } from "./dispute.ts";

/** Most bytes of one file, and of all of a dispute: it goes into Git. */
const MAX_FILE_BYTES = 256 * 1024;
const MAX_BYTES = 2 * 1024 * 1024;

/** How each program says its version. */
const VERSION_ARGS: Readonly<Record<string, readonly string[]>> = {
  kubectl: ["version", "--client"],
  helm: ["version", "--short"],
};

/**
 * Keeps it, in the place of an older one of the same step.
 * @param root the student's folder
 * @throws {CouldNotRun} when there is nothing to dispute
 */
export async function keepDispute(
  lab: Lab,
  record: LabRecord,
  why: string,
  context: CheckContext,
  root = ".",
): Promise<{ readonly path: string; readonly dispute: Dispute }> {
  const { id, title, verdict, measured, bound, look, samples, at, checker } =
    record;
  if (verdict === "pass" || verdict === "not_started") {
    const what = verdict === "pass" ? "it passes" : "nothing was measured yet";
    throw new CouldNotRun(`Cannot dispute ${id} of lab ${lab.lab}: ${what}`);
  }
  const path = disputePath(lab.lab, id);
  const place = `${root}/${path}`;
  await removeOld(`${place}.files`);
  const files = await keepFiles(lab, record, place, context);
  const dispute: Dispute = {
    schema: DISPUTE,
    lab: lab.lab,
    step: id,
    title,
    why,
    verdict,
    measured,
    bound,
    ...look === undefined ? {} : { look },
    ...samples === undefined ? {} : { samples },
    at,
    disputed: new Date(context.clock.now()).toISOString(),
    checker,
    tools: await versionsOf(record.uses.programs, context),
    files,
  };
  await write(`${place}.json`, JSON.stringify(dispute, null, 2) + "\n");
  return { path: `${path}.json`, dispute };
}

async function keepFiles(
  { deliverables }: Lab,
  { uses }: LabRecord,
  path: string,
  context: CheckContext,
): Promise<Dispute["files"]> {
  const paths = uses.files.length > 0 ? uses.files : (await Promise.all(
    deliverables.map((glob) => context.files(globPattern(glob))),
  )).flat();
  const kept: Dispute["files"] = [];
  let all = 0;
  for (const file of [...new Set(paths)].toSorted()) {
    const text = await context.read(file);
    if (text === undefined || !isInside(file)) continue;
    const bytes = new TextEncoder().encode(text).length;
    const isKept = bytes <= MAX_FILE_BYTES && all + bytes <= MAX_BYTES;
    if (isKept) {
      all += bytes;
      await write(`${path}.files/${file}`, text);
    }
    kept.push({ path: file, bytes, isKept });
  }
  return kept;
}

/** Nothing outside of the folder, and no dispute of a dispute. */
function isInside(path: string): boolean {
  return !/^(?:\/|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path) &&
    !path.startsWith("submissions/disputes/");
}

async function versionsOf(
  programs: readonly string[],
  { program }: CheckContext,
): Promise<Record<string, string>> {
  const { deno } = Deno.version;
  const versions: Record<string, string> = { deno, os: Deno.build.target };
  for (const name of programs) {
    const said = await program(name, VERSION_ARGS[name] ?? ["--version"])
      .catch(() => undefined); // gone since then
    const line = `${said?.stdout ?? ""}\n${said?.stderr ?? ""}`.trim()
      .split("\n")[0];
    versions[name] = line || "not known";
  }
  return versions;
}

async function write(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await replaceFile(path, text);
}

async function removeOld(folder: string): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
