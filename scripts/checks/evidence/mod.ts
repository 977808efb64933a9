/**
 * Evidence: the sealed bundle of a lab, and what can be verified about it.
 * @module
 */

export { type Bundle, type CheckBody, checksOf, seal } from "./bundle.ts";
export { chain, type Fact, handedInText, hashOf, hashOfText } from "./chain.ts";
export { claimProblems, type KnownLab } from "./claims.ts";
export { copies, type Owned } from "./copies.ts";
export { measuredPart, withMeasured } from "./render.ts";
export { bundleProblems, parsed } from "./verify.ts";
