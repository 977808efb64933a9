/**
 * Backups, for tools that restore and check them.
 * @module
 */

export { hasCanary } from "./canary.ts";
export {
  dumpProblem,
  type GoodBackup,
  isGood,
  listBackups,
} from "./catalog.ts";
export { chooseBackup, type Wanted } from "./choose_backup.ts";
export { differences, type Fingerprint, fingerprintOf } from "./fingerprint.ts";
export {
  creationOf,
  localeDifferences,
  type Properties,
  propertyStatements,
  readProperties,
} from "./properties.ts";
export { applyStatements } from "./rights.ts";
export { type Manifest, manifestSchema } from "./manifest.ts";
export { openStore } from "./open_store.ts";
export type { Bytes, Store } from "./store.ts";
export { takeBackup } from "./take.ts";
export { toolDigest } from "./tool_digest.ts";
export { ageText, identityFlag, openDump, storeFlag } from "./where.ts";
export type { Backup } from "./catalog.ts";
export { folderStore } from "./folder_store.ts";
