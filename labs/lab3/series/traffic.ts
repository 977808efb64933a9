/**
 * Traffic that is made up, as promtool writes series.
 * @module
 */

/** Time between two samples. */
export const STEP = "15s";

/** When is asked. */
export const AT = "20m";

/** Samples until then, and a few more. */
const STEPS = 84;

/** The route of a pay. */
export const PAY = "/reserve/{id}/pay";

/** Series by name, with their values. */
export type Series = Readonly<Record<string, string>>;

/** Stays as it is. */
export function constant(value: number): string {
  return `${value}x${STEPS}`;
}

/** Grows by so many a step, from the beginning. */
export function steady(perStep: number): string {
  return `0+${perStep}x${STEPS}`;
}

/** Grows only between these two steps. */
export function between(from: number, to: number, perStep: number): string {
  const most = (to - from) * perStep;
  return `0x${from - 1} ${perStep}+${perStep}x${to - from - 1} ${most}x${
    STEPS - to
  }`;
}

/** How a counter grows. */
export interface Growth {
  /** At step 0: far from 0, so that no rate is cut short there. */
  readonly start?: number;
  readonly perStep?: number;
  /** So many more, by the step at which they are counted. */
  readonly bursts?: Readonly<Record<number, number>>;
  /** The step at which it begins again at 0. */
  readonly restart?: number;
  /** The last step at which it is seen. */
  readonly end?: number;
}

/** A counter, sample by sample. */
export function counter(
  { start = 0, perStep = 0, bursts = {}, restart, end = STEPS }: Growth,
): string {
  let value = start;
  const values = Array.from({ length: STEPS + 1 }, (_, step) => {
    if (step === restart) value = 0;
    else if (step > 0) value += perStep + (bursts[step] ?? 0);
    return step > end ? "_" : String(value);
  });
  return values.join(" ");
}

/** Where all series of a service come from. */
function origin(service: string): string {
  const port = { gateway: 8080, events: 8081, payments: 8082 }[service];
  return `job="${service}",instance="${service}:${port}"`;
}

/** Answers of the gateway on one path with one status. */
export function requests(
  path: string,
  status: number,
  values: string,
  service = "gateway",
): Series {
  const method = path === "/events" || path === "/events/{id}" ? "GET" : "POST";
  const labels = `method="${method}",path="${path}",status="${status}"`;
  return {
    [`${service}_requests_total{${origin(service)},${labels}}`]: values,
  };
}

/** Upper bounds of the buckets that the cases use. */
const BOUNDS = ["0.25", "0.5", "0.75", "1", "2.5"] as const;

/**
 * How long answers of one path took.
 * @param values of the buckets up to 0.25 s, 0.5 s, 0.75 s, 1 s and 2.5 s; the
 * last is also that of +Inf and of the count
 */
export function durations(
  path: string,
  values: readonly [string, string, string, string, string],
  service = "gateway",
): Series {
  const name = `${service}_request_duration_seconds`;
  const method = path === PAY ? "POST" : "GET";
  const labels = `${origin(service)},method="${method}",path="${path}"`;
  return Object.fromEntries([
    ...BOUNDS.map((le, i) => [
      `${name}_bucket{${labels},le="${le}"}`,
      values[i] ?? values[4],
    ]),
    [`${name}_bucket{${labels},le="+Inf"}`, values[4]],
    [`${name}_count{${labels}}`, values[4]],
    [`${name}_sum{${labels}}`, values[4]],
  ]);
}

/** Whether Prometheus reaches a service. */
export function up(service: string, isUp: boolean): Series {
  return { [`up{${origin(service)}}`]: constant(isUp ? 1 : 0) };
}

/** A number that a service says of itself. */
export function gauge(service: string, name: string, value: number): Series {
  return { [`${service}_${name}{${origin(service)}}`]: constant(value) };
}
