/**
 * The response to an incident, with its times: the page, the diagnosis, the
 * hints, the end. It only remembers; whether the shop is well, others find out.
 * @module
 */

import type { Firing } from "./alerts.ts";
import { isRight, type Scenario } from "./scenario.ts";
import type { Handled } from "./score.ts";

/** A diagnosis: which part, and what is wrong with it. */
export interface Diagnosis {
  readonly service: string;
  readonly mechanism: string;
}

/** The steps so far. */
export interface Response {
  /** Whether the engineer was paged, or would have been without a silence. */
  readonly hasPaged: boolean;
  /** Takes note of the symptoms that are there now. */
  look(firing: readonly Firing[]): void;
  /** Whether a diagnosis is right. */
  answer(diagnosis: Diagnosis): boolean;
  /** The next hint; undefined: there is none left. */
  hint(): string | undefined;
  /** No more pages. It changes nothing else. */
  silence(): void;
  /**
   * The engineer said that it is over, and the shop said whether that is true.
   */
  claim(isOver: boolean): void;
  /** All that counts for the score, but what was broken on the way. */
  handled(): Omit<Handled, "collateral">;
}

/** Nothing was done yet. */
export function createResponse(
  { scenario, since, onPage }: {
    readonly scenario: Pick<
      Scenario,
      "service" | "mechanism" | "also" | "hints"
    >;
    /** Seconds from the moment it went wrong. */
    readonly since: () => number;
    /**
     * Called with the first symptoms, once, unless pages were silenced before.
     */
    readonly onPage: (firing: readonly Firing[]) => void;
  },
): Response {
  let isSilent = false;
  let pagedAt: number | undefined;
  let diagnosedAt: number | undefined;
  let mitigatedAt: number | undefined;
  let quietSince: number | undefined;
  let [wrongAnswers, hints, falseAlarms] = [0, 0, 0];
  return {
    get hasPaged() {
      return pagedAt !== undefined;
    },
    look(firing) {
      if (firing.length === 0) quietSince ??= since();
      else quietSince = undefined;
      if (firing.length === 0 || pagedAt !== undefined) return;
      pagedAt = since();
      if (!isSilent) onPage(firing);
    },
    answer(diagnosis) {
      const right = isRight(scenario, diagnosis);
      if (right) diagnosedAt ??= since();
      else wrongAnswers++;
      return right;
    },
    hint() {
      const text = scenario.hints[hints];
      if (text !== undefined) hints++;
      return text;
    },
    silence() {
      isSilent = true;
    },
    claim(isOver) {
      if (isOver) mitigatedAt ??= quietSince ?? since();
      else falseAlarms++;
    },
    handled: () => ({
      pagedAt,
      diagnosedAt,
      mitigatedAt,
      wrongAnswers,
      hints,
      falseAlarms,
    }),
  };
}
