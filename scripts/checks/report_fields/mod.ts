/**
 * Fields of reports: declared once, written as a form, and read from whatever
 * students make of it.
 * @module
 */

export { couldBe, nearest, type Tolerance } from "./could_be.ts";
export type { Field, FieldResult, Grid, Results, ValueOf } from "./field.ts";
export {
  type Amount,
  choice,
  count,
  duration,
  inUnit,
  isBlank,
  number,
  percent,
  text,
  time,
} from "./kinds.ts";
export { type Row, rows } from "./many.ts";
export { plainText } from "./plain_text.ts";
export {
  durationIn,
  type DurationReading,
  type DurationUnit,
} from "./read_duration.ts";
export { numberIn, type NumberReading, numbersIn } from "./read_number.ts";
export { type FieldGroup, readReport } from "./read_report.ts";
export {
  secondsApart,
  timeIn,
  type TimeReading,
  timesIn,
} from "./read_time.ts";
export { reportFinding, unreadFields } from "./report_finding.ts";
export { withUnit } from "./unit_in_label.ts";
export { withFields } from "./write_form.ts";
