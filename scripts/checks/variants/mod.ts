/**
 * Variants of solutions, for the lists of the labs: `labs/labN/variants.ts`.
 * @module
 */

export { DOCKERFILE_RULES } from "./dockerfile_rules.ts";
export { generate } from "./generate.ts";
export { MANIFEST_RULES } from "./manifest_rules.ts";
export { LISTS_FOR_TABLES, MARKDOWN_RULES } from "./markdown_rules.ts";
export { PROMQL_RULES, windowOf } from "./promql_rules.ts";
export { type Random, randomOf } from "./random.ts";
export { DURATION_RULES, TIME_RULES } from "./time_rules.ts";
export { TEXT_RULES } from "./text_rules.ts";
export {
  type Change,
  edited,
  type Equivalents,
  type Ground,
  type LabVariants,
  type Listed,
  type Neighbour,
  type Old,
  replacing,
  type Rule,
  type Variant,
} from "./variant.ts";
export { WORKFLOW_RULES } from "./workflow_rules.ts";
export { inEntries, YAML_RULES } from "./yaml_rules.ts";
