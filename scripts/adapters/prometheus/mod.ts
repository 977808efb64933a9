/**
 * Prometheus: its HTTP API, its text format, promtool, and PromQL selectors.
 * @module
 */

export { type MetricSample, parseExposition } from "./exposition.ts";
export { type Bucket, quantile } from "./histogram_quantile.ts";
export {
  clusterPrometheus,
  findPrometheus,
  type Prometheus,
} from "./lab_prometheus.ts";
export { askSeries } from "./lab_promtool.ts";
export { prometheusAt, type SingleValueSource } from "./prometheus_api.ts";
export { findPromtool, type Promtool, type Run } from "./promtool.ts";
export { queryPrometheus, type Sample } from "./query.ts";
export {
  type Labels,
  labelsFor,
  parseSelector,
  type Selector,
  selects,
  seriesName,
} from "./selectors.ts";
export { type PromtoolOnPath, promtoolOnPath } from "./slo_promtool.ts";
export type { Question, SeriesAnswer, World } from "./synthetic_series.ts";
