/**
 * A built website in a real browser, for tests: served below a sub-path, with
 * every request that leaves for another host written down.
 * @module
 */

import assert from "node:assert/strict";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { withGenerator } from "./generate.ts";

const CHROMIUM = "/usr/bin/chromium";

/** Why tests with a browser are skipped; undefined: they are not. */
export const noBrowser: string | undefined = await Deno.stat(CHROMIUM).then(
  () => undefined,
  () => `skipped, there is no Chromium at ${CHROMIUM}`,
);

/** Starts the browser. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu"],
  });
}

/** A context whose pages tell what they ask other hosts, and what they refuse. */
export async function watchedContext(
  browser: Browser,
  home: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{
  readonly context: BrowserContext;
  readonly foreign: string[];
  readonly errors: string[];
}> {
  const context = await browser.newContext(options);
  const foreign: string[] = [];
  const errors: string[] = [];
  context.on("request", (request) => {
    const url = request.url();
    const isOwn = url.startsWith(home) || /^(?:data|blob|about):/.test(url);
    if (!isOwn) foreign.push(url);
  });
  context.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  context.on("weberror", (error) => errors.push(String(error.error())));
  return { context, foreign, errors };
}

/** Serves a folder below `/deep/path/`, as GitHub Pages does below its project. */
export function serveBelow(
  folder: string,
): { readonly home: string; close(): Promise<void> } {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async ({ url }) => {
      const path = decodeURIComponent(new URL(url).pathname);
      if (!path.startsWith("/deep/path/")) {
        return new Response("outside", { status: 404 });
      }
      const file = path.slice("/deep/path/".length);
      const name = file === "" || file.endsWith("/")
        ? `${file}index.html`
        : file;
      try {
        const bytes = await Deno.readFile(`${folder}/${name}`);
        return new Response(bytes, {
          headers: { "content-type": typeOf(name) },
        });
      } catch {
        return new Response("none", { status: 404 });
      }
    },
  );
  return {
    home: `http://127.0.0.1:${server.addr.port}/deep/path/`,
    close: () => server.shutdown(),
  };
}

function typeOf(name: string): string {
  const types: Readonly<Record<string, string>> = {
    html: "text/html; charset=utf-8",
    js: "text/javascript",
    css: "text/css",
    svg: "image/svg+xml",
    png: "image/png",
  };
  return types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
}

/** The text of axe-core, which looks for barriers. */
export async function axeSource(): Promise<string> {
  const text = await withGenerator([
    "eval",
    "const { default: axe } = await import('npm:axe-core@4.14.1'); console.log(axe.source)",
  ]);
  assert.match(text, /axe/);
  return text;
}
