/**
 * The libraries that draw slides and charts, in programs of their own: they are
 * 146 of the packages of this repository, and only the lectures use them.
 * @module
 */

import { z } from "zod";
import { runWithOwnPackages } from "../../../lib/process/mod.ts";

/** The input of Marp. */
export interface MarpInput {
  readonly markdown: string;
  /** CSS. */
  readonly theme: string;
}

const marpOutput = z.object({
  html: z.string(),
  css: z.string(),
  /** Of each slide. */
  comments: z.array(z.array(z.string())).readonly(),
  /** The text of the program that draws diagrams in the page. */
  mermaid: z.string(),
});

/** The output of Marp. */
export type MarpOutput = z.infer<typeof marpOutput>;

/** Renders slides. @throws {CouldNotRun} when the packages cannot be fetched */
export async function renderMarp(input: MarpInput): Promise<MarpOutput> {
  return marpOutput.parse(await ask("./marp.ts", input));
}

/** The input of ECharts. */
export interface DrawingInput {
  readonly size: { readonly width: number; readonly height: number };
  /** Its option, in its own words. */
  readonly option: object;
}

/** Draws charts, by name. @throws {CouldNotRun} when the packages cannot be fetched */
export async function drawSvg(
  charts: Readonly<Record<string, DrawingInput>>,
): Promise<Readonly<Record<string, string>>> {
  return z.record(z.string(), z.string()).parse(
    await ask("./echarts.ts", charts),
  );
}

async function ask(program: string, input: unknown): Promise<unknown> {
  return JSON.parse(
    await runWithOwnPackages({
      program: new URL(program, import.meta.url),
      input: JSON.stringify(input),
    }),
  );
}
