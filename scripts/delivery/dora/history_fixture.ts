/**
 * A history that was labelled by hand: forty days of five commits and two
 * deployments each, with squashed requests, reverts, bots, drills and pages. What
 * it must come to is written down as it is made, and not read from Git.
 * @module
 */

import type { Deployment, Incident } from "./delivery_log.ts";

/** One day's deployment with what a person would say of it. */
export interface Labelled {
  readonly deployment: Omit<Deployment, "revision">;
  /** Mark of the commit it was built from. */
  readonly mark: number;
  /** When work on each change began that first serves with it (ms). */
  readonly changesBegan: readonly number[];
  /** When it was over, if it was bad (ms). */
  readonly badUntil: number | undefined;
  readonly isRework: boolean;
}

/** The history. */
export interface History {
  /** For `git fast-import`. */
  readonly stream: string;
  readonly labelled: readonly Labelled[];
  readonly incidents: readonly Incident[];
  readonly commits: number;
}

const DAYS = 40;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const START = Date.parse("2026-10-01T08:00:00Z");

interface Commit {
  readonly at: number;
  readonly subject: string;
  readonly body?: string;
  readonly author?: string;
}

/** Makes it. `shaOf` is asked for commits that are reverted. */
export function madeHistory(shaOf: (mark: number) => string): History {
  const parts: string[] = [];
  const labelled: Labelled[] = [];
  const incidents: Incident[] = [];
  let mark = 0;
  let main = 0;
  /** Began and not yet served: what a version that was taken back had. */
  let waiting: number[] = [];

  function write(ref: string, from: number, commit: Commit): number {
    const own = ++mark;
    const { at, subject, body = "", author = "Ada <ada@example.org>" } = commit;
    const message = body === "" ? subject : `${subject}\n\n${body}`;
    const bytes = new TextEncoder().encode(message).length;
    const time = `${Math.floor(at / 1000)} +0000`;
    parts.push(
      `commit ${ref}`,
      `mark :${own}`,
      `author ${author} ${time}`,
      `committer GitHub <noreply@github.com> ${time}`,
      `data ${bytes}`,
      message,
      ...from === 0 ? [] : [`from :${from}`],
      "",
    );
    return own;
  }
  const onMain = (commit: Commit): number => {
    main = write("refs/heads/main", main, commit);
    return main;
  };
  /** Two commits on a branch, one on the main line. */
  function squashed(number: number, began: number, at: number): number {
    const ref = `refs/pull/${number}/head`;
    const first = write(ref, main, { at: began, subject: "wip" });
    write(ref, first, { at: began + HOUR, subject: "more" });
    return onMain({ at, subject: `feat: sell more (#${number})` });
  }
  const bump = (at: number): number =>
    onMain({
      at,
      subject: "ci: bump the image",
      author: "github-actions[bot] <bot@example.org>",
    });

  for (let day = 0; day < DAYS; day++) {
    const at = START + day * 24 * HOUR;
    const isDrill = day % 12 === 9;
    const isAborted = isDrill || day % 8 === 3;
    const isReverted = day % 8 === 5 && !isAborted;
    const isPaged = day % 10 === 7;
    const isFix = day % 16 === 11;

    // In the morning: a change, and a request that was begun the evening before.
    const one = onMain({
      at,
      subject: "feat: look nicer",
      ...isDrill ? { body: "Drill: true" } : {},
    });
    squashed(1000 + day, at - 12 * HOUR, at + HOUR);
    const morning = bump(at + HOUR + MINUTE);
    if (!isDrill) waiting.push(at);
    waiting.push(at - 12 * HOUR);
    const first = deployment(at + 2 * HOUR, isAborted, isDrill);
    if (day === 0) waiting = []; // the first version has no earlier one to count from
    labelled.push({
      deployment: first,
      mark: morning,
      changesBegan: isAborted ? [] : waiting,
      badUntil: isAborted
        ? first.endedAt
        : isReverted
        ? at + 8 * HOUR + 10 * MINUTE
        : undefined,
      isRework: false,
    });
    if (!isAborted) waiting = [];

    // In the afternoon: a change, a revert, or the end of an incident.
    onMain({
      at: at + 7 * HOUR,
      subject: isReverted ? 'Revert "feat: look nicer"' : "fix: a word",
      ...isReverted
        ? { body: `This reverts commit ${shaOf(one)}.` }
        : isFix
        ? { body: "Incident: the list was slow" }
        : {},
    });
    waiting.push(at + 7 * HOUR);
    const evening = bump(at + 7 * HOUR + MINUTE);
    const second = deployment(at + 8 * HOUR, false, false);
    labelled.push({
      deployment: second,
      mark: evening,
      changesBegan: waiting,
      badUntil: isPaged ? second.startedAt + 40 * MINUTE : undefined,
      isRework: isReverted || isFix,
    });
    waiting = [];
    if (isPaged) incidents.push(page(second.startedAt + 10 * MINUTE, false));
    if (day % 12 === 2) incidents.push(page(second.startedAt + MINUTE, true));
  }
  return {
    stream: `${parts.join("\n")}\ndone\n`,
    labelled,
    incidents,
    commits: 5 * DAYS,
  };
}

function deployment(
  startedAt: number,
  isAborted: boolean,
  drill: boolean,
): Omit<Deployment, "revision"> {
  return {
    kind: "deployment",
    service: "gateway",
    startedAt,
    endedAt: startedAt + (isAborted ? 4 : 10) * MINUTE,
    outcome: isAborted ? "aborted" : "healthy",
    drill,
  };
}

function page(startedAt: number, drill: boolean): Incident {
  return {
    kind: "incident",
    name: "PayBurnsFast",
    startedAt,
    endedAt: startedAt + 30 * MINUTE,
    drill,
  };
}
