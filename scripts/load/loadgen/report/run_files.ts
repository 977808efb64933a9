/**
 * The files of a run on the disk.
 * @module
 */

import { dirname } from "node:path";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { fileReason } from "../../../lib/files/mod.ts";
import { htmlReport } from "./html_report.ts";
import { Summary } from "../result/summary.ts";
import {
  readText,
  replaceFile,
  requireWritable,
} from "../../../lib/files/mod.ts";

/** Where people want what; undefined: nowhere. */
export interface Wanted {
  readonly summary: string | undefined;
  readonly report: string | undefined;
}

/**
 * Makes the folders, and tries whether the files can be written: that is reported before the load,
 * not after it. The files of an earlier run stay as they are until this one has its result.
 * @throws {CouldNotRun} when one cannot be written
 */
export async function tryFiles({ summary, report }: Wanted): Promise<void> {
  for (const file of [summary, report]) {
    if (file !== undefined) await inFolder(file, () => requireWritable(file));
  }
}

/** Writes them. @throws {CouldNotRun} when one cannot be written */
export async function writeFiles(
  result: Summary,
  { summary, report }: Wanted,
): Promise<void> {
  if (summary !== undefined) {
    await write(summary, JSON.stringify(result) + "\n");
  }
  if (report !== undefined) await write(report, htmlReport(result));
}

async function write(file: string, text: string): Promise<void> {
  await inFolder(file, () => replaceFile(file, text));
}

async function inFolder(
  file: string,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await Deno.mkdir(dirname(file), { recursive: true });
    await act();
  } catch (error) {
    throw new CouldNotRun(`Cannot write ${file}: ${fileReason(error)}`);
  }
}

/** A summary from a file. @throws {CouldNotRun} when it is not a summary */
export async function readSummary(file: string): Promise<Summary> {
  let text: string;
  try {
    text = await readText(file);
  } catch (error) {
    throw new CouldNotRun(`Cannot read ${file}: ${fileReason(error)}`);
  }
  try {
    return Summary.parse(JSON.parse(text));
  } catch {
    throw new CouldNotRun(
      `Cannot read ${file}: it is no summary of a run; make one with ` +
        "deno task loadgen --summary FILE.json",
    );
  }
}
