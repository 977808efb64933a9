/**
 * Action items of a postmortem: rows of a table, or entries of a list.
 * @module
 */

import { blocksIn, tablesIn } from "../../scripts/lib/text/markdown/mod.ts";
import { plainText } from "../../scripts/checks/report_fields/mod.ts";

/** One action, and what a reader misses in it. */
export interface Action {
  readonly text: string;
  readonly lacks: readonly string[];
}

/** What an action does. */
const KINDS =
  /prevent|detect|notic|alert|mitigat|recover|respon|repair|reduc|vermeid|verhinder|vorbeug|prävent|erkenn|entdeck|wiederherst|beheb|milder|предотвр|профилак|обнаруж|восстан|смягч|预防|检测|恢复|缓解/i;

const MONTHS =
  "jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек";

/** A day: `2026-12-04`, `04.12.2026`, `4/12/2026`, `4 December 2026`, `Dec 4`. */
const DATE = new RegExp(
  String.raw`\b20\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b` +
    String.raw`|\b\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d\b` +
    String.raw`|\b\d{1,2}(?:st|nd|rd|th|\.)? (?:${MONTHS})\p{L}*` +
    String.raw`|\b(?:${MONTHS})\p{L}* \d{1,2}` +
    String.raw`|20\d\d年\d{1,2}月\d{1,2}日`,
  "iu",
);

/** A person or a role, where a list names it. */
const OWNER =
  /@\w|\bowner\b|\bteam\b|\bassign|verantwortlich|zuständig|ответствен|владелец|负责|\((?:[^)]*\p{L}[^)]*)\)|\[[^\]]+\]|[,;:–—-] ?\p{L}/iu;

/** All that a section proposes. */
export function actionsIn(section: string): readonly Action[] {
  const rows = tablesIn(section).flatMap(({ rows }) =>
    rows.map(({ cells }) => cells)
  ).map((cells) => cells.map((cell) => plainText(cell).trim()));
  const inTables = rows.map((cells): Action => {
    const filled = cells.filter((cell) => cell !== "");
    const text = filled.join(" ");
    return {
      text,
      lacks: lacking(text, filled.length >= 4, filled.length === cells.length),
    };
  });
  return inTables.length > 0 ? inTables : entriesIn(section).map((text) => ({
    text,
    lacks: lacking(text, OWNER.test(text), true),
  }));
}

function lacking(
  text: string,
  hasOwner: boolean,
  isFilled: boolean,
): readonly string[] {
  return [
    ...hasOwner ? [] : ["owner, or another of the four"],
    ...DATE.test(text) ? [] : ["date, such as 2026-12-04"],
    ...KINDS.test(text) ? [] : ["kind: prevent, detect or recover"],
    ...isFilled ? [] : ["text in one of its cells"],
  ];
}

/** Entries of lists, each with the lines that belong to it. */
function entriesIn(section: string): readonly string[] {
  if (blocksIn(section).length === 0) return [];
  const entries: string[] = [];
  for (const line of section.split("\n")) {
    if (/^(?:[-*+]|\d+[.)])\s/.test(line)) entries.push(line);
    else if (entries.length > 0 && line.trim() !== "") {
      entries[entries.length - 1] += ` ${line.trim()}`;
    }
  }
  return entries.map((entry) =>
    plainText(entry.replace(/^\S+\s+(?:\[[ xX]\]\s+)?/, ""))
  );
}
