/**
 * Faults that also have an environment variable.
 * @module
 */

/**
 * The variables for a fault. Undefined when there are none that do
 * the same: a fault that comes and goes, of one route or with another status
 * would be another experiment.
 */
export function variablesOf(
  service: string,
  fault: Readonly<Record<string, unknown>> & {
    readonly kind: string;
    readonly rate: number;
  },
): Readonly<Record<string, string>> | undefined {
  const { kind, rate, latency_ms, max_conns } = fault;
  if (fault.flap !== undefined || fault.route !== undefined) return undefined;
  switch (`${service} ${kind}`) {
    case "payments payment_failure":
      return { PAYMENT_FAILURE_RATE: String(rate) };
    case "payments payment_latency":
      return figure("PAYMENT_LATENCY_MS", rate === 1 ? latency_ms : undefined);
    case "gateway error":
      return fault.status === undefined || fault.status === 500
        ? { GATEWAY_FAULT_RATE: String(rate) }
        : undefined;
    case "gateway latency":
      return figure(
        "GATEWAY_FAULT_LATENCY_MS",
        rate === 1 ? latency_ms : undefined,
      );
    case "events small_pool":
      return figure("DB_MAX_CONNS", max_conns);
    default:
      return undefined;
  }
}

/** A variable for a figure that the fault must have. */
function figure(
  name: string,
  value: unknown,
): Readonly<Record<string, string>> | undefined {
  return typeof value === "number" ? { [name]: String(value) } : undefined;
}
