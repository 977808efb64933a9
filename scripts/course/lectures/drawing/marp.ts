/**
 * A program: turns the Markdown of Marp into HTML. Its packages have a lock of
 * their own (see scripts/lib/process/own_packages.ts), so the root's check knows
 * neither them nor their types; what is used of them is written down here.
 * @module
 */

import { text } from "node:stream/consumers";
import { stdin } from "node:process";
import type { MarpInput, MarpOutput } from "./mod.ts";

interface Marp {
  readonly themeSet: { default: unknown; add(css: string): unknown };
  render(markdown: string): Omit<MarpOutput, "mermaid">;
}

interface MarpPackage {
  readonly Marp: new (options: Readonly<Record<string, unknown>>) => Marp;
}

/** The names are variables: the root's check would look for them in its lock. */
const [MARP, MERMAID] = ["@marp-team/marp-core", "mermaid/dist/mermaid.min.js"];

if (import.meta.main) {
  const { markdown, theme }: MarpInput = JSON.parse(await text(stdin));
  const { Marp }: MarpPackage = await import(MARP);
  const { default: mermaid }: { readonly default: string } = await import(
    MERMAID,
    { with: { type: "text" } }
  );
  const marp = new Marp({
    html: true,
    script: false,
    emoji: { unicode: false, shortcode: false },
    markdown: { breaks: false },
  });
  marp.themeSet.default = marp.themeSet.add(theme);
  const { html, css, comments } = marp.render(markdown);
  await new Blob([JSON.stringify({ html, css, comments, mermaid })]).stream()
    .pipeTo(Deno.stdout.writable);
}
