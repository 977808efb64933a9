/**
 * The measurements of a load: latencies, the summary, thresholds.
 * @module
 */

export { parseExpectation } from "./expect.ts";
export { decodeLatency, emptyLatency } from "./latency.ts";
export { countOf, FAILURES, RESULTS } from "./result.ts";
export { figuresOf, rounded } from "./summarize.ts";
export { type Measured, Summary } from "./summary.ts";
export { judge } from "./thresholds.ts";
