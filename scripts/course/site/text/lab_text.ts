/**
 * A lab's text as a page: steps that fold, panels for each way, and below each
 * step what its check looks at and its hints.
 * @module
 */

import type { Check, Lab } from "../../../checks/mod.ts";
import { blocksIn } from "../../../lib/text/markdown/mod.ts";
import { stepName } from "../../lab/step.ts";
import type { Edition } from "../model/page.ts";
import { inlineHtml } from "./inline.ts";
import { withInstructorParts, withoutMarks } from "./marks.ts";
import { withPanels } from "./platforms.ts";

const STEP = /^(\d+\.\d+|B\.\d+):?\s/;

/** The page's Markdown. */
export function labBody(markdown: string, lab: Lab, edition: Edition): string {
  const text = withSteps(withPanels(withInstructorParts(markdown)), lab);
  return [withoutMarks(text), checksHtml(lab, edition)].join("\n\n");
}

interface Step {
  readonly id: string;
  readonly line: number;
  /** Last line of its heading. */
  readonly head: number;
  readonly end: number;
}

function withSteps(text: string, lab: Lab): string {
  const lines = text.split("\n");
  for (const step of stepsIn(text, lines.length).toReversed()) {
    const check = lab.checks.find(({ id }) => id === step.id);
    const name = stepName(lab.lab, step.id);
    lines.splice(
      step.line - 1,
      step.end - step.line + 1,
      "",
      `<details class="step" open data-step="${name}">`,
      "<summary>",
      "",
      ...lines.slice(step.line - 1, step.head),
      "",
      "</summary>",
      "",
      ...lines.slice(step.head, step.end),
      "",
      ...check === undefined ? [] : [checkHtml(lab.lab, check), ""],
      "</details>",
      "",
    );
  }
  return lines.join("\n");
}

/** A step goes from its heading to the next one, or to hints of the whole task. */
function stepsIn(text: string, count: number): readonly Step[] {
  const headings = blocksIn(text).filter((block) => block.kind === "heading");
  const hints = [...text.matchAll(/^<details><summary>Hints? for /gm)]
    .map(({ index }) => text.slice(0, index).split("\n").length);
  return headings.flatMap((heading, i): Step[] => {
    const id = heading.depth === 3
      ? STEP.exec(heading.text + " ")?.[1]
      : undefined;
    if (id === undefined) return [];
    const next = (headings[i + 1]?.line ?? count + 1) - 1;
    const hint = hints.find((line) => line > heading.line && line <= next);
    const end = hint === undefined ? next : hint - 1;
    return [{ id, line: heading.line, head: heading.lastLine, end }];
  });
}

/** The subject of a check, its last finding, and how to get help. */
function checkHtml(lab: number, { id, title, hints }: Check): string {
  const name = stepName(lab, id);
  const tiers = hints.map((hint, i) =>
    `<details class="hint" data-tier="${i + 1}"><summary>Hint ${
      i + 1
    } of ${hints.length}: ${TIERS[i] ?? "more"}</summary><p>${
      inlineHtml(hint)
    }</p></details>`
  );
  return `<aside class="check" data-check="${id}" aria-label="Check ${name}">` +
    `<p><strong>Check ${name}</strong> ${inlineHtml(title)}</p>` +
    `<p class="live" role="status" hidden></p>` +
    `<div class="hints">${tiers.join("")}</div></aside>`;
}

const TIERS: readonly string[] = [
  "where to look",
  "what matters there",
  "nearly what to do",
];

/** All checks in one list. */
function checksHtml({ lab, checks }: Lab, edition: Edition): string {
  const rows = checks.map(({ id, title, measures, tool, catches }) =>
    "<tr>" + [
      stepName(lab, id),
      inlineHtml(measures ?? title),
      inlineHtml(tool ?? ""),
      ...edition === "student" ? [] : [inlineHtml((catches ?? []).join("; "))],
    ].map((cell) => `<td>${cell}</td>`).join("") + "</tr>"
  );
  const heads = [
    "Check",
    "What it looks at",
    "With",
    ...edition === "student" ? [] : ["Meant to catch"],
  ].map((head) => `<th scope="col">${head}</th>`).join("");
  return `## What each check looks at\n\n<div class="wide" role="group" tabindex="0" aria-label="What each check looks at"><table><thead><tr>${heads}</tr></thead><tbody>${
    rows.join("")
  }</tbody></table></div>`;
}
