/**
 * The shop from outside: a customer, the fault switches, the books.
 * @module
 */

export { type Books, FAULTS, readBooks } from "./books.ts";
export { type Answer, call, Customer } from "./customer.ts";
export {
  type ActiveFault,
  FaultRefused,
  type FaultsAnswer,
  type FaultsClient,
  faultsClient,
} from "./faults_client.ts";
export { LOAD_EVENT_ID } from "./load_event.ts";
export { chosenServices } from "./services.ts";
