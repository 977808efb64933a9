/**
 * Proofs that labs hold: what was proven, and of which files.
 * @module
 */

export { keptProofsTable } from "./proofs.ts";
