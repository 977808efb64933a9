/**
 * Traffic of a gateway in two versions, of which everything is known.
 * @module
 */

/** A version that is tried. */
export type Version = "good" | "bad" | "untried";

/** The hash of the new pods. */
export const CANARY = "canary1";

/** The hash of the pods before. */
export const STABLE = "stable1";

/** Values that grow by so much every 15 s. */
function growing(by: number): string {
  return `0+${by}x40`;
}

/** Series of one version: requests by status, and their durations. */
function seriesOf(
  hash: string,
  ok: number,
  failed: number,
): Readonly<Record<string, string>> {
  const labels = (path: string, more: string) =>
    `{job="gateway",namespace="default",app="gateway",pod="gateway-${hash}-a",` +
    `rs_hash="${hash}",rollouts_pod_template_hash="${hash}",method="GET",` +
    `path="${path}"${more}}`;
  const counts = (status: number, by: number) =>
    ["/events", "/events/{id}/reserve", "/reserve/{id}/pay"].map((path) =>
      [
        `gateway_requests_total${labels(path, `,status="${status}"`)}`,
        growing(by),
      ] as const
    );
  const buckets = ["0.1", "0.5", "1", "+Inf"].map((le) =>
    [
      `gateway_request_duration_seconds_bucket${
        labels("/events", `,le="${le}"`)
      }`,
      growing(3 * (ok + failed)),
    ] as const
  );
  return Object.fromEntries([
    ...counts(200, ok),
    ...failed === 0 ? [] : counts(500, failed),
    ...buckets,
  ]);
}

const BEFORE = seriesOf(STABLE, 120, 0);

/** The events of each version until it is analysed. */
export const TRAFFIC: Readonly<
  Record<
    Version,
    {
      readonly words: string;
      readonly series: Readonly<Record<string, string>>;
    }
  >
> = {
  good: {
    words: "a version that answers everything",
    series: { ...BEFORE, ...seriesOf(CANARY, 30, 0) },
  },
  bad: {
    words: "a version that fails half of its requests",
    series: { ...BEFORE, ...seriesOf(CANARY, 15, 15) },
  },
  untried: {
    words: "a version that got no request",
    series: BEFORE,
  },
};
