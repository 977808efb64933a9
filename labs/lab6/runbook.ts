/**
 * A runbook as a machine reads it.
 * @module
 */

import {
  fencesIn,
  sectionsIn,
  tablesIn,
  withoutCode,
} from "../../scripts/lib/text/markdown/mod.ts";

/** The parts of a runbook. */
export interface Runbook {
  readonly path: string;
  readonly text: string;
  /** Its blocks of commands, in their order. */
  readonly blocks: readonly string[];
  /** Rows of its table of causes. */
  readonly causes: number;
  /** "After ten minutes call ..."; undefined: in words that are not known. */
  readonly escalates: boolean | undefined;
}

/** Languages of blocks that are run; a block without one is not. */
const SHELLS = /^(?:sh|bash|shell|console|zsh|shell-session|shellsession)$/i;

const CALLS =
  /escalat|\bcall|\bwake|\bphone|\bpage (?:the|a|him|her|them|somebody|someone|@)|\bring\b|\bnotify\b|\bcontact\b|\bhand (?:it )?over\b|eskal|anruf|ruf\p{L}* |wecken|weck\p{L}* |verständig|эскал|звон|позвон|разбуд|обрат|сообщ|appel|llam|升级|联系|致电/iu;

const MINUTES =
  /(?:\d+|\bfive|\bten|\bfifteen|\btwenty|\bthirty|zehn|fünf|zwanzig|dreißig)[\s*_`-]*(?:m\b|['′](?!\w)|min|мин|分)|\bT\s?\+\s?\d+|\bPT\d+M\b|(?:half an|an|one|1) hour|stunde|час/i;

/** Reads one. */
export function runbookIn(path: string, text: string): Runbook {
  const fences = fencesIn(text).filter(({ language }) => SHELLS.test(language));
  // A table of whom to call is not one of causes.
  const rows = tablesIn(text).map(({ rows }) =>
    rows.filter(({ cells }) =>
      cells.filter((cell) => cell.trim() !== "").length >= 2
    )
  ).filter((rows) => !rows.every(({ cells }) => MINUTES.test(cells.join(" "))))
    .map((rows) => rows.length);
  return {
    path,
    text,
    blocks: fences.map(({ code }) => code.replaceAll(/^\$ /gm, "").trim())
      .filter((code) => code !== ""),
    causes: Math.max(0, ...rows),
    escalates: escalates(text),
  };
}

/** Whether a part of it says after how many minutes to call whom. */
function escalates(text: string): boolean | undefined {
  const parts = partsOf(withoutCode(text));
  if (parts.some((part) => CALLS.test(part) && hasMinutes(part))) return true;
  // Minutes are there, and what is done after them may be in any language.
  const isOther = parts.some((part) =>
    hasMinutes(part) &&
    /[^\p{Script=Latin}\p{P}\p{N}\p{S}\p{Z}\p{C}]/u.test(part)
  );
  return isOther ? undefined : false;
}

function hasMinutes(text: string): boolean {
  return MINUTES.test(text);
}

/** Each heading with what stands below it; a text without headings is one. */
function partsOf(text: string): readonly string[] {
  const sections = sectionsIn(text);
  return sections.length === 0
    ? [text]
    : sections.map(({ text, body }) => `${text}\n${body}`);
}

/** The parts that it lacks before an engineer can use it, in words. */
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
    [
      escalates !== false,
      "after how many minutes whom to call, such as: after 15 minutes call the owner",
    ],
  ];
  return wanted.filter(([isThere]) => !isThere).map(([, words]) => words);
}
