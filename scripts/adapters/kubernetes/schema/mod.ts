/**
 * The API server's own models, without the client that talks to a server: that
 * client does not load on the oldest Deno which the checks have to run on.
 * @module
 */

export { schemaProblems } from "./manifest_schema.ts";
