// Runs with -P=test-system
/// <reference lib="dom" />
/**
 * A lab's page on a student's machine: what was measured last, and a button.
 */
import assert from "node:assert/strict";
import type { readLabState } from "../../checks/mod.ts";
import { noBrowser, openBrowser, watchedContext } from "./browser_fixture.ts";
import { buildSite } from "./build.ts";
import { openTree } from "./model/tree.ts";
import { labRuns } from "./serve/lab_runs.ts";
import { serveSite } from "./serve/serve_site.ts";

type LabState = Awaited<ReturnType<typeof readLabState>>;

/** A record of a check that ended some minutes ago. */
function recordOf(
  id: string,
  verdict: "pass" | "fail",
  minutes: number,
): LabState["records"][number] {
  return {
    id,
    task: 1,
    title: "t",
    verdict,
    measured: "measured words",
    bound: "wanted words",
    seconds: 1,
    attempts: 1,
    at: new Date(Date.now() - minutes * 60_000).toISOString(),
    checker: "x",
    uses: { files: [], programs: [] },
  };
}

Deno.test({
  name: "a served lab page shows what was measured, and measures" +
    (noBrowser === undefined ? "" : `: ${noBrowser}`),
  ignore: noBrowser !== undefined,
  // The browser's own connections outlive it.
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  const folder = await Deno.makeTempDir();
  // Made when they are asked for: building the site takes a while.
  let records =
    () => [recordOf("3.1", "pass", 2), recordOf("3.4", "fail", 180)];
  const measured: string[] = [];
  const runs = labRuns(
    (args) => {
      measured.push(args.join(" "));
      records = () => [recordOf("3.1", "pass", 2), recordOf("3.4", "pass", 0)];
      return Promise.resolve();
    },
    () => Promise.resolve({ records: records(), hints: {} }),
  );
  await buildSite({
    tree: await openTree("."),
    edition: "student",
    out: `${folder}/site`,
  });
  const browser = await openBrowser();
  try {
    await using site = await serveSite(`${folder}/site`, 0, runs);
    const { context, foreign, errors } = await watchedContext(
      browser,
      site.url,
    );
    const page = await context.newPage();
    await page.goto(`${site.url}/labs/lab3.html`);
    const live = (id: string) => page.locator(`[data-check="${id}"] .live`);
    await page.waitForFunction(() =>
      document.querySelector('[data-check="3.1"]')?.getAttribute("data-verdict")
    );
    assert.equal(
      await live("3.1").innerText(),
      "Step 3.1 passed two minutes ago.",
    );
    assert.equal(
      await live("3.4").innerText(),
      "Step 3.4 failed three hours ago. measured words; wanted words.",
    );
    assert.match(await live("3.7").innerText(), /has not been measured yet/);
    await page.getByRole("button", { name: "Run check 3.4" }).click();
    await page.getByText("Step 3.4 passed just now.").waitFor();
    assert.deepEqual(measured, ["check 3 --step 3.4"]);
    assert.deepEqual(foreign, []);
    assert.deepEqual(errors, []);
    await page.close();
  } finally {
    await browser.close();
    await Deno.remove(folder, { recursive: true });
  }
});
