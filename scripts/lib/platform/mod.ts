/**
 * The differences between operating systems. Other files ask here instead of
 * reading `Deno.build.os`.
 * @module
 */

export {
  browserPlaces,
  commandLineQuery,
  hasFileModes,
  listenerQuery,
  placeProblem,
  type Platform,
  platformOf,
  programFile,
  type StopSignal,
  stopSignals,
} from "./platform.ts";
export { firstFile, thisPlatform } from "./this_platform.ts";
