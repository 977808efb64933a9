// Eleventy's configuration: pages come from a file of JSON, and are templates
// without a file of their own. No template language runs over the course's texts.
import { readFileSync } from "node:fs";
import { layout } from "./layout.js";
import { setUpMarkdown } from "./markdown.js";
import { drawDiagrams } from "./diagrams.js";

export default async function (config) {
  const site = JSON.parse(readFileSync(process.env.SITE_PAGES, "utf8"));
  const draw = await drawDiagrams();
  const known = new Set(site.pages.map(({ url }) => url));
  config.amendLibrary("md", (md) => setUpMarkdown(md, { site, known, draw }));
  for (const page of site.pages) {
    config.addTemplate(`${page.url.replace(/\.html$/, "")}.md`, page.body, {
      permalink: page.url,
      page_: page,
      templateEngineOverride: "md",
    });
  }
  config.addTransform("layout", function (content) {
    const page = site.pages.find(({ url }) =>
      this.page.outputPath?.endsWith(`/${url}`) &&
      this.page.url === `/${url.replace(/(^|\/)index\.html$/, "$1")}`
    );
    return page === undefined ? content : layout(page, content, site);
  });
}
