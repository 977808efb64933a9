/**
 * A runbook as a machine reads it.
 * @module
 */

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

/** Reads one. */
export function runbookIn(path: string, text: string): Runbook {
  const fences = [
    ...text.matchAll(/^```(?:sh|bash|shell|console)\s*\n(.*?)^```/gms),
  ];
  const rows = text.split("\n").filter((line) => /^\s*\|.*\|\s*$/.test(line));
  const isRule = (row: string): boolean => /^[\s|:-]+$/.test(row);
  const heads = rows.filter((_, index) => isRule(rows[index + 1] ?? ""));
  const causes = rows.filter((row) => !isRule(row) && !heads.includes(row));
  return {
    path,
    text,
    blocks: fences.map(([, code = ""]) => code.replaceAll(/^\$ /gm, "").trim())
      .filter((code) => code !== ""),
    causes: causes.length,
    escalates: text.split(/\n\s*\n/).some((part) =>
      /\b(escalat\w*|call|wake|phone)\b/i.test(part) &&
      /\b(\d+|five|ten|fifteen|twenty)\s*min/i.test(part)
    ),
  };
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
