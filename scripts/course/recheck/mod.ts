/**
 * Measuring submissions again.
 * @module
 */

export { recheck } from "./command.ts";
