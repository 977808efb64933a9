// Runs with -P=test-system
/// <reference lib="dom" />
/**
 * Every slide in a real browser: nothing runs over, and all can be read.
 */
import assert from "node:assert/strict";
import { type Browser, chromium, type Page } from "playwright-core";
import { PATHS, SLIDES } from "../structure.ts";
import { chartsOf } from "./read_charts.ts";
import { renderSlides, SIZE } from "./slides.ts";

const CHROMIUM = "/usr/bin/chromium";
const isMissing = await Deno.stat(CHROMIUM).then(() => false, () => true);

/** Longest wait for all diagrams of a lecture (ms). */
const DRAW_MS = 60_000;

Deno.test({
  name: "every slide fits its screen and can be read" +
    (isMissing ? `: skipped, there is no Chromium at ${CHROMIUM}` : ""),
  ignore: isMissing,
  // The browser's own connections outlive its steps.
  sanitizeOps: false,
  sanitizeResources: false,
}, async (t) => {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu"],
  });
  try {
    for (const [i, path] of PATHS.slice(0, SLIDES.length).entries()) {
      await t.step(path, async () => {
        const page = await open(browser, await Deno.readTextFile(path));
        for (const theme of ["light", "dark"]) {
          const seen = await look(page, theme);
          // The title and the resources are slides too.
          assert.equal(seen.count, (SLIDES[i] ?? 0) + 2);
          assert.deepEqual(seen.overflowing, [], theme);
          assert.deepEqual(seen.undrawn, [], theme);
          assert.deepEqual(seen.faint, [], theme);
          assert.deepEqual(seen.tiny, [], theme);
        }
        await page.close();
      });
    }
    await t.step("a slide that is too full is found", async () => {
      const list = Array.from({ length: 30 }, (_, i) => `- point ${i}`).join(
        "\n",
      );
      const page = await open(
        browser,
        `# T\n\n---\n\n## 📍 Slide 1 – 💥 Full\n\n${list}\n`,
      );
      const { overflowing } = await look(page);
      await page.close();
      assert.equal(overflowing.length, 1);
    });
    await t.step("a title that is too long is found", async () => {
      const page = await open(
        browser,
        `# T\n\n---\n\n## 📍 Slide 1 – 💥 ${"Long title ".repeat(30)}\n`,
      );
      const { overflowing } = await look(page);
      await page.close();
      assert.equal(overflowing.length, 1);
    });
    await t.step("a diagram that shrinks its text is found", async () => {
      const chain = Array.from({ length: 30 }, (_, i) => `n${i}`).join(" --> ");
      const page = await open(
        browser,
        `# T\n\n---\n\n## 📍 Slide 1 – 💥 Wide\n\n\`\`\`mermaid\nflowchart LR\n${chain}\n\`\`\`\n`,
      );
      const { tiny } = await look(page);
      await page.close();
      assert.equal(tiny.length, 1);
    });
  } finally {
    await browser.close();
  }
});

async function open(browser: Browser, markdown: string): Promise<Page> {
  const page = await browser.newPage({ viewport: SIZE });
  const { html } = await renderSlides(markdown, chartsOf("lectures"));
  await page.setContent(html);
  await page.waitForSelector("body[data-ready]", { timeout: DRAW_MS });
  return page;
}

/** The problems of a page's slides, by their headings. */
async function look(page: Page, theme = "light") {
  return await page.evaluate((theme) => {
    document.documentElement.dataset.theme = theme;
    for (const slide of document.querySelectorAll(".marpit > svg")) {
      slide.classList.add("now");
    }
    const sections = [...document.querySelectorAll<HTMLElement>("section")];
    const nameOf = (section: Element) =>
      section.querySelector("h1, h2")?.textContent?.trim() ?? "?";
    const overflowing = sections.flatMap((section) => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = section;
      const wide = [...section.querySelectorAll<HTMLElement>("pre, table, h2")]
        .some((one) =>
          one.scrollWidth > one.clientWidth + 1 ||
          one.matches("h2") && one.scrollHeight > one.clientHeight + 1
        );
      return scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1 ||
          wide
        ? [
          `${nameOf(section)}: ${scrollWidth} x ${scrollHeight}${
            wide ? ", a block is too wide" : ""
          }`,
        ]
        : [];
    });
    const undrawn = sections.flatMap((section) =>
      [...section.querySelectorAll("pre.mermaid")].some((one) =>
          one.querySelector("svg") === null ||
          /Syntax error/.test(one.textContent ?? "")
        )
        ? [nameOf(section)]
        : []
    );
    const faint = sections.flatMap((section) =>
      [...section.querySelectorAll<HTMLElement>(
        "p, li, td, th, h2, code, blockquote",
      )]
        .flatMap((one) => {
          const ratio = contrast(one);
          return ratio < 4.5
            ? [`${nameOf(section)}: ${ratio.toFixed(1)} in ${one.tagName}`]
            : [];
        })
    );
    // Text of drawings, in pixels of a slide that is 1280 wide.
    const tiny = sections.flatMap((section) => {
      const zoom = section.getBoundingClientRect().width / 1280;
      return [...section.querySelectorAll<SVGSVGElement>(
        "pre.mermaid svg, figure svg",
      )].flatMap((svg) => {
        const { width, height } = svg.getBoundingClientRect();
        const view = svg.viewBox.baseVal;
        const scale = Math.min(width / view.width, height / view.height) / zoom;
        const sizes = [...svg.querySelectorAll("text, tspan, p, span")]
          .filter(({ textContent }) => textContent?.trim() !== "")
          .map((one) => parseFloat(getComputedStyle(one).fontSize) * scale);
        const smallest = Math.min(...sizes);
        return smallest < 23.95
          ? [`${nameOf(section)}: ${smallest.toFixed(1)} px in a drawing`]
          : [];
      });
    });
    return { count: sections.length, overflowing, undrawn, faint, tiny };

    function contrast(element: HTMLElement): number {
      const [a, b] = [
        light(getComputedStyle(element).color),
        light(background(element)),
      ];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }
    function background(element: HTMLElement | null): string {
      const shape = element?.closest(".node")?.querySelector(
        "rect, polygon, path, circle",
      );
      if (shape) return getComputedStyle(shape).fill;
      for (let one = element; one !== null; one = one.parentElement) {
        const { backgroundColor } = getComputedStyle(one);
        if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
      }
      return "rgb(255, 255, 255)";
    }
    /** Relative luminance, as WCAG has it. */
    function light(colour: string): number {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3)
        .map((part) => Number(part) / 255)
        .map((x) => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }
  }, theme);
}
