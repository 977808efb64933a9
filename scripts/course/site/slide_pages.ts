/**
 * The lectures as slides: the viewer's own pages, with the part that is the same
 * in all of them in a file of its own, and a policy that lets no other script run.
 * @module
 */

import { createHash } from "node:crypto";
import { PATHS, SLIDES } from "../lectures/structure.ts";
import { renderSlides } from "../lectures/slides/slides.ts";
import { slidesUrl } from "./pages/lectures.ts";
import type { Tree } from "./model/tree.ts";

/** Longer scripts become files that all slides share (characters). */
const SHARED_FROM = 100_000;

/** Files of the slides, by their paths below the website's root. */
export async function slidePages(
  tree: Tree,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const path of PATHS.slice(0, SLIDES.length)) {
    const { html } = await renderSlides(
      await tree.read(path),
      (chart) =>
        tree.has(`lectures/${chart}`)
          ? tree.readSync(`lectures/${chart}`)
          : undefined,
    );
    files.set(slidesUrl(path), withPolicy(html, files));
  }
  return files;
}

function withPolicy(html: string, files: Map<string, string>): string {
  const hashes: string[] = [];
  const body = html.replace(
    /<script>([^]*?)<\/script>/g,
    (whole, script: string) => {
      if (script.length >= SHARED_FROM) {
        const name = `shared-${digest(script, "hex").slice(0, 12)}.js`;
        files.set(`slides/${name}`, script);
        return `<script src="${name}"></script>`;
      }
      hashes.push(`'sha256-${digest(script, "base64")}'`);
      return whole;
    },
  );
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(" ")}`,
    // Mermaid writes styles into its drawings.
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return body.replace(
    "<title>",
    () =>
      `<meta http-equiv="Content-Security-Policy" content="${policy}">\n<link rel="icon" href="data:,">\n<title>`,
  );
}

function digest(text: string, encoding: "hex" | "base64"): string {
  return createHash("sha256").update(text).digest(encoding);
}
