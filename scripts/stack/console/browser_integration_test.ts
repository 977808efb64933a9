// Runs with -P=test-system
/// <reference lib="dom" />
/**
 * The console in a real browser, as a student uses it.
 */
import assert from "node:assert/strict";
import { type Browser, chromium, type Page } from "playwright-core";
import { startFixture } from "./console_fixture.ts";
import type { Snapshot } from "./snapshot.ts";

const CHROMIUM = "/usr/bin/chromium";
const ARGS = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update"],
  "--disable-sync",
];

/** Longest wait for something to show (ms). */
const TIMEOUT_MS = 30_000;

/** The memory that an hour of samples may add to the page. */
const MAX_GROWTH_MB = 50;

const isMissing = await Deno.stat(CHROMIUM).then(() => false, () => true);

Deno.test({
  name: "the console in a browser" +
    (isMissing ? `: skipped, there is no Chromium at ${CHROMIUM}` : ""),
  ignore: isMissing,
  // The browser's own connections outlive its steps.
  sanitizeOps: false,
  sanitizeResources: false,
}, async (t) => {
  await using shop = await startFixture();
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ARGS,
  });
  try {
    const page = await openPage(browser, shop.page.url);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));

    const firstPaint = await paintedAfter(page);
    await t.step(`first paint after ${firstPaint} ms`, () => {
      assert.ok(firstPaint < 5000, "even a busy machine paints by then");
    });

    await t.step("everything is healthy", async () => {
      await page.getByText("All parts are healthy").waitFor();
      assert.equal(await page.getByRole("article").count(), 5);
    });

    await t.step(
      "the keyboard reaches the first button, and it shows",
      async () => {
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
        const focused = await page.evaluate(() => {
          const { activeElement: element } = document;
          return element instanceof HTMLButtonElement &&
            getComputedStyle(element).outlineStyle;
        });
        assert.equal(focused, "solid");
      },
    );

    await t.step(
      "a ticket is bought and followed through the logs",
      async () => {
        await page.getByRole("button", { name: "Buy a ticket" }).click();
        await page.getByText(/^Bought for/).waitFor();
        await page.getByRole("button", { name: "Follow it" }).click();
        const log = page.getByRole("log");
        for (const service of ["gateway", "events", "payments"]) {
          await log.getByText(service, { exact: true }).first().waitFor();
        }
        // The stream tells the same lines again, the page shows them once.
        await secondsLater(page, 2);
        const lines = await log.locator("li").allInnerTexts();
        assert.ok(lines.length >= 6, lines.join("\n"));
        assert.equal(new Set(lines).size, lines.length);
        await page.getByRole("button", { name: "Show all" }).click();
      },
    );

    await t.step(
      "payments fail by a click, and the page shows it",
      async () => {
        await page.getByLabel("Customers a second").fill("40");
        await page.getByRole("button", { name: "Start load" }).click();
        await errorRate(page, "payments", (share) => share === 0);
        const fault = page.getByRole("button", { name: "Every charge fails" });
        await fault.click();
        await page.getByText("1 fault in force").waitFor();
        const share = await errorRate(page, "payments", (now) => now > 50);
        assert.ok(share > 50);
        await errorRate(page, "gateway", (now) => now > 2);
        assert.equal(await fault.getAttribute("aria-pressed"), "true");
        assert.match(await fault.innerText(), /(s|min), end it/);
        await page.getByText(/× the budget/).waitFor();
      },
    );

    await t.step("it ends by a click too", async () => {
      await page.getByRole("button", { name: /^Every charge fails/ }).click();
      await page.getByText("All parts are healthy", { exact: true }).waitFor();
      await errorRate(page, "payments", (share) => share === 0);
      await page.getByRole("button", { name: "Stop load" }).click();
    });

    await t.step("a page opened late has the past in its charts", async () => {
      const late = await openPage(browser, shop.page.url);
      await late.getByText("All parts are healthy").waitFor();
      const rows = await late.evaluate(() =>
        fetch("/api/history").then((answer) => answer.arrayBuffer())
          .then(({ byteLength }) => byteLength)
      );
      assert.ok(rows > 1000);
      await late.close();
    });

    await page.getByRole("button", { name: "1 h", exact: true }).click();
    const { before, after } = await playAnHour(page);
    const grown = (after - before).toFixed(1);
    await t.step(
      `an hour of samples adds ${grown} MB to ${before.toFixed(1)} MB`,
      () => assert.ok(after - before < MAX_GROWTH_MB),
    );

    await t.step("nothing is wider than a phone", async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      const width = await page.evaluate(() =>
        document.documentElement.scrollWidth
      );
      assert.equal(width, 390);
    });

    await t.step("the page had no error", () => assert.deepEqual(errors, []));
  } finally {
    await browser.close();
  }
});

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
  });
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.goto(url);
  return page;
}

async function paintedAfter(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() =>
    performance.getEntriesByName("first-contentful-paint")[0]?.startTime
  );
  return Math.round(Number(await handle.jsonValue()));
}

/** Waits until the share of errors (%) that a service's card shows is liked. */
async function errorRate(
  page: Page,
  service: string,
  is: (share: number) => boolean,
): Promise<number> {
  const value = page.getByRole("article", { name: service })
    .locator(".numbers span:nth-child(2) b");
  const end = performance.now() + TIMEOUT_MS;
  while (performance.now() < end) {
    const share = parseFloat(await value.innerText());
    if (is(share)) return share;
    await page.waitForTimeout(100);
  }
  return assert.fail(`${service} shows ${await value.innerText()} errors`);
}

/** Waits until the page has received so many seconds more. */
async function secondsLater(page: Page, seconds: number): Promise<void> {
  await page.evaluate(async (seconds) => {
    const main: { last(): Snapshot } = await import(
      // A variable, since this file has no such module, and the page has.
      ["/page", "main.js"].join("/")
    );
    const now = (): number => main.last().row[0] ?? 0;
    const end = now() + seconds;
    while (now() < end) await new Promise(requestAnimationFrame);
  }, seconds);
}

/** Plays an hour of busy seconds into the page; what it holds (MB). */
async function playAnHour(
  page: Page,
): Promise<{ readonly before: number; readonly after: number }> {
  const devtools = await page.context().newCDPSession(page);
  async function held(): Promise<number> {
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize, ...rest } = await devtools.send("Runtime.getHeapUsage");
    const { backingStorageSize = 0, embedderHeapUsedSize = 0 }: {
      backingStorageSize?: number;
      embedderHeapUsedSize?: number;
    } = rest;
    return (usedSize + backingStorageSize + embedderHeapUsedSize) / 1e6;
  }
  const before = await held();
  await page.evaluate(async () => {
    const main: { receive(snapshot: Snapshot): void; last(): Snapshot } =
      // A variable, since this file has no such module, and the page has.
      await import(["/page", "main.js"].join("/"));
    const sample = main.last();
    const begin = sample.row[0] ?? 0;
    for (let second = 1; second <= 3600; second++) {
      const lines = Array.from({ length: 20 }, (_, i) => ({
        n: 1e6 + second * 20 + i,
        time: Date.now(),
        component: "gateway",
        level: "info" as const,
        text: `POST /events/${i}/reserve 200 in ${second} ms`,
        requestId: crypto.randomUUID(),
      }));
      main.receive({
        ...sample,
        row: [
          begin + second,
          ...sample.row.slice(1).map(() => Math.random() * 100),
        ],
        logs: { lines, leftOut: 0 },
      });
      if (second % 60 === 0) await new Promise(requestAnimationFrame);
    }
  });
  return { before, after: await held() };
}
