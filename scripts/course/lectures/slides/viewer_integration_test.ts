// Runs with -P=test-system
/// <reference lib="dom" />
/**
 * The viewer as a presenter uses it: addresses, keys, touch, the second window, paper.
 */
import assert from "node:assert/strict";
import { type Browser, chromium, type Page } from "playwright-core";
import { printSlides } from "./print_slides.ts";
import { renderSlides, SIZE } from "./slides.ts";

const CHROMIUM = "/usr/bin/chromium";
const isMissing = await Deno.stat(CHROMIUM).then(() => false, () => true);

const slide = (n: number) =>
  `\n---\n\n## 📍 Slide ${n} – 💥 Title ${n}\n\n- text\n\n<!-- note: words for ${n} -->\n`;
const DECK = `# T\n${
  Array.from({ length: 14 }, (_, i) => slide(i + 1)).join("")
}`;

Deno.test({
  name:
    "a presenter finds the way with address, keys, fingers and two windows" +
    (isMissing ? `: skipped, there is no Chromium at ${CHROMIUM}` : ""),
  ignore: isMissing,
  // The browser's own connections outlive its steps.
  sanitizeOps: false,
  sanitizeResources: false,
}, async (t) => {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/deck.html`;
  await Deno.writeTextFile(file, (await renderSlides(DECK)).html);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu"],
  });
  try {
    await t.step("#13 opens slide 13", async () => {
      const page = await open(browser, `file://${file}#13`);
      assert.equal(await title(page), "Title 13");
      await page.close();
    });
    await t.step("keys turn, jump and stay inside the deck", async () => {
      const page = await open(browser, `file://${file}`);
      for (
        const [keys, wanted] of [
          [["ArrowRight"], "Title 1"],
          [["Space"], "Title 2"],
          [["ArrowLeft"], "Title 1"],
          [["1", "2", "Enter"], "Title 12"],
          [["End"], "Title 14"],
          [["ArrowRight"], "Title 14"],
        ] as const
      ) {
        for (const key of keys) await page.keyboard.press(key);
        assert.equal(await title(page), wanted, keys.join(" "));
      }
      await page.keyboard.press("Home");
      assert.match(page.url(), /#0$/);
      await page.keyboard.press("d");
      assert.equal(await theme(page), "dark");
      await page.keyboard.press("n");
      assert.equal(await page.isVisible("#notes"), true);
      await page.close();
    });
    await t.step(
      "a swipe turns, and a click on the left turns back",
      async () => {
        const page = await open(browser, `file://${file}#5`);
        await swipe(page, 900, 300);
        assert.equal(await title(page), "Title 6");
        await swipe(page, 300, 900);
        assert.equal(await title(page), "Title 5");
        await page.mouse.click(100, 600);
        assert.equal(await title(page), "Title 4");
        await page.close();
      },
    );
    await t.step("words fit their boxes in a window of any size", async () => {
      const drawn = `${folder}/drawn.html`;
      const words = "A person<br/>accepts it";
      const { html } = await renderSlides(
        `# T\n\n---\n\n## 📍 Slide 1 – 💥 D\n\n\`\`\`mermaid\nflowchart LR\n  a["${words}"] --> b["the system"]\n\`\`\`\n`,
      );
      await Deno.writeTextFile(drawn, html);
      for (const width of [700, 1200, 1280, 1900]) {
        const page = await browser.newPage({
          viewport: { width, height: 800 },
        });
        await page.goto(`file://${drawn}#1`);
        await page.waitForSelector("body[data-ready]");
        const cut = await page.evaluate(() => {
          const zoom = (document.querySelector("svg.now section")
            ?.getBoundingClientRect().width ?? 0) / 1280;
          return [...document.querySelectorAll("svg.now foreignObject")]
            .filter((box) => {
              const text = box.querySelector("p, span");
              const inner = text?.getBoundingClientRect().width ?? 0;
              const outer = box.getBoundingClientRect().width;
              return inner > outer + 1.5 * zoom;
            }).map((box) => box.textContent?.trim());
        });
        assert.deepEqual(cut, [], `${width} px`);
        await page.close();
      }
    });
    await t.step("the presenter window follows and leads", async () => {
      const page = await open(browser, `file://${file}#3`);
      const [presenter] = await Promise.all([
        page.waitForEvent("popup"),
        page.keyboard.press("p"),
      ]);
      const seen = () =>
        presenter.evaluate(() => ({
          now: document.querySelector(".now-slide h2")?.textContent,
          next: document.querySelector(".next-slide h2")?.textContent,
          words: document.querySelector(".words")?.textContent,
          place: document.querySelector(".place")?.textContent,
        }));
      assert.deepEqual(await seen(), {
        now: "Title 3",
        next: "Title 4",
        words: "words for 3",
        place: "Slide 3 of 14",
      });
      assert.ok(await presenter.locator(".words p").isVisible());
      await page.keyboard.press("ArrowRight");
      assert.equal((await seen()).words, "words for 4");
      await presenter.keyboard.press("ArrowRight");
      assert.equal(await title(page), "Title 5");
      await presenter.waitForFunction(() =>
        document.querySelector(".elapsed")?.textContent === "0:01"
      );
      await presenter.click(".reset");
      assert.equal(await presenter.textContent(".elapsed"), "0:00");
      await page.close();
    });
    for (const [paper, pages] of [["slides", 15], ["notes", 15]] as const) {
      await t.step(`${paper} on paper have no empty page`, async () => {
        const pdf = `${folder}/${paper}.pdf`;
        const { html } = await renderSlides(DECK);
        await printSlides(html, pdf, CHROMIUM, paper);
        const text = await Deno.readTextFile(pdf);
        assert.equal([...text.matchAll(/\/Type \/Page\b/g)].length, pages);
      });
    }
  } finally {
    await browser.close();
    await Deno.remove(folder, { recursive: true });
  }
});

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(url);
  await page.waitForSelector("body[data-ready]");
  return page;
}

async function title(page: Page): Promise<string | undefined> {
  return await page.evaluate(() =>
    document.querySelector("svg.now h2")?.textContent?.trim()
  );
}

async function theme(page: Page): Promise<string | undefined> {
  return await page.evaluate(() => document.documentElement.dataset.theme);
}

async function swipe(page: Page, from: number, to: number): Promise<void> {
  await page.evaluate(([from = 0, to = 0]) => {
    const touch = (x: number) =>
      new Touch({ identifier: 1, target: document.body, clientX: x });
    dispatchEvent(
      new TouchEvent("touchstart", { changedTouches: [touch(from)] }),
    );
    dispatchEvent(new TouchEvent("touchend", { changedTouches: [touch(to)] }));
  }, [from, to]);
}
