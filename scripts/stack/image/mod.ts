/**
 * Images of the services: what is in one, and whether it fits the course.
 * @module
 */

export { openImage } from "./content.ts";
export { grantedTo, importedBy } from "./imported.ts";
export { problemsOf } from "./verdict.ts";
