/**
 * A runbook as a machine reads it.
 * @module
 */

import {
  fencesIn,
  sectionsIn,
  tablesIn,
} from "../../scripts/lib/text/markdown/mod.ts";

/** What a runbook has. */
export interface Runbook {
  readonly path: string;
  readonly text: string;
  /** Its blocks of commands, in their order. */
  readonly blocks: readonly string[];
  /** Rows of its table of causes. */
  readonly causes: number;
  /** "After ten minutes call ..." */
  readonly escalates: boolean;
}

/** Languages of blocks that are run; a block without one is not. */
const SHELLS = /^(?:sh|bash|shell|console|zsh|shell-session|shellsession)$/i;

const CALLS =
  /escalat|\bcall|\bwake|\bphone|\bpage\b|\bring\b|eskal|anruf|wecken|эскал|звон|позвон|разбуд|appel|升级|联系|致电/i;

const MINUTES =
  /(?:\d+|five|ten|fifteen|twenty|thirty|zehn|fünf)[\s-]*(?:m\b|min|мин|分)/i;

/** Reads one. */
export function runbookIn(path: string, text: string): Runbook {
  const fences = fencesIn(text).filter(({ language }) => SHELLS.test(language));
  const rows = tablesIn(text).map((table) =>
    table.rows.filter(({ cells }) =>
      cells.filter((cell) => cell.trim() !== "").length >= 2
    ).length
  );
  return {
    path,
    text,
    blocks: fences.map(({ code }) => code.replaceAll(/^\$ /gm, "").trim())
      .filter((code) => code !== ""),
    causes: Math.max(0, ...rows),
    escalates: partsOf(text).some((part) =>
      CALLS.test(part) && MINUTES.test(part)
    ),
  };
}

/** Each heading with what stands below it; a text without headings is one. */
function partsOf(text: string): readonly string[] {
  const sections = sectionsIn(text);
  return sections.length === 0
    ? [text]
    : sections.map(({ text, body }) => `${text}\n${body}`);
}

/** What it lacks before anybody can be sent to it, in words. */
export function lacksOf(
  { text, blocks, causes, escalates }: Runbook,
  alert: string | undefined,
): readonly string[] {
  const wanted: readonly (readonly [boolean, string])[] = [
    [
      alert === undefined || text.includes(alert),
      `the alert that it belongs to, ${alert}`,
    ],
    [
      blocks.length >= 3,
      `3 blocks of commands in sh fences, not ${blocks.length}`,
    ],
    [causes >= 4, `4 rows of causes in a table, not ${causes}`],
    [escalates, "after how many minutes whom to call"],
  ];
  return wanted.filter(([isThere]) => !isThere).map(([, words]) => words);
}
