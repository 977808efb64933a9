/**
 * The last findings of a lab's checks, kept between calls:
 * `.dev/lab/labN.json`.
 * @module
 */

import { z } from "zod";
import { replaceFile } from "../lib/files/mod.ts";
import { DEV_DIRECTORY } from "../adapters/running_stack/mod.ts";
import { checkBody } from "./evidence/bundle.ts";
import type { Checked } from "./run_checks.ts";
import { readText } from "../lib/files/mod.ts";

/** Where the tool keeps what it knows. */
const LAB_FOLDER = `${DEV_DIRECTORY}/lab`;

const record = checkBody.extend({
  /** When the check ended, RFC 3339. */
  at: z.iso.datetime(),
  /** Digest of the checker that measured. */
  checker: z.string(),
  /** The things that the check looked at; not part of the evidence. */
  uses: z.object({ files: z.array(z.string()), programs: z.array(z.string()) })
    .default({ files: [], programs: [] }),
});

const schema = z.object({
  records: z.array(record),
  /** Hints that were asked for, by step. */
  hints: z.record(z.string(), z.int()).default({}),
});

/** The finding of one check. */
export type LabRecord = z.infer<typeof record>;

/** All that is known of a lab. */
export type LabState = z.infer<typeof schema>;

/** The kept records; none, when there is no file or one of another version. */
export async function readLabState(lab: number): Promise<LabState> {
  try {
    return schema.parse(JSON.parse(await readText(fileOf(lab))));
  } catch (error) {
    const isUnreadable = error instanceof Deno.errors.NotFound ||
      error instanceof SyntaxError || error instanceof z.ZodError;
    if (isUnreadable) return { records: [], hints: {} };
    throw error;
  }
}

/** Keeps checks in the place of older ones; counts attempts. */
export async function keepRecords(
  lab: number,
  checked: readonly Checked[],
  { checker, now }: { readonly checker: string; readonly now: number },
): Promise<void> {
  const state = await readLabState(lab);
  const before = new Map(state.records.map((one) => [one.id, one]));
  for (const { endedAt, samples: raw, uses, ...body } of checked) {
    const attempts = (before.get(body.id)?.attempts ?? 0) + 1;
    const at = new Date(Math.min(endedAt, now)).toISOString();
    const samples = raw === undefined
      ? {}
      : { samples: JSON.parse(JSON.stringify(raw)) };
    before.set(body.id, {
      ...body,
      ...samples,
      uses: { files: [...uses.files], programs: [...uses.programs] },
      attempts,
      at,
      checker,
    });
  }
  await write(lab, { ...state, records: [...before.values()] });
}

/** Counts a hint. */
export async function keepHint(
  lab: number,
  step: string,
  tier: number,
): Promise<void> {
  const state = await readLabState(lab);
  const most = Math.max(state.hints[step] ?? 0, tier);
  await write(lab, { ...state, hints: { ...state.hints, [step]: most } });
}

/** Forgets what is known of a lab. */
export async function forgetLab(lab: number): Promise<boolean> {
  try {
    await Deno.remove(fileOf(lab));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function fileOf(lab: number): string {
  return `${LAB_FOLDER}/lab${lab}.json`;
}

async function write(lab: number, state: LabState): Promise<void> {
  await Deno.mkdir(LAB_FOLDER, { recursive: true });
  await replaceFile(fileOf(lab), JSON.stringify(state, null, 2) + "\n");
}
