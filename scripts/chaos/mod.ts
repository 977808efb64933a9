/**
 * Chaos experiments as data: the file, its journal, its predictions, and the
 * run of one file.
 * @module
 */

export type { Experiment } from "./model/experiment.ts";
export { type Journal, journalSchema, type ProbeResult } from "./journal.ts";
export { ExperimentError } from "./parse_experiment.ts";
export { sha256 } from "./prediction.ts";
export { touchedBy } from "./rules.ts";
export { tolerates } from "./model/tolerance.ts";
export { type FileRun, runFile, type RunRequest } from "./run_file.ts";
export { readWithoutTarget, shippedFile } from "./shipped.ts";
export { runFiles } from "./undo_log.ts";
export type { Values } from "./model/variables.ts";
export { type Load, startLoad } from "./load.ts";
