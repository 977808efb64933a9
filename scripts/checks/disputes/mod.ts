/**
 * Disputes: a student says that a check is wrong, and hands in what it saw.
 * @module
 */

export {
  type Dispute,
  disputePath,
  disputesOf,
  parseDispute,
} from "./dispute.ts";
export { keepDispute } from "./keep_dispute.ts";
