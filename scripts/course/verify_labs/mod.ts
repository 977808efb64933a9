/**
 * Proofs that labs hold: what was proven, and of which files.
 * @module
 */

export { checksTable } from "./checks_table.ts";
export { messagesCatalogue } from "./messages/catalogue.ts";
export { keptProofsTable } from "./proofs.ts";
export { keptTallyTable } from "./tally_lab.ts";
