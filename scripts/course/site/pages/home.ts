/**
 * The first page.
 * @module
 */

import { escapeHtml } from "../../../lib/text/mod.ts";
import type { Page } from "../model/page.ts";

/** The description of the course, and the way through it. */
export function homePage(pages: readonly Page[], isTaught: boolean): Page {
  const labs = pages.filter(({ lab }) => lab !== undefined);
  const titles = new Map(pages.map(({ url, title }) => [url, title]));
  const has = (url: string) => titles.has(url);
  const rows = labs.map(({ lab = 0, url, title }) => {
    const lecture = [`lectures/lec${lab}.html`, `lectures/reading${lab}.html`]
      .find(has);
    const quiz = `quiz/week${lab}.html`;
    return `<tr><td>${lab}</td><td><a href="${url}">${
      escapeHtml(title)
    }</a></td><td>${
      lecture === undefined
        ? ""
        : `<a href="${lecture}">${escapeHtml(titles.get(lecture) ?? "")}</a>`
    }</td><td>${
      has(quiz)
        ? `<a href="${quiz}">Quiz<span class="hidden"> of week ${lab}</span></a>`
        : ""
    }</td></tr>`;
  });
  return {
    url: "index.html",
    title: "QuickTicket: learn Site Reliability Engineering",
    section: "home",
    source: "README.md",
    body: `# QuickTicket

<p class="lead">Learn Site Reliability Engineering by keeping a ticket shop alive. You do not build the shop. You keep it up, and you measure that you did.</p>

<p class="actions"><a class="button" href="labs/lab1.html">Begin with Lab 1</a> <a class="button quiet" href="files/README.html">What this course is</a>${
      isTaught
        ? ' <a class="button quiet" href="files/labs/TEACHING.html">Teaching this course</a>'
        : ""
    }</p>

## Start the shop

\`\`\`sh
npx -y deno@2.9.6 task dev     # the whole shop, no Docker needed
\`\`\`

## The way through

<div class="wide" role="group" tabindex="0" aria-label="The way through"><table><thead><tr><th scope="col">Week</th><th scope="col">Lab</th><th scope="col">Lecture or reading</th><th scope="col">Self-study</th></tr></thead><tbody>${
      rows.join("")
    }</tbody></table></div>
`,
  };
}
