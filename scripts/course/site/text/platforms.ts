/**
 * "With Docker" and "without": the marks that tell the machine which commands
 * belong to which way become panels, of which a reader sees one.
 * @module
 */

import { type Panel, panelsIn, type Platform } from "./panels.ts";

/** The ways, as readers know them. */
const PLATFORMS: Readonly<Record<Platform, string>> = {
  compose: "Docker",
  dev: "without Docker",
  cluster: "cluster",
};

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
