/**
 * The files of an experiment in the folder `experiments/`: NAME.journal.json,
 * which the runner has signed, and NAME.sealed.json, the prediction before it.
 * @module
 */

import {
  type Journal,
  journalSchema,
  sha256,
} from "../../scripts/chaos/mod.ts";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import { unseal } from "../../scripts/lib/seal/mod.ts";
import { z } from "zod";
import { digestsOf } from "./same_text.ts";

/** Where students keep theirs. */
export const FOLDER = "experiments";

/** Where the key of this machine is. */
const KEY_FILE = ".dev/key.json";

const Key = z.object({ x: z.string() });

const Sealed = z.object({ sha256: z.string(), text: z.string() });

/** One run, as far as it is there. */
export interface RunRecord {
  /** "slow-2s": the files' common name. */
  readonly name: string;
  /** The journal; words: why it cannot be believed; undefined: there is none. */
  readonly journal: Journal | string | undefined;
  /** Digest of the prediction's text; words; undefined: there is none. */
  readonly sealed: { readonly sha256: string } | string | undefined;
  /** Ids of the runs that are handed in under other names, too. */
  readonly otherRuns: readonly string[];
  /** Digests of all experiments of this tree, shipped ones included. */
  readonly experiments: readonly string[];
}

/**
 * Reads what is there of one.
 * @param predicted name of its sealed; its own by default
 */
export async function recordOf(
  { read, files }: Pick<CheckContext, "read" | "files">,
  name: string,
  { predicted = name }: { readonly predicted?: string } = {},
): Promise<RunRecord> {
  const machine = keyIn(await read(KEY_FILE));
  const own = `${FOLDER}/${name}.journal.json`;
  const otherRuns: string[] = [];
  for (const path of await files(/^experiments\/[^/]+\.journal\.json$/)) {
    if (path === own) continue;
    const id = /"run_id": "([^"]+)"/.exec(await read(path) ?? "")?.[1];
    if (id !== undefined) otherRuns.push(id);
  }
  const paths = await files(
    /^(?:experiments|scripts\/chaos\/experiments)\/[^/]+\.ya?ml$/,
  );
  const texts = await Promise.all(paths.map((path) => read(path)));
  return {
    name,
    journal: await journalIn(await read(own), machine),
    sealed: sealedIn(await read(`${FOLDER}/${predicted}.sealed.json`)),
    otherRuns,
    experiments: texts.flatMap((text = "") => digestsOf(text)),
  };
}

/** An experiment of the student's own. */
export interface OwnFile {
  readonly path: string;
  readonly text: string;
}

/** NAME.yaml of the student, or NAME.yml; undefined: there is none. */
export async function ownFile(
  { read }: Pick<CheckContext, "read">,
  name: string,
): Promise<OwnFile | undefined> {
  for (const path of [`${FOLDER}/${name}.yaml`, `${FOLDER}/${name}.yml`]) {
    const text = await read(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

/** Reads a journal and holds it against its signature. */
export async function journalIn(
  text: string | undefined,
  machine: string | undefined,
): Promise<RunRecord["journal"]> {
  if (text === undefined) return undefined;
  const found = await unseal(text, journalSchema);
  if ("problem" in found) {
    return `the journal cannot be believed: ${found.problem}`;
  }
  if (found.key !== machine) {
    return `the journal was signed by another machine (${
      found.key.slice(0, 8)
    }...)`;
  }
  return found.content;
}

function sealedIn(text: string | undefined): RunRecord["sealed"] {
  if (text === undefined) return undefined;
  try {
    const sealed = Sealed.parse(JSON.parse(text));
    return sha256(sealed.text) === sealed.sha256
      ? { sha256: sealed.sha256 }
      : "the prediction was changed after it was sealed";
  } catch {
    return "the prediction is not what deno task chaos predict wrote";
  }
}

function keyIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return Key.safeParse(JSON.parse(text)).data?.x;
}
