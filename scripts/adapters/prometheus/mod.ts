/**
 * Prometheus: its HTTP API, its text format, promtool, and what selectors match.
 * The reader of PromQL stands in `promql/`, because its grammar takes long to
 * load.
 * @module
 */

export { askSeries } from "./ask_series.ts";
export { checkConfig } from "./check_config.ts";
export { type MetricSample, parseExposition } from "./exposition.ts";
export { type Bucket, quantile } from "./histogram_quantile.ts";
export { findPromtool, type Promtool, type PromtoolHost } from "./promtool.ts";
export {
  clusterPrometheus,
  findPrometheus,
  type Prometheus,
  prometheusAt,
  type QueryOptions,
  type Sample,
} from "./query.ts";
export { type Reading, readNumber } from "./reading.ts";
export {
  type Labels,
  labelsFor,
  type Matcher,
  type Selector,
  selectorText,
  selects,
  seriesName,
} from "./selectors.ts";
export type { Question, SeriesAnswer, World } from "./synthetic_series.ts";
