/**
 * Libraries that are bundled into one file, which lies in the repository.
 *
 * `deno task` fetches each package of the root's lock before it starts any
 * task. Five libraries are 84 packages, and nearly every tool reads Markdown, so
 * fetching them later would not help. Each has a folder with its own lock:
 * `exports.txt` says what is taken of it, `library.js` is built from that,
 * `LICENSES.txt` has the licences of what is inside, and `library.d.ts` says by
 * hand what is used.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readOptional, readText, replaceFile } from "../../lib/files/mod.ts";
import { outputOf } from "../../lib/process/mod.ts";

/** Folders of the bundles. */
export const BUNDLES = [
  "scripts/lib/text/markdown/library",
  "scripts/load/loadgen/result/histogram_library",
  "scripts/chaos/sql_library",
  "scripts/chaos/schema_library",
  "scripts/course/lectures/quiz/library",
] as const;

const lockSchema = z.object({ npm: z.record(z.string(), z.unknown()) });

const infoSchema = z.object({ npmCache: z.string() });

/** The files of a bundle, by path. */
export async function built(
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const temporary = await Deno.makeTempDir();
  try {
    for (const [from, to] of COPIES) {
      await replaceFile(
        `${temporary}/${to}`,
        await readText(`${folder}/${from}`),
      );
    }
    // The working directory is in comments that esbuild writes.
    await outputOf(
      Deno.execPath(),
      [
        ...["bundle", "--quiet", "--minify", "--platform", "deno"],
        ...["-o", "library.js", "exports.js"],
      ],
      {},
      temporary,
    );
    const code = await readText(`${temporary}/library.js`);
    return new Map([
      [`${folder}/library.js`, HEAD + code],
      [`${folder}/LICENSES.txt`, await licences(folder)],
    ]);
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

/** Old packages list their licences, or name an author alone. */
const packageSchema = z.object({
  license: z.string().optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
  author: z.string().optional(),
});

/** The files that the bundler reads, under the names that it knows. */
const COPIES = [
  ["deno.json", "deno.json"],
  ["deno.lock", "deno.lock"],
  ["exports.txt", "exports.js"],
] as const;

const HEAD = "// Built by `deno task repo:bundles`; do not edit.\n" +
  '// @ts-self-types="./library.d.ts"\n';

async function licences(folder: string): Promise<string> {
  const lock = lockSchema.parse(
    JSON.parse(await readText(`${folder}/deno.lock`)),
  );
  const { npmCache } = infoSchema.parse(
    JSON.parse(await outputOf(Deno.execPath(), ["info", "--json"])),
  );
  const parts: string[] = [];
  for (const id of Object.keys(lock.npm).toSorted()) {
    const [, name = "", version = ""] = /^(@?[^@]+)@([^_]+)/.exec(id) ?? [];
    if (name.startsWith("@types/")) continue; // nothing of them is in the bundle
    const text = await licenceIn(
      `${npmCache}/registry.npmjs.org/${name}/${version}`,
    );
    if (text === undefined) {
      throw new CouldNotRun(`Cannot find a licence: ${id}`);
    }
    parts.push(`${name} ${version}\n\n${text.trim()}\n`);
  }
  return parts.join(`\n${"-".repeat(72)}\n\n`);
}

async function licenceIn(folder: string): Promise<string | undefined> {
  for await (const { name } of Deno.readDir(folder)) {
    if (/^licen[cs]e/i.test(name)) return await readText(`${folder}/${name}`);
  }
  const said = packageSchema.parse(
    JSON.parse(await readOptional(`${folder}/package.json`) ?? "{}"),
  );
  const name = said.license ?? said.licenses?.[0]?.type ?? said.author;
  return name === undefined ? undefined : `Licence: ${name}`;
}
