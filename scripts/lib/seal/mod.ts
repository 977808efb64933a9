/**
 * Sealed JSON: canonical, hashed and signed.
 * @module
 */

export { seal, unseal } from "./sealed_json.ts";
export {
  isSigned,
  keyOf,
  type MachineKey,
  machineKey,
  newKey,
} from "./signing.ts";
