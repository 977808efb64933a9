/**
 * The files that break a house rule today. The lists only ever get shorter.
 * @module
 */

/** Imports against the floor plan: the importing file and the imported one. */
export const REFUSED_IMPORTS: readonly (readonly [string, string])[] = [];

/** Files above the limit of lines. */
export const LONG_FILES: readonly string[] = [];

/**
 * Files that write in place, with the reason: what they write is no result, or
 * it grows by whole lines. Everything else uses `replaceFile` of lib/files.
 */
export const DIRECT_WRITES: Readonly<Record<string, string>> = {
  "scripts/lib/files/replace_file.ts": "it is the one that writes",
  "scripts/lib/process/copy_tree.ts": "its callers rename the copy",
  "scripts/stack/local/pump.ts": "a log grows",
  "scripts/delivery/dora/record.ts": "a log grows by a line in one write",
  "scripts/chaos/undo_log.ts": "a ledger grows, and half a line is left out",
  "scripts/recovery/backup/folder_store.ts": "it streams into a part",
  "scripts/recovery/pitr/recover.ts": "a server's own folder, not started yet",
  "scripts/course/edition/export.ts": "inside a draft of the folder",
  "scripts/course/edition/solve.ts": "inside a draft of the folder",
  "scripts/course/verify_labs/cases/overlay.ts": "a tree for one trial",
  "scripts/course/verify_labs/workplace.ts": "a tree for one trial",
  "scripts/course/verify_labs/walkthrough/tree.ts": "a tree for one trial",
  "scripts/course/forgeries/submissions.ts": "a tree for one trial",
  "scripts/course/recheck/take_deliverables.ts": "a tree for one recheck",
  "scripts/checks/github_actions/fake_github.ts": "a folder for one check",
  "scripts/checks/github_actions/programs.ts": "a folder for one check",
  "scripts/checks/github_actions/run_job.ts": "a folder for one check",
  "scripts/checks/github_actions/run_step.ts": "a folder for one check",
  "labs/lab2/sent_files.ts": "a folder for one check",
  "scripts/adapters/prometheus/ask_series.ts": "a folder for one question",
  "scripts/adapters/prometheus/check_config.ts": "a folder for one question",
  "scripts/observe/alerts/commands/watch.ts": "a folder for one Prometheus",
  "scripts/observe/alerts/replay.ts": "a folder for one replay",
  "scripts/observe/slo/prometheus.ts": "a folder for one Prometheus",
  "scripts/observe/slo/simulate.ts": "a folder for one simulation",
  "scripts/e2e/compose/probe/main.ts": "it tries what must be refused",
  "scripts/e2e/drill/bad_dumps.ts": "it damages files on purpose",
  "scripts/e2e/crlf/clones.ts": "a clone for one proof",
  "scripts/e2e/inputs/place.ts": "a tree for one proof",
  "scripts/e2e/migrate/cli.ts": "a folder for one proof",
  "scripts/e2e/migrate/expand.ts": "a folder for one proof",
};

/** Files that still read a format by a library of their own choice. */
export const UNREAD: readonly string[] = [];

/** Doors whose names wait for the checks of labs that are still being written. */
export const AWAITED: readonly string[] = [];
