/**
 * Sealed JSON: canonical, hashed and signed.
 * @module
 */

export { seal, unseal } from "./sealed_json.ts";
export { isSigned, type MachineKey, machineKey } from "./signing.ts";
