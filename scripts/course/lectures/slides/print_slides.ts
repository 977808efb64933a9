/// <reference lib="dom" />
/**
 * Prints slides as PDF, with or without the speaker's notes.
 * @module
 */

import { chromium, type Page } from "playwright-core";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { replaceFile } from "../../../lib/files/mod.ts";
import { SIZE } from "./slides.ts";

/** One slide fills a page, or it stands on an A4 page above its notes. */
export type Paper = "slides" | "notes";

/** Longest wait for all diagrams (ms). */
const DRAW_MS = 60_000;

/**
 * Writes `page` to `file` as PDF.
 * @param executablePath the browser that prints
 */
export async function printSlides(
  page: string,
  file: string,
  executablePath: string,
  paper: Paper,
): Promise<void> {
  const browser = await chromium.launch({
    executablePath,
    args: ["--headless", "--no-sandbox"],
  }).catch((error: Error) => {
    throw new CouldNotRun(
      `Cannot print slides: ${executablePath} does not start: ${
        error.message.split("\n")[0]
      }. Say where Chromium is with --chromium, or print the page of --html by hand`,
    );
  });
  try {
    const tab = await browser.newPage({ viewport: SIZE });
    await tab.setContent(page);
    await tab.waitForSelector("body[data-ready]", { timeout: DRAW_MS });
    const bytes = await (paper === "slides"
      ? tab.pdf({
        width: `${SIZE.width}px`,
        height: `${SIZE.height}px`,
        printBackground: true,
      })
      : withNotes(tab));
    await replaceFile(file, bytes);
  } finally {
    await browser.close();
  }
}

async function withNotes(tab: Page) {
  await tab.evaluate(() => document.body.classList.add("paper"));
  await tab.addStyleTag({ content: "@page { size: A4; margin: 15mm; }" });
  return await tab.pdf({ format: "A4", printBackground: true });
}
