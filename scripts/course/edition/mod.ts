/**
 * The student edition: what ships and what students make.
 * @module
 */

export { EDITION, type Edition, type Made, parseEdition } from "./edition.ts";
