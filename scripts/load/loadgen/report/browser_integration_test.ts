// Runs with -P=test-system
/// <reference lib="dom" />
/**
 * The page of a run in a real browser that has no network: every chart is drawn,
 * and without scripts every figure is still there.
 */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { type BrowserContextOptions, chromium } from "playwright-core";
import { OPEN, played } from "../run_fixture.ts";
import { htmlReport } from "./html_report.ts";

const CHROMIUM = "/usr/bin/chromium";
const isMissing = await Deno.stat(CHROMIUM).then(() => false, () => true);

Deno.test({
  name: "a run's page draws its charts by itself" +
    (isMissing ? `: skipped, there is no Chromium at ${CHROMIUM}` : ""),
  ignore: isMissing,
  // The browser's own connections outlive its steps.
  sanitizeOps: false,
  sanitizeResources: false,
}, async (t) => {
  const { summary } = await played(OPEN);
  const file = await Deno.makeTempFile({ suffix: ".html" });
  await Deno.writeTextFile(file, htmlReport(summary));
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu"],
  });
  const opened = async (options: BrowserContextOptions) => {
    const context = await browser.newContext({ offline: true, ...options });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", ({ message }) => problems.push(message));
    page.on("console", (message) => problems.push(message.text()));
    page.on("requestfailed", (request) => problems.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, problems };
  };
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      await t.step(`four charts in ${colorScheme} colours`, async () => {
        const { page, problems } = await opened({ colorScheme });
        const inked = await page.locator(".chart canvas").evaluateAll((all) =>
          all.map((canvas) => {
            if (!(canvas instanceof HTMLCanvasElement)) return 0;
            const { data } = canvas.getContext("2d")
              ?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
            return data.filter((_, at) => at % 4 === 3 && data[at] !== 0)
              .length;
          })
        );
        assert.equal(inked.length, 4);
        for (const pixels of inked) assert.ok(pixels > 1000, inked.join());
        assert.deepEqual(problems, []);
      });
    }
    await t.step("the value under the pointer is said", async () => {
      const { page } = await opened({});
      await page.locator(".chart").first().hover();
      const legend = await page.locator(".u-legend").first().innerText();
      assert.match(legend, /visits\s*\d+ \/s/);
    });
    await t.step("without scripts the tables have the figures", async () => {
      const { page } = await opened({ javaScriptEnabled: false });
      const summaries = page.locator("details > summary");
      assert.equal(await summaries.count(), 4);
      await summaries.first().click();
      const table = await page.locator("details table").first().innerText();
      assert.match(table, /visits \/s/);
      assert.ok(table.split("\n").length > summary.intervals.length);
    });
  } finally {
    await browser.close();
    await Deno.remove(file);
  }
});
