/**
 * Which programs are started in one place, so that the settings that they
 * always need are always there, whatever a person has configured.
 * @module
 */

interface Program {
  readonly names: RegExp;
  readonly homes: readonly string[];
  /** The replacement for other code. */
  readonly instead: string;
}

const PROGRAMS: readonly Program[] = [
  {
    names: /^git$/,
    homes: [
      "scripts/lib/process/git.ts",
      "scripts/stack/cluster/git_server.ts", // a daemon
      "scripts/stack/doctor/checks.ts", // it asks for versions
      "scripts/delivery/dora/history_integration_test.ts", // fast-import
    ],
    instead: "openGit of scripts/lib/process/mod.ts",
  },
  {
    names: /^kubectl$/,
    homes: [
      "scripts/adapters/kubernetes/",
      "scripts/adapters/postgres/in_container.ts", // after it was asked for pods
      "scripts/stack/doctor/checks.ts",
    ],
    instead: "createKubectl of scripts/adapters/kubernetes/mod.ts",
  },
  {
    names: /^(?:psql|pg_\w+)$/,
    homes: [
      "scripts/adapters/postgres/",
      "scripts/stack/doctor/checks.ts",
      "labs/lab9/job_fixture.ts", // as a student restores a dump
    ],
    instead: "findClients of scripts/adapters/postgres/mod.ts",
  },
];

/**
 * Why a file must not start a program by its name.
 * @returns undefined when it may
 */
export function refusedProgram(
  from: string,
  program: string,
): string | undefined {
  const known = PROGRAMS.find(({ names }) => names.test(program));
  return known === undefined || known.homes.some((one) => from.startsWith(one))
    ? undefined
    : `${program} is started in one place: use ${known.instead}`;
}

/** The first program of a script that has to be started elsewhere. */
export function refusedScript(
  from: string,
  script: string,
): string | undefined {
  const words = script.matchAll(/(?:^|[;&|\n(]|\$\()\s*([a-z_]+)(?= )/g);
  for (const [, program = ""] of words) {
    const message = refusedProgram(from, program);
    if (message !== undefined) return message;
  }
  return undefined;
}
