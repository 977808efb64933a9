/**
 * Faults of one service, over its `/faults`.
 *
 * That answers only with the whole list and takes only the whole list, so that
 * one more fault is: read, add, write with the time that the others have left.
 * @module
 */

import { z } from "zod";

const fault = z.looseObject({
  kind: z.string(),
  rate: z.number(),
  source: z.enum(["env", "runtime"]),
  ttl_s: z.int().optional(),
  seconds_left: z.int().optional(),
});

const view = z.object({ kinds: z.array(z.string()), faults: z.array(fault) });

/** A fault in force. */
export type ActiveFault = z.infer<typeof fault>;

/** A service's answer: the faults that it can have, and those in force. */
export type FaultsAnswer = z.infer<typeof view>;

/** A fault as it is asked for. */
export type DesiredFault = Readonly<Record<string, unknown>> & {
  readonly kind: string;
  readonly ttl_s: number;
};

/** A refusal, in words for people. */
export class FaultRefused extends Error {
  override readonly name = "FaultRefused";
}

/** The faults of one service. */
export interface FaultsClient {
  /**
   * @throws {FaultRefused} also when the service does not answer; as all others
   */
  read(): Promise<FaultsAnswer>;
  /** Puts it in the place of one of the same kind and route. */
  add(desired: DesiredFault): Promise<FaultsAnswer>;
  remove(kind: string): Promise<FaultsAnswer>;
  /** Removes those that `is` picks, and leaves the others alone. */
  removeWhere(is: (desired: DesiredFault) => boolean): Promise<FaultsAnswer>;
  clear(): Promise<FaultsAnswer>;
}

/** Longest wait for an answer (ms). */
const TIMEOUT_MS = 3000;

/**
 * Talks to the service at `url`.
 * @param seed also shows, and changes, unannounced faults of this seed
 */
export function faultsClient(
  { url, token, fetch: fetch_, seed }: {
    readonly url: string;
    readonly token: string;
    readonly fetch: typeof fetch;
    readonly seed?: number;
  },
): FaultsClient {
  async function ask(method: string, body?: unknown): Promise<FaultsAnswer> {
    const query = seed === undefined ? "" : `?seed=${seed}`;
    const answer = await fetch_(`${url}/faults${query}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        authorization: `Bearer ${token}`,
        ...body === undefined ? {} : { "content-type": "application/json" },
      },
      ...body === undefined ? {} : { body: JSON.stringify(body) },
    }).catch((error) => {
      throw new FaultRefused(`No answer from ${url}: ${wordsOf(error)}`);
    });
    const text = await answer.text();
    if (!answer.ok) throw new FaultRefused(refusal(answer.status, text));
    return view.parse(JSON.parse(text));
  }

  /** Those set at run time, as requested, for the rest of their life. */
  async function kept(): Promise<readonly DesiredFault[]> {
    const { faults } = await ask("GET");
    return faults.flatMap(({ source, seconds_left, resting: _, ...rest }) =>
      source === "runtime" ? [{ ...rest, ttl_s: seconds_left ?? 1 }] : []
    );
  }

  async function removeWhere(
    is: (desired: DesiredFault) => boolean,
  ): Promise<FaultsAnswer> {
    const desired = await kept();
    return await ask("PUT", { faults: desired.filter((one) => !is(one)) });
  }

  return {
    read: () => ask("GET"),
    async add(desired) {
      const others = (await kept()).filter((one) =>
        one.kind !== desired.kind || one.route !== desired.route
      );
      return await ask("PUT", { faults: [...others, desired] });
    },
    remove: (kind) => removeWhere((one) => one.kind === kind),
    removeWhere,
    clear: () => ask("DELETE"),
  };
}

const problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() }))
    .optional(),
});

function refusal(status: number, text: string): string {
  if (status === 404) return "This service has no /faults: FAULTS_TOKEN unset";
  try {
    const { detail, errors = [] } = problem.parse(JSON.parse(text));
    const more = errors.map(({ path, message }) => `${path} ${message}`);
    return [detail, ...more].join("; ");
  } catch {
    return `The service answered ${status}`; // no problem document
  }
}

/** The reason of a failed `fetch` is in the cause of its error. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : wordsOf(error.cause);
}
