/**
 * Changes as Git has them. Squashing hides when work began, a bot that bumps
 * images makes commits without an author, and a revert says that an earlier
 * change was wrong: each is known by what Git itself keeps.
 * @module
 */

import { openGit } from "../../lib/process/mod.ts";

/** A change on the main line. */
export interface Change {
  readonly sha: string;
  /** When work on it began: its first commit, also of what was squashed. */
  readonly began: number;
  /** Made by a program: it carries changes, but is not a change itself. */
  readonly isBot: boolean;
  /** Made to be broken: trailer `Drill: true`. */
  readonly isDrill: boolean;
  /** Commits that it takes back. */
  readonly reverts: readonly string[];
  /** It ends an incident: trailer `Incident: ...`, or it is a revert. */
  readonly isFix: boolean;
}

const FIELDS = ["%H", "%at", "%an", "%ae", "%s", "%b"].join("%x1f");
/** Between two commits. */
const END = "\x1e";

const BOT = /\[bot\]|^github-actions$|^argocd-image-updater$/i;
/** As the course's pipeline calls its own commits. */
const BOT_SUBJECT = /^ci(\(.*\))?: /;
const REVERTED = /This reverts commit ([0-9a-f]{7,40})/g;
/** "Sell seats (#12)": squashed from a request of that number. */
const REQUEST = /\(#(\d+)\)$/;

/** Git in a folder. */
export interface Git {
  /** Commits of `range`, oldest first, merges left out. */
  changes(range: string): Promise<readonly Change[]>;
  /** The whole name of a commit; undefined when there is none. */
  resolve(revision: string): Promise<string | undefined>;
}

/** That of the checkout in `folder`. */
export function gitOf(folder: string): Git {
  const git = openGit(folder);

  async function resolve(revision: string): Promise<string | undefined> {
    const { code, stdout } = await git.run(
      ...["rev-parse", "--verify", "--quiet", `${revision}^{commit}`],
    );
    return code === 0 ? stdout : undefined;
  }

  /** The oldest commit of a request whose head is kept under refs/pull. */
  async function beganInRequest(
    request: string,
    sha: string,
  ): Promise<number | undefined> {
    const head = await resolve(`refs/pull/${request}/head`);
    if (head === undefined) return undefined;
    const times = await git.output(
      "log",
      "--format=%at",
      head,
      "--not",
      `${sha}^`,
    );
    const all = times.split("\n").filter((one) => one !== "").map(Number);
    return all.length === 0 ? undefined : 1000 * Math.min(...all);
  }

  async function changeOf(record: string): Promise<Change> {
    const [sha = "", at = "", name = "", mail = "", subject = "", body = ""] =
      record.split("\x1f");
    const reverts = [...body.matchAll(REVERTED)].map(([, one = ""]) => one);
    const own = 1000 * Number(at);
    const request = REQUEST.exec(subject)?.[1];
    const began = request === undefined
      ? own
      : await beganInRequest(request, sha) ?? own;
    return {
      sha,
      began,
      isBot: BOT.test(name) || BOT.test(mail) || BOT_SUBJECT.test(subject),
      isDrill: /^Drill: true$/mi.test(body),
      reverts,
      isFix: reverts.length > 0 || /^Incident: \S/mi.test(body),
    };
  }

  return {
    resolve,
    async changes(range) {
      const text = await git.output(
        ...["log", "--reverse", "--no-merges", `--format=${FIELDS}${END}`],
        ...range.split(" "),
      );
      const records = text.split(END).map((one) => one.replace(/^\n/, ""))
        .filter((one) => one !== "");
      const changes: Change[] = [];
      for (const record of records) changes.push(await changeOf(record));
      return changes;
    },
  };
}
