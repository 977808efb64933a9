/**
 * Client programs inside a container: the one of the server itself, else one of
 * the same version, started for this.
 * @module
 */

import { createKubectl } from "../kubernetes/kubectl.ts";
import { runProgram } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  type Clients,
  databaseAndServer,
  databaseWord,
  type Invocation,
  majorOf,
} from "./client.ts";
import { libpqEnv } from "./installed.ts";
import type { Server } from "./server.ts";

/** Programs and the words that lead into the container. */
interface Way {
  readonly where: string;
  readonly file: string;
  readonly before: readonly string[];
}

/** The server of `docker compose`, when that is the one. */
export async function composeClients(
  server: Server,
  databaseUrl: string,
): Promise<Clients | string> {
  return await insideServer(server, databaseUrl, {
    where: "compose's container postgres",
    file: "docker",
    before: ["compose", "exec", "-T", "postgres"],
  });
}

/** The server in Kubernetes, when that is the one. */
export async function podClients(
  server: Server,
  databaseUrl: string,
): Promise<Clients | string> {
  let pod: string;
  try {
    pod = await createKubectl().run([
      ...["get", "pods", "-l", "app=postgres"],
      ...["-o", "jsonpath={.items[*].metadata.name}"],
    ]);
  } catch (error) {
    if (!(error instanceof CouldNotRun)) throw error;
    return `Kubernetes: ${error.message.split("\n")[0]}`;
  }
  const [name = ""] = pod.split(" ");
  if (name === "") return "Kubernetes: no pod with app=postgres";
  return await insideServer(server, databaseUrl, {
    where: `pod ${name}`,
    file: "kubectl",
    before: ["exec", "-i", name, "--"],
  });
}

/** A container of the server's version that lives as long as the program. */
export async function dockerClients(
  { major }: Server,
): Promise<Clients | string> {
  const image = `postgres:${major}-alpine`;
  const [version] = await quietly("docker", [
    ...["run", "--rm", "--network", "host", image],
    ...["pg_dump", "--version"],
  ]);
  if (version === undefined) return `Docker: cannot run ${image}`;
  return {
    where: `a container of ${image}`,
    version,
    invocation: (program, args, databaseUrl) => {
      const env = databaseUrl === undefined ? {} : libpqEnv(databaseUrl);
      return {
        file: "docker",
        args: [
          ...["run", "--rm", "-i", "--network", "host"],
          // The value stays out of the command line: docker takes its own.
          ...Object.keys(env).flatMap((name) => ["-e", name]),
          ...[image, program],
          ...databaseUrl === undefined
            ? []
            : databaseAndServer(program, databaseUrl),
          ...args,
        ],
        env,
      };
    },
  };
}

async function insideServer(
  { major, systemIdentifier }: Server,
  databaseUrl: string,
  { where, file, before }: Way,
): Promise<Clients | string> {
  const [version, id] = await quietly(file, [
    ...before,
    ...["sh", "-c", `pg_dump --version && psql "$@"`, "sh"],
    ...[...whoAndWhere("psql", databaseUrl), "-Atc"],
    "SELECT system_identifier FROM pg_control_system()",
  ]);
  if (version === undefined) return `${where}: it does not run`;
  if (id !== systemIdentifier) return `${where}: it is another server`;
  if (majorOf(version) < major) return `${where}: it has ${version}`;
  return {
    where,
    version,
    // The socket of its own server: no password is asked there.
    invocation: (program, args, url): Invocation => ({
      file,
      args: [
        ...[...before, program],
        ...url === undefined ? [] : whoAndWhere(program, url),
        ...args,
      ],
      env: {},
    }),
  };
}

function whoAndWhere(
  program: string,
  databaseUrl: string,
): readonly string[] {
  const { PGUSER = "" } = libpqEnv(databaseUrl);
  return ["-U", PGUSER, ...databaseWord(program, databaseUrl)];
}

/** Lines of its output; none when it does not run or fails. */
async function quietly(
  file: string,
  args: readonly string[],
): Promise<readonly string[]> {
  try {
    const { code, stdout } = await runProgram(file, args);
    return code === 0 ? stdout.split("\n") : [];
  } catch (error) {
    if (error instanceof CouldNotRun) return []; // not installed
    throw error;
  }
}
