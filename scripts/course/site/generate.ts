/**
 * Runs the generator, Eleventy, in a process of its own: its packages are not
 * those of the shop, so `deno task dev` never loads them.
 * @module
 */

import { dirname } from "node:path";
import { outputOf } from "../../lib/process/mod.ts";
import { replaceFile } from "../../lib/files/mod.ts";
import type { Site } from "./model/page.ts";

const GENERATOR = new URL("./generator/", import.meta.url);
const ELEVENTY = "npm:@11ty/eleventy@3.1.8";

/** Runs Deno with the packages of the generator. */
export async function withGenerator(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
): Promise<string> {
  const [command = "", ...rest] = args;
  return await outputOf(
    Deno.execPath(),
    [
      command,
      "--quiet",
      `--config=${pathOf("deno.json")}`,
      ...rest,
    ],
    { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", ...env },
    cwd,
  );
}

/** Writes the pages as HTML into `out`, an absolute path. */
export async function generate(site: Site, out: string): Promise<void> {
  const work = `${dirname(out)}/.generator-${crypto.randomUUID()}`;
  await Deno.mkdir(`${work}/empty`, { recursive: true });
  try {
    await replaceFile(`${work}/pages.json`, JSON.stringify(site));
    await withGenerator(
      [
        "run",
        "--allow-read",
        "--allow-env",
        "--allow-sys",
        `--allow-write=${out},${work}`,
        ELEVENTY,
        `--config=${pathOf("eleventy.config.js")}`,
        "--input=empty",
        `--output=${out}`,
        "--quiet",
      ],
      { SITE_PAGES: `${work}/pages.json` },
      work,
    );
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

/**
 * The library that searches in the browser, as a script that also runs where a
 * page is a file: modules do not.
 */
export async function searchLibrary(): Promise<string> {
  const module = await withGenerator([
    "eval",
    "const { default: text } = await import('npm:minisearch@7.2.0', " +
    "{ with: { type: 'text' } }); console.log(text)",
  ]);
  const EXPORT = /export \{ MiniSearch as default \};?/;
  if (!EXPORT.test(module)) {
    throw new Error("MiniSearch no longer exports its class as expected");
  }
  const script = module.replace(EXPORT, "globalThis.MiniSearch = MiniSearch;")
    .replace(/\n\/\/# sourceMappingURL=.*$/, "");
  return `(() => {\n${script}\n})();\n`;
}

function pathOf(name: string): string {
  return decodeURIComponent(new URL(name, GENERATOR).pathname);
}
