/**
 * docker compose, on a project of its own.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { freePort } from "../../lib/process/mod.ts";
import { readText } from "../../lib/files/mod.ts";

/** How a command ended. */
export interface Ended {
  readonly code: number;
  /** stdout and stderr. */
  readonly text: string;
}

/** A compose project. */
export interface Project {
  /** Base URL of the gateway. */
  readonly gatewayUrl: string;
  /** Runs `docker compose ARGS`; rejects unless it ends with 0. */
  compose(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<string>;
  /** Runs `docker ARGS`; any end is an answer. */
  docker(...args: readonly string[]): Promise<Ended>;
  /** Name of a service's image. */
  image(service: string): string;
  /** Id of a service's container. */
  container(service: string): Promise<string>;
  /** Ends and removes all of it, its volumes too. */
  remove(): Promise<void>;
}

/** Ports that the compose file takes from variables. */
const PORTS = [
  "GATEWAY_PORT",
  "EVENTS_PORT",
  "PAYMENTS_PORT",
  "POSTGRES_PORT",
  "REDIS_HOST_PORT",
] as const;

/** An image that the compose file pins. */
interface Pinned {
  /** The variable that replaces it. */
  readonly variable: string;
  readonly tag: string;
  readonly digest: string;
}

/** The images that a compose file pins by digest, unless a variable is set. */
export function pinnedIn(text: string): readonly Pinned[] {
  const pin = /\$\{(\w+_IMAGE):-([^@}\s]+)@(sha256:[0-9a-f]{64})\}/g;
  return [...text.matchAll(pin)].map((
    [, variable = "", tag = "", digest = ""],
  ) => ({ variable, tag, digest }));
}

/** A project with ports that are free now. */
export function createProject(name: string): Project {
  const ports = Object.fromEntries(
    PORTS.map((variable) => [variable, String(freePort())]),
  );
  // So that nothing of the person's own shell gets into what is tested.
  const base = { ...ports, APP_VERSION: name };

  async function docker(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    try {
      const { code, stdout, stderr } = await new Deno.Command("docker", {
        args: [...args],
        env: { ...base, ...env },
      }).output();
      const decoder = new TextDecoder();
      return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      throw new CouldNotRun(
        "Cannot run docker: it is not installed; see deno task doctor",
      );
    }
  }

  /**
   * Stand-ins: where only the tag is here, as on a machine without a registry,
   * it is taken for the image that is pinned.
   */
  async function standIns(): Promise<Readonly<Record<string, string>>> {
    const found: Record<string, string> = {};
    for (
      const { variable, tag, digest } of pinnedIn(
        await readText("compose.yaml"),
      )
    ) {
      const has = async (image: string) =>
        (await docker(["image", "inspect", image])).code === 0;
      if (await has(tag) && !await has(`${tag}@${digest}`)) {
        found[variable] = tag;
      }
    }
    return found;
  }

  let images: Promise<Readonly<Record<string, string>>> | undefined;

  async function compose(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const all = ["compose", "-p", name, ...args];
    images ??= standIns();
    const { code, text } = await docker(all, { ...await images, ...env });
    if (code === 0) return text;
    throw new CouldNotRun(
      `docker ${all.join(" ")} ended with ${code}:\n${text}`,
    );
  }

  return {
    gatewayUrl: `http://127.0.0.1:${ports.GATEWAY_PORT}`,
    compose,
    docker: (...args) => docker(args),
    image: (service) => `quickticket/${service}:${name}`,
    async container(service) {
      const ids = await compose(["ps", "-q", service]);
      return ids.trim();
    },
    async remove() {
      const args = ["down", "--volumes", "--remove-orphans", "--timeout", "5"];
      await compose(args);
      for (const service of ["gateway", "events", "payments", "setup"]) {
        await docker(["image", "rm", `quickticket/${service}:${name}`]);
      }
    },
  };
}
