/**
 * "With Docker" and "without": the marks that tell the machine which commands
 * belong to which way become panels, of which a reader sees one.
 * @module
 */

import { blocksIn } from "../../../lib/text/markdown/mod.ts";

/** The ways, as the texts mark them, and as readers know them. */
const PLATFORMS = {
  compose: "Docker",
  dev: "without Docker",
  cluster: "cluster",
} as const;

/** One of {@link PLATFORMS}. */
export type Platform = keyof typeof PLATFORMS;

/** Longest sentence that only leads to the commands below it. */
const MAX_LEAD = 90;
const LEAD = /^(?:with(?:out)?|on (?:a|the) cluster)\b[^.]*:$/i;

interface Panel {
  readonly platform: Platform;
  readonly first: number;
  readonly last: number;
}

/** The ways that a text tells apart. */
export function platformsIn(text: string): ReadonlySet<Platform> {
  return new Set(panelsIn(text).map(({ platform }) => platform));
}

/**
 * Puts the commands of each way into a panel, and panels that follow each other
 * into one group. A text with one way only stays as it is.
 */
export function withPanels(text: string): string {
  const panels = panelsIn(text);
  if (new Set(panels.map(({ platform }) => platform)).size < 2) return text;
  const lines = text.split("\n");
  const groups = grouped(panels, lines);
  // From the end, so that the numbers of the lines above stay true.
  for (const group of groups.toReversed()) {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) continue;
    const html = group.flatMap(({ platform, first, last }, i) => {
      const own = lines.slice(first - 1, last);
      const goesOn = group[i - 1]?.platform === platform;
      const isLast = group[i + 1]?.platform !== platform;
      return [
        ...goesOn ? [] : [
          `<section class="panel" data-platform="${platform}">`,
          `<p class="platform">${PLATFORMS[platform]}</p>`,
        ],
        "",
        ...own,
        "",
        ...isLast ? ["</section>"] : [],
      ];
    });
    lines.splice(
      first.first - 1,
      last.last - first.first + 1,
      ...["", '<div class="panels">', ...html, "</div>", ""],
    );
  }
  return lines.join("\n");
}

function panelsIn(text: string): readonly Panel[] {
  const panels: Panel[] = [];
  let waiting: { platform: Platform; line: number } | undefined;
  let lead: { line: number; lastLine: number } | undefined;
  for (const block of blocksIn(text)) {
    if (block.kind === "comment") {
      const platform = /^lab: (compose|dev|cluster)$/.exec(block.text)?.[1];
      if (
        platform === "compose" || platform === "dev" || platform === "cluster"
      ) {
        waiting = { platform, line: lead?.line ?? block.line };
      }
      continue;
    }
    if (block.kind === "fence" && waiting !== undefined) {
      panels.push({
        platform: waiting.platform,
        first: waiting.line,
        last: block.lastLine,
      });
    }
    waiting = undefined;
    lead = block.kind === "text" && block.text.length <= MAX_LEAD &&
        LEAD.test(block.text.trim())
      ? block
      : undefined;
  }
  return panels;
}

/** Panels between which nothing but marks and empty lines stand. */
function grouped(
  panels: readonly Panel[],
  lines: readonly string[],
): readonly (readonly Panel[])[] {
  const groups: Panel[][] = [];
  for (const panel of panels) {
    const group = groups.at(-1);
    const before = group?.at(-1)?.last;
    const between = before === undefined
      ? ["?"]
      : lines.slice(before, panel.first - 1);
    const isNext = between.every((line) => /^\s*(?:<!--.*-->)?\s*$/.test(line));
    if (group !== undefined && isNext) group.push(panel);
    else groups.push([panel]);
  }
  return groups;
}
