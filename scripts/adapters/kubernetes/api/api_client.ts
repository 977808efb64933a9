/**
 * A cluster, as far as experiments need one.
 * @module
 */

import { get } from "node:https";
import { get as getPlain } from "node:http";
import {
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  NetworkingV1Api,
  PolicyV1Api,
} from "@kubernetes/client-node";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { wordsOf } from "../../../lib/text/mod.ts";

/** An answer of the API server, read to its end. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** Connections to one cluster. */
export interface Cluster {
  readonly context: string;
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly policy: PolicyV1Api;
  readonly networking: NetworkingV1Api;
  readonly custom: CustomObjectsApi;
  /** Gets any path of the API server, such as a pod's `/metrics` through it. */
  raw(path: string, signal?: AbortSignal): Promise<RawAnswer>;
}

/** Longest wait for an answer through the API server (ms). */
const TIMEOUT_MS = 10_000;

/**
 * Connects by the kubeconfig of this machine.
 * @throws {CouldNotRun} when there is none, or the context is not in it
 */
export function connect(context: string | undefined): Cluster {
  const config = new KubeConfig();
  config.loadFromDefault();
  if (context !== undefined) {
    if (config.getContextObject(context) === null) {
      const names = config.getContexts().map(({ name }) => name);
      throw new CouldNotRun(
        `Cannot find the context ${context}: there are ${names.join(", ")}`,
      );
    }
    config.setCurrentContext(context);
  }
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) {
    throw new CouldNotRun(
      "Cannot find a cluster: there is no kubeconfig; set KUBECONFIG",
    );
  }

  async function raw(path: string, signal?: AbortSignal): Promise<RawAnswer> {
    const options = {
      signal: AbortSignal.any([
        AbortSignal.timeout(TIMEOUT_MS),
        ...signal === undefined ? [] : [signal],
      ]),
    };
    await config.applyToHTTPSOptions(options);
    const url = new URL(server + path);
    return await new Promise((resolve, reject) => {
      const ask = url.protocol === "https:" ? get : getPlain;
      const request = ask(url, options, (answer) => {
        let body = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => body += chunk);
        answer.on(
          "end",
          () => resolve({ status: answer.statusCode ?? 0, body }),
        );
        answer.on("error", reject);
      });
      request.on("error", reject);
    });
  }

  return {
    context: config.getCurrentContext(),
    core: config.makeApiClient(CoreV1Api),
    apps: config.makeApiClient(AppsV1Api),
    policy: config.makeApiClient(PolicyV1Api),
    networking: config.makeApiClient(NetworkingV1Api),
    custom: config.makeApiClient(CustomObjectsApi),
    raw,
  };
}

/** An error of the API server in words. */
export function clusterWords(error: unknown): string {
  if (error instanceof Error && "body" in error) {
    const body = typeof error.body === "string"
      ? error.body
      : JSON.stringify(error.body);
    return messageIn(body) ?? error.message.split("\n")[0] ?? "";
  }
  return wordsOf(error);
}

/** The status of a refusal; 0 when it is none. */
export function statusOf(error: unknown): number {
  return error instanceof Error && "code" in error &&
      typeof error.code === "number"
    ? error.code
    : 0;
}

function messageIn(body: string): string | undefined {
  return /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
}
