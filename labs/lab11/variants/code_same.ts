/**
 * Retry, breaker and limiter of Lab 11, written differently and as good.
 * @module
 */

import type { Change, Listed } from "../../../scripts/checks/variants/mod.ts";
import {
  BREAKER,
  code,
  LIMITER,
  limiterBody,
  listed,
  RETRY,
  retryBody,
} from "./code_edits.ts";

const WORTH = `
function worthRetrying(error: unknown): boolean {
  if (!(error instanceof UpstreamProblem)) return false;
  const { failure } = error;
  return failure.kind === "refused"
    ? failure.status >= 500 || [408, 429].includes(failure.status)
    : failure.kind !== "malformed";
}
`;

const RETRIES: Readonly<Record<string, Change>> = {
  "all but malformed": code(
    RETRY,
    'return ["timeout", "unreachable", "broken"].includes(failure.kind);',
    'return failure.kind !== "malformed";',
  ),
  "a switch over kinds": code(
    RETRY,
    / {2}if \(failure\.kind === "refused"\)[^]*?includes\(failure\.kind\);\n/,
    `  switch (failure.kind) {
    case "refused":
      return failure.status === 408 || failure.status === 429 || failure.status > 499;
    case "timeout":
    case "unreachable":
    case "broken":
      return true;
    case "malformed":
      return false;
  }
`,
  ),
  "a recursion": retryBody(
    `  const tried = async (attempt: number): Promise<T> => {
    try {
      const value = await fn();
      if (attempt > 1) count(target, "succeeded_after_retry");
      return value;
    } catch (error) {
      if (!worthRetrying(error)) {
        count(target, "non_retryable");
        throw error;
      }
      if (attempt === maxAttempts) {
        count(target, "exhausted");
        throw error;
      }
      count(target, "retried");
      await clock.sleep(baseDelayMs * Math.pow(2, attempt - 1) + baseDelayMs * random());
      return await tried(attempt + 1);
    }
  };
  return await tried(1);
}
${WORTH}`,
  ),
  "a delay that doubles": retryBody(`  let delay = baseDelayMs;
  let left = maxAttempts;
  while (true) {
    try {
      const value = await fn();
      if (left < maxAttempts) count(target, "succeeded_after_retry");
      return value;
    } catch (error) {
      left -= 1;
      const again = worthRetrying(error);
      if (!again || left <= 0) {
        count(target, again ? "exhausted" : "non_retryable");
        throw error;
      }
      count(target, "retried");
      await clock.sleep(delay + random() * baseDelayMs);
      delay *= 2;
    }
  }
}
${WORTH}`),
  "a shifted factor": code(
    RETRY,
    "baseDelayMs * 2 ** attempt",
    "baseDelayMs * (1 << attempt)",
  ),
  "the jitter first": code(
    RETRY,
    "baseDelayMs * 2 ** attempt + random() * baseDelayMs",
    "random() * baseDelayMs + 2 ** attempt * baseDelayMs",
  ),
  "one factor for both": code(
    RETRY,
    "baseDelayMs * 2 ** attempt + random() * baseDelayMs",
    "baseDelayMs * (2 ** attempt + random())",
  ),
  "counted after the wait": code(
    RETRY,
    / {4}count\(target, "retried"\);\n {4}(await clock\.sleep\([^\n]*\n)/,
    '    await clock.sleep(baseDelayMs * 2 ** attempt + random() * baseDelayMs);\n    count(target, "retried");\n',
  ),
  "promises in a chain": retryBody(`  const attempt = (n: number): Promise<T> =>
    fn().then((value) => {
      if (n > 0) count(target, "succeeded_after_retry");
      return value;
    }, (error: unknown) => {
      if (!worthRetrying(error)) {
        count(target, "non_retryable");
        throw error;
      }
      if (n + 1 >= maxAttempts) {
        count(target, "exhausted");
        throw error;
      }
      count(target, "retried");
      return clock.sleep(baseDelayMs * 2 ** n + random() * baseDelayMs)
        .then(() => attempt(n + 1));
    });
  return await attempt(0);
}
${WORTH}`),
  "a set of statuses": code(
    RETRY,
    "status >= 500 || status === 408 || status === 429",
    "status >= 500 || new Set([408, 429]).has(status)",
  ),
};

const BREAKERS: Readonly<Record<string, Change>> = {
  "the time of the next try": code(
    BREAKER,
    "const left = this.openedAt + cooldownMs - clock.monotonic();",
    "const until = this.openedAt + cooldownMs;\n      const left = Math.max(0, until - clock.monotonic());",
  ),
  "what is refused first": code(
    BREAKER,
    / {4}if \(this\.state === "OPEN"\) \{[^]*?one is on its way already\n {4}\}\n/,
    `    if (this.state === "HALF_OPEN") throw new CircuitOpenError(name, 1);
    if (this.state === "OPEN") {
      const waited = clock.monotonic() - this.openedAt;
      if (waited < cooldownMs) {
        throw new CircuitOpenError(name, cooldownMs - waited);
      }
      this.moveTo("HALF_OPEN");
    }
`,
  ),
  "a switch over states": code(
    BREAKER,
    'if (this.state === "HALF_OPEN" || this.failures >= failureThreshold) {',
    'const isOver = this.state !== "CLOSED" || !(this.failures < failureThreshold);\n    if (isOver) {',
  ),
};

const BUCKET_FIELDS =
  `  readonly #buckets = new Map<string, { tokens: number; at: number }>();
`;

const LIMITERS: Readonly<Record<string, Change>> = {
  "a token bucket": limiterBody(
    BUCKET_FIELDS,
    `    const { limitRps, clock } = this.#options;
    const now = clock.monotonic();
    const bucket = this.#buckets.get(key) ?? { tokens: limitRps, at: now };
    const tokens = Math.min(
      limitRps,
      bucket.tokens + (now - bucket.at) * limitRps / WINDOW_MS,
    );
    const admitted = tokens >= 1 - 1e-9;
    this.#buckets.set(key, { tokens: admitted ? tokens - 1 : tokens, at: now });
    return admitted;
`,
  ),
  "the generic cell rate": limiterBody(
    "  readonly #arrivals = new Map<string, number>();\n",
    `    const { limitRps, clock } = this.#options;
    const now = clock.monotonic();
    const every = WINDOW_MS / limitRps;
    const due = Math.max(this.#arrivals.get(key) ?? now, now);
    if (due - now > WINDOW_MS - every + 1e-6) return false;
    this.#arrivals.set(key, due + every);
    return true;
`,
  ),
  "a list that is cut": limiterBody(
    "  readonly #admitted: Record<string, number[]> = {};\n",
    `    const { limitRps, clock } = this.#options;
    const now = clock.monotonic();
    const times = this.#admitted[key] ??= [];
    while (times[0] !== undefined && now - times[0] >= WINDOW_MS) times.shift();
    if (times.length >= limitRps) return false;
    times.push(now);
    return true;
`,
  ),
  "a ring of the last times": limiterBody(
    "  readonly #rings = new Map<string, { times: number[]; next: number }>();\n",
    `    const { limitRps, clock } = this.#options;
    const now = clock.monotonic();
    const ring = this.#rings.get(key) ??
      { times: new Array<number>(limitRps).fill(-Infinity), next: 0 };
    this.#rings.set(key, ring);
    if (now - (ring.times[ring.next] ?? -Infinity) < WINDOW_MS) return false;
    ring.times[ring.next] = now;
    ring.next = (ring.next + 1) % limitRps;
    return true;
`,
  ),
  "the age of each": code(
    LIMITER,
    "time > now - WINDOW_MS",
    "now - time < WINDOW_MS",
  ),
};

/** Each must pass at its steps. */
export const SAME_CODE: readonly Listed[] = [
  ...listed(RETRIES, "equivalent", ["11.4"]),
  ...listed(BREAKERS, "equivalent", ["11.7"]),
  ...listed(LIMITERS, "equivalent", ["11.8"]),
];
