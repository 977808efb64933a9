/**
 * Faults that also have an environment variable.
 * @module
 */

/** What the variables must be for a fault; undefined when there are none. */
export function variablesOf(
  service: string,
  fault: Readonly<Record<string, unknown>> & {
    readonly kind: string;
    readonly rate: number;
  },
): Readonly<Record<string, string>> | undefined {
  const { kind, rate } = fault;
  switch (`${service} ${kind}`) {
    case "payments payment_failure":
      return { PAYMENT_FAILURE_RATE: String(rate) };
    case "payments payment_latency":
      return rate === 1
        ? { PAYMENT_LATENCY_MS: String(fault.latency_ms) }
        : undefined;
    case "gateway error":
      return fault.route === undefined
        ? { GATEWAY_FAULT_RATE: String(rate) }
        : undefined;
    case "gateway latency":
      return fault.route === undefined && rate === 1
        ? { GATEWAY_FAULT_LATENCY_MS: String(fault.latency_ms) }
        : undefined;
    case "events small_pool":
      return { DB_MAX_CONNS: String(fault.max_conns) };
    default:
      return undefined;
  }
}
