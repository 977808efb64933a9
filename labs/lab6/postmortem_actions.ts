/**
 * Action items of a postmortem: rows of a table, or entries of a list.
 * @module
 */

import { blocksIn, tablesIn } from "../../scripts/lib/text/markdown/mod.ts";
import { isBlank, plainText } from "../../scripts/checks/report_fields/mod.ts";

/** One action, and what a reader misses in it. */
export interface Action {
  readonly text: string;
  readonly lacks: readonly string[];
}

/** The kind of an action. */
const KINDS =
  /prevent|detect|notic|alert|mitigat|recover|respon|repair|reduc|vermeid|verhinder|vorbeug|prävent|erkenn|entdeck|wiederherst|beheb|milder|предотвр|профилак|обнаруж|восстан|смягч|预防|检测|恢复|缓解/i;

const MONTHS =
  "jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек";

/** A day: `2026-12-04`, `04.12.2026`, `4/12/2026`, `4 December 2026`, `Dec 4`. */
const DATE = new RegExp(
  String
    .raw`\b(?<year>20\d\d)[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})(?!\d)` +
    String.raw`|\b\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d\b` +
    String.raw`|\b\d{1,2}(?:st|nd|rd|th|\.)? (?:${MONTHS})\p{L}*` +
    String.raw`|\b(?:${MONTHS})\p{L}* \d{1,2}` +
    String.raw`|20\d\d年\d{1,2}月\d{1,2}日`,
  "iu",
);

/** A person or a role, where a list names it. */
const OWNER =
  /@\w|\bowner\b|\bteam\b|\bassign|verantwortlich|zuständig|ответствен|владелец|负责|\((?:[^)]*\p{L}[^)]*)\)|\[[^\]]+\]|[,;:–—-] ?\p{L}/iu;

const OWNER_COLUMN =
  /owner|\bwho\b|assign|responsible|verantw|zuständ|\bwer\b|ответств|исполн|владелец|\bкто\b|responsable|负责/iu;

/** All that a section proposes. @param after no date may be before it (ms) */
export function actionsIn(section: string, after: number): readonly Action[] {
  const inTables = tablesIn(section).flatMap(({ columns, rows }) => {
    const owner = columns.findIndex((head) => OWNER_COLUMN.test(head));
    return rows.map(({ cells }): Action => {
      const plain = cells.map((cell) => plainText(cell).trim());
      const filled = plain.filter((cell) => !isBlank(cell));
      const text = filled.join(" ");
      const hasOwner = owner < 0
        ? filled.length >= 4
        : !isBlank(plain[owner] ?? "");
      return { text, lacks: lacking(text, hasOwner, after) };
    });
  });
  return inTables.length > 0 ? inTables : entriesIn(section).map((text) => ({
    text,
    lacks: lacking(text, OWNER.test(text), after),
  }));
}

/** An action of the structured part. */
export function actionOf(
  { action, owner, date, kind }: Readonly<Record<string, string>>,
  after: number,
): Action {
  const text = [action, owner, date, kind].join(" ");
  return {
    text: action ?? "",
    lacks: [
      ...isBlank(action ?? "") ? ["action"] : [],
      ...lacking(`${date} ${kind}`, !isBlank(owner ?? ""), after),
    ].filter(() => text.trim() !== ""),
  };
}

function lacking(
  text: string,
  hasOwner: boolean,
  after: number,
): readonly string[] {
  const date = DATE.exec(text);
  return [
    ...hasOwner ? [] : ["owner"],
    ...date === null
      ? ["date, such as 2026-12-04"]
      : isPossible(date.groups ?? {}, after)
      ? []
      : [`possible date: ${date[0]}`],
    ...KINDS.test(text) ? [] : ["kind: prevent, detect or recover"],
  ];
}

/** A day that there is, and that is not over before the incident. */
function isPossible(
  { year, month, day }: Readonly<Record<string, string | undefined>>,
  after: number,
): boolean {
  if (year === undefined) return true; // which number is the month, is open
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isDay = new Date(ms).getUTCDate() === Number(day) &&
    Number(month) <= 12;
  return isDay && ms + 86_400_000 > after;
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
