/**
 * The metrics that the shop's code registers, and where texts mention them. It
 * loads the services, so it has a door of its own.
 * @module
 */

export { knownMetrics, recordedIn, unknownMetrics } from "./metric_mentions.ts";
export { type MetricInfo, metricsCatalogue } from "./metrics_catalogue.ts";
