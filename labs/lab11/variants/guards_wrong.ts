/**
 * Breaker and limiter of Lab 11 that are wrong in one point.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";
import { BREAKER, code, LIMITER, limiterBody, listed } from "./code_edits.ts";

const BREAKERS: Readonly<Record<string, Change>> = {
  "opens one failure later": code(
    BREAKER,
    "this.failures >= failureThreshold",
    "this.failures > failureThreshold",
  ),
  "opens one failure sooner": code(
    BREAKER,
    "this.failures >= failureThreshold",
    "this.failures >= failureThreshold - 1",
  ),
  "failures that are not in a row": code(
    BREAKER,
    "    this.failures = 0;\n    this.moveTo",
    "    this.moveTo",
  ),
  "never half open": code(
    BREAKER,
    'this.moveTo("HALF_OPEN");',
    'this.moveTo("CLOSED");',
  ),
  "half open needs the threshold again": edited(
    BREAKER,
    (text) =>
      text.replace(
        'this.state === "HALF_OPEN" || this.failures',
        "this.failures",
      )
        .replace(
          '      this.moveTo("HALF_OPEN");',
          '      this.failures = 0;\n      this.moveTo("HALF_OPEN");',
        ),
  ),
  "all may look": code(
    BREAKER,
    / {4}\} else if \(this\.state === "HALF_OPEN"\) \{[^]*?\n {4}\}\n/,
    "    }\n",
  ),
  "half the cool-down": code(
    BREAKER,
    "this.openedAt + cooldownMs -",
    "this.openedAt + cooldownMs / 2 -",
  ),
  "opens for ever": code(BREAKER, "if (left > 0) throw", "throw"),
  "the cool-down counts from the first opening": code(
    BREAKER,
    "      this.openedAt = clock.monotonic();\n",
    "      this.openedAt ||= clock.monotonic();\n",
  ),
  "late answers count": code(
    BREAKER,
    /if \(generation === this\.#generation\) this\.#succeeded/,
    "this.#succeeded",
  ),
  "late failures count": code(
    BREAKER,
    /if \(generation === this\.#generation\) this\.#failed/,
    "this.#failed",
  ),
  "a refusal without its time": code(
    BREAKER,
    "throw new CircuitOpenError(name, left)",
    "throw new CircuitOpenError(name, 0)",
  ),
  "another error while it is open": code(
    BREAKER,
    "throw new CircuitOpenError(name, left)",
    'throw new Error("open")',
  ),
  "swallows the failure": code(
    BREAKER,
    "this.#failed();\n      throw error;",
    "this.#failed();\n      throw new CircuitOpenError(name, 1000);",
  ),
  "retry outside of the breaker": code(
    "services/gateway/resilience/compose.ts",
    "breaker.call(() => retry(call))",
    "retry(() => breaker.call(call))",
  ),
};

const LIMITERS: Readonly<Record<string, Change>> = {
  "a window that begins each second": limiterBody(
    "  readonly #windows = new Map<string, { second: number; count: number }>();\n",
    `    const { limitRps, clock } = this.#options;
    const second = Math.floor(clock.monotonic() / WINDOW_MS);
    const seen = this.#windows.get(key);
    const count = seen?.second === second ? seen.count : 0;
    if (count >= limitRps) return false;
    this.#windows.set(key, { second, count: count + 1 });
    return true;
`,
  ),
  "a window from the first call": limiterBody(
    "  readonly #windows = new Map<string, { from: number; count: number }>();\n",
    `    const { limitRps, clock } = this.#options;
    const now = clock.monotonic();
    const seen = this.#windows.get(key);
    const window = seen !== undefined && now - seen.from < WINDOW_MS
      ? seen
      : { from: now, count: 0 };
    if (window.count >= limitRps) return false;
    window.count++;
    this.#windows.set(key, window);
    return true;
`,
  ),
  "one more than the limit": code(
    LIMITER,
    "times.length < limitRps",
    "times.length <= limitRps",
  ),
  "one less than the limit": code(
    LIMITER,
    "times.length < limitRps",
    "times.length < limitRps - 1",
  ),
  "half a second": code(LIMITER, "WINDOW_MS = 1000", "WINDOW_MS = 500"),
  "two seconds": code(LIMITER, "WINDOW_MS = 1000", "WINDOW_MS = 2000"),
  "one window for all paths": code(
    LIMITER,
    "this.#admitted.set(key, times)",
    'this.#admitted.set("", times)',
  ),
  "refused calls take a place": code(
    LIMITER,
    "if (admitted) times.push(now);",
    "times.push(now);",
  ),
  "nothing is forgotten": code(
    LIMITER,
    "\n      .filter((time) => time > now - WINDOW_MS)",
    "",
  ),
  "nobody is refused": code(
    LIMITER,
    "    return admitted;",
    "    return admitted || times.length > 0;",
  ),
  "a bucket of twice the limit": limiterBody(
    "  readonly #buckets = new Map<string, { tokens: number; at: number }>();\n",
    `    const { limitRps, clock } = this.#options;
    const now = clock.monotonic();
    const bucket = this.#buckets.get(key) ?? { tokens: 2 * limitRps, at: now };
    const tokens = Math.min(
      2 * limitRps,
      bucket.tokens + (now - bucket.at) * limitRps / WINDOW_MS,
    );
    const admitted = tokens >= 1;
    this.#buckets.set(key, { tokens: admitted ? tokens - 1 : tokens, at: now });
    return admitted;
`,
  ),
};

/** Each must fail at its step. */
export const WRONG_GUARDS: readonly Listed[] = [
  ...listed(BREAKERS, "neighbour", ["11.7"]),
  ...listed(LIMITERS, "neighbour", ["11.8"]),
];
