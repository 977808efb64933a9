// Runs with -P=test-system
/// <reference lib="dom" />
/**
 * A student's way through the website, in a real browser.
 */
import assert from "node:assert/strict";
import {
  axeSource,
  noBrowser,
  openBrowser,
  serveBelow,
  watchedContext,
} from "./browser_fixture.ts";
import {
  barriers,
  focused,
  shown,
  tabTo,
  violations,
} from "./looks_fixture.ts";
import { buildSite } from "./build.ts";
import { openTree } from "./model/tree.ts";

/** One of each kind. */
const KINDS = [
  "index.html",
  "labs/index.html",
  "labs/lab3.html",
  "lectures/index.html",
  "lectures/lec6.html",
  "lectures/reading11.html",
  "quiz/index.html",
  "quiz/week6.html",
  "runbooks/index.html",
  "runbooks/pay-latency.html",
  "glossary.html",
  "reference/metrics.html",
  "files/README.html",
  "files/labs/lab7/prometheus.yaml.html",
];

Deno.test({
  name: "a student finds the way through the website" +
    (noBrowser === undefined ? "" : `: ${noBrowser}`),
  ignore: noBrowser !== undefined,
  // The browser's connections outlive it.
  sanitizeOps: false,
  sanitizeResources: false,
}, async (t) => {
  const folder = await Deno.makeTempDir();
  await buildSite({
    tree: await openTree("."),
    edition: "student",
    out: `${folder}/site`,
  });
  const { home, close } = serveBelow(`${folder}/site`);
  const browser = await openBrowser();
  const { context, foreign, errors } = await watchedContext(browser, home, {
    viewport: { width: 1280, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  try {
    const page = await context.newPage();

    await t.step("home leads to the labs", async () => {
      await page.goto(home);
      await page.getByRole("link", { name: /^Lab 3: / }).click();
      assert.match(await page.title(), /^Lab 3: Metrics/);
    });

    await t.step('the search finds "burn rate"', async () => {
      await page.goto(home);
      await page.keyboard.press("/");
      await page.locator("#query").fill("burn rate");
      const first = page.locator("#found a").first();
      await first.waitFor();
      assert.match(await first.innerText(), /burn rate/i);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(/(?:lec|lab|glossary|runbooks|files)/);
      assert.match(await page.locator("main").innerText(), /burn rate/i);
    });

    await t.step("hints open tier by tier", async () => {
      await page.goto(`${home}labs/lab3.html`);
      const hints = page.locator('[data-check="3.4"] .hint');
      assert.deepEqual(await shown(hints), [true, false, false]);
      await hints.nth(0).locator("summary").click();
      assert.deepEqual(await shown(hints), [true, true, false]);
      await hints.nth(1).locator("summary").click();
      assert.deepEqual(await shown(hints), [true, true, true]);
    });

    await t.step('"without Docker" holds on all pages', async () => {
      await page.getByRole("tab", { name: "without Docker" }).first().click();
      const commands = page.locator("main pre:visible");
      assert.match(
        (await commands.allInnerTexts()).join("\n"),
        /deno task dev stop payments/,
      );
      assert.doesNotMatch(
        (await commands.allInnerTexts()).join("\n"),
        /docker compose stop payments/,
      );
      await page.goto(`${home}labs/lab1.html`);
      const chosen = page.locator('[role=tab][aria-selected="true"]').first();
      assert.equal(await chosen.innerText(), "without Docker");
    });

    await t.step("a step stays folded", async () => {
      await page.goto(`${home}labs/lab3.html`);
      await page.locator('[data-step="3.1"] > summary').click();
      await page.waitForFunction(() =>
        localStorage.getItem("step 3.1") === "folded"
      );
      await page.reload();
      assert.equal(
        await page.locator('[data-step="3.1"]').getAttribute("open"),
        null,
      );
      await page.locator('[data-step="3.1"] > summary').click();
    });

    await t.step("a command is copied", async () => {
      const code = page.locator(".code", { hasText: "deno task lab start 3" });
      await code.getByRole("button", { name: "Copy" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, /^deno task lab start 3/);
    });

    await t.step(
      "lecture 6 is a page, slides and a presenter's window",
      async () => {
        await page.goto(`${home}lectures/lec6.html`);
        assert.match(await page.locator("main").innerText(), /Knight Capital/);
        assert.ok(await page.locator("main .diagram svg").count() >= 2);
        assert.ok(await page.locator("main .chart svg").count() >= 4);
        await page.getByRole("link", { name: "Show as slides" }).click();
        await page.waitForSelector("body[data-ready]", { timeout: 60_000 });
        await page.keyboard.press("ArrowRight");
        const [presenter] = await Promise.all([
          context.waitForEvent("page"),
          page.keyboard.press("p"),
        ]);
        await presenter.waitForSelector(".words p, .words");
        assert.match(
          await presenter.locator(".words").innerText(),
          /Tell this slowly/,
        );
        await presenter.close();
      },
    );

    await t.step("a quiz tells its result, and keeps it", async () => {
      await page.goto(`${home}quiz/week6.html`);
      const questions = await page.locator(".question").count();
      for (const label of await page.locator("label[data-correct]").all()) {
        await label.click();
      }
      await page.locator(".question label:not([data-correct])").first().click();
      await page.getByRole("button", { name: "Show my result" }).click();
      const wanted = `${questions - 1} of ${questions} right`;
      assert.equal(await page.locator(".result").innerText(), wanted);
      await page.reload();
      assert.equal(await page.locator(".result").innerText(), wanted);
      await page.goto(`${home}quiz/index.html`);
      assert.equal(
        await page.locator('.progress[data-week="6"]').innerText(),
        wanted,
      );
    });

    await t.step(
      "the keyboard alone reaches content, tabs and hints",
      async () => {
        await page.goto(`${home}labs/lab3.html`);
        await page.keyboard.press("Tab");
        assert.equal(await focused(page), "Skip to the content");
        await page.keyboard.press("Enter");
        await tabTo(page, "without Docker");
        await page.keyboard.press("ArrowLeft");
        assert.equal(await focused(page), "Docker");
        await tabTo(page, "Hint 1 of 3: where to look");
        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
        assert.match(await focused(page), /^Hint 2 of 3/);
      },
    );

    await t.step("dark is dark, and stays so", async () => {
      await page.goto(home);
      await page.locator("#theme").click();
      const colour = () =>
        page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(await colour(), "rgb(11, 18, 32)");
      await page.goto(`${home}labs/lab3.html`);
      assert.equal(await colour(), "rgb(11, 18, 32)");
      await page.locator("#theme").click();
    });

    await t.step(
      "a telephone shows every page without scrolling sideways",
      async () => {
        const phone = await context.newPage();
        await phone.setViewportSize({ width: 360, height: 740 });
        for (const kind of KINDS) {
          await phone.goto(home + kind);
          const [wide, width] = await phone.evaluate(() => [
            document.documentElement.scrollWidth,
            document.documentElement.clientWidth,
          ]);
          assert.equal(wide, width, kind);
        }
        await phone.close();
      },
    );

    const axe = await axeSource();
    for (const theme of ["light", "dark"]) {
      await t.step(`no barrier on any kind of page, ${theme}`, async () => {
        assert.deepEqual(
          await barriers(context, home, KINDS, { axe, theme }),
          [],
        );
      });
    }
    await t.step("a planted barrier is found", async () => {
      const bad = await context.newPage();
      await bad.goto(home);
      await bad.evaluate(() =>
        document.querySelector("main")?.append(document.createElement("button"))
      );
      assert.notDeepEqual(await violations(bad, axe), []);
      await bad.close();
    });

    await t.step(
      "nothing was asked of another host, nothing was refused",
      () => {
        assert.deepEqual(foreign, []);
        assert.deepEqual(errors, []);
      },
    );
  } finally {
    await browser.close();
    await close();
    await Deno.remove(folder, { recursive: true });
  }
});
