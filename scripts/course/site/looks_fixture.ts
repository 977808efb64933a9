/// <reference lib="dom" />
/**
 * A test's view of a page: barriers, visible elements, and the focus.
 * @module
 */

import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";

/** The findings of axe-core on any of these pages, in one theme. */
export async function barriers(
  context: BrowserContext,
  home: string,
  pages: readonly string[],
  { axe, theme }: { readonly axe: string; readonly theme: string },
): Promise<readonly string[]> {
  const page = await context.newPage();
  const found: string[] = [];
  for (const one of pages) {
    await page.goto(home + one);
    await page.evaluate(
      (name) => document.documentElement.dataset.theme = name,
      theme,
    );
    found.push(
      ...(await violations(page, axe)).map((words) => `${one}: ${words}`),
    );
  }
  await page.close();
  return found;
}

/** The findings of axe-core on a page. */
export async function violations(
  page: Page,
  axe: string,
): Promise<readonly string[]> {
  await page.evaluate(axe); // through the debugger: the page's policy forbids eval
  return await page.evaluate(async () => {
    // deno-lint-ignore no-explicit-any -- axe-core puts itself there
    const { violations } = await (globalThis as any).axe.run(document);
    return violations.map((
      { id, nodes }: { id: string; nodes: { html: string }[] },
    ) => `${id}: ${nodes.length} x ${nodes[0]?.html.slice(0, 160)}`);
  });
}

/** Which of these elements can be seen. */
export async function shown(
  all: ReturnType<Page["locator"]>,
): Promise<boolean[]> {
  return await Promise.all((await all.all()).map((one) => one.isVisible()));
}

/** The text of the focused element. */
export async function focused(page: Page): Promise<string> {
  return await page.evaluate(() =>
    document.activeElement?.textContent?.trim() ?? ""
  );
}

/** Presses Tab until the focus is on `wanted`. */
export async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press("Tab");
    if (await focused(page) === wanted) return;
  }
  assert.fail(
    `80 tabs do not reach ${wanted}; the last is ${await focused(page)}`,
  );
}
