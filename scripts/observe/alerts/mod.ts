/**
 * Alert rules: reading them, evaluating them on recorded days, routing and text.
 * @module
 */

export { type Alerting, readAlerting } from "./alert_files.ts";
export { type AlertRule, kindOf } from "./alert_rule.ts";
export { DAYS } from "./days.ts";
export { evaluateDay, type Told } from "./grade_day.ts";
export { ALERT_RECEIVER, receivedAlerts } from "./alert_receiver_client.ts";
export {
  type IncidentRecord,
  PREDICTION,
  type Prediction,
  RECORD,
  recordSchema,
  type Times,
  timesOf,
} from "./incident_record.ts";
export {
  evaluatePair,
  type PairResult,
  PAIRS,
  PAIRS_EVERY_MS,
} from "./pairs.ts";
export { samplesOf } from "./pay_samples.ts";
export { rendered } from "./rendered.ts";
export { BadRule, replay } from "./replay.ts";
export { type ContactPoint, waysOfRule } from "./routing.ts";
export { filled } from "./template.ts";
export { fromHere, post } from "./webhook.ts";
