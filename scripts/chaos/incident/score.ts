/**
 * How well an incident was handled, out of 100.
 * @module
 */

/** The response to score. Times are seconds from the moment it went wrong. */
export interface Handled {
  /** The first page; undefined: there was none. */
  readonly pagedAt: number | undefined;
  /** The first right diagnosis. */
  readonly diagnosedAt: number | undefined;
  /** The first of the good moments in a row. */
  readonly mitigatedAt: number | undefined;
  readonly wrongAnswers: number;
  readonly hints: number;
  /** How often the engineer said that it was over when it was not. */
  readonly falseAlarms: number;
  /** Parts that had nothing to do with it and were restarted or ended. */
  readonly collateral: readonly string[];
}

/** Points of each kind. */
export interface Score {
  /** Of 30: all for a diagnosis within a minute of the page, none after 15. */
  readonly detect: number;
  /** Of 40: all for an end within two minutes of the page, none after 20. */
  readonly mitigate: number;
  /** Of 30: less for what was guessed, asked for, or broken on the way. */
  readonly care: number;
  readonly total: number;
}

/** Scores it. */
export function scoreOf(handled: Handled): Score {
  const { pagedAt = 0, diagnosedAt, mitigatedAt } = handled;
  const detect = 30 * share(diagnosedAt, pagedAt, 60, 900);
  const mitigate = 40 * share(mitigatedAt, pagedAt, 120, 1200);
  const lost = 5 * handled.wrongAnswers + 5 * handled.hints +
    5 * handled.falseAlarms + 10 * handled.collateral.length;
  const care = mitigatedAt === undefined ? 0 : Math.max(0, 30 - lost);
  const rounded = [detect, mitigate, care].map(Math.round);
  const [d = 0, m = 0, c = 0] = rounded;
  return { detect: d, mitigate: m, care: c, total: d + m + c };
}

/** 1 until `full` seconds after the page, 0 from `none` on, straight between. */
function share(
  at: number | undefined,
  pagedAt: number,
  full: number,
  none: number,
): number {
  if (at === undefined) return 0;
  const after = Math.max(0, at - pagedAt);
  return Math.max(0, Math.min(1, (none - after) / (none - full)));
}
