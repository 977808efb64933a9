/**
 * The page's files: its own from beside this file, read anew each time, and
 * uPlot from the package, so that nothing comes from the network.
 * @module
 */

import uplotCss from "uplot/dist/uPlot.min.css" with { type: "text" };
import uplotJs from "uplot/dist/uPlot.esm.js" with { type: "text" };
import type { Setup } from "./snapshot.ts";
import { readText } from "../../lib/files/mod.ts";

/** A file for the browser. */
export interface Asset {
  readonly type: string;
  readonly text: string;
}

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

const VENDOR: Readonly<Record<string, Asset>> = {
  "uplot.js": { type: TYPES.js ?? "", text: uplotJs },
  "uplot.css": { type: TYPES.css ?? "", text: uplotCss },
};

/** The page, with what it must know from the start. */
export async function pageOf(setup: Setup, nonce: string): Promise<string> {
  const html = await read("index.html");
  // `<` could end the element; in JSON it can be written otherwise.
  const json = JSON.stringify(setup).replaceAll("<", "\\u003c");
  return html.replace("{{nonce}}", nonce).replace('"{{setup}}"', () => json);
}

/** A file by its name; undefined when it does not exist. */
export async function assetOf(name: string): Promise<Asset | undefined> {
  const vendor = VENDOR[name];
  if (vendor !== undefined) return vendor;
  const [, ending] = /^[a-z_]+\.(js|css)$/.exec(name) ?? [];
  const type = TYPES[ending ?? ""];
  if (type === undefined) return undefined;
  try {
    return { type, text: await read(name) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function read(name: string): Promise<string> {
  return await readText(
    new URL(`./page/${name}`, import.meta.url),
  );
}
