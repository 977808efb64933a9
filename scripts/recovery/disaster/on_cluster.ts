/**
 * Disasters on the shop in the cluster of KUBECONFIG.
 * @module
 */

import { createKubectl, OURS } from "../../adapters/kubernetes/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Place } from "./place.ts";

const READY_S = 180;

/** That shop. */
export function clusterPlace(): Place {
  const kubectl = createKubectl();
  const ours = ["-l", `app=postgres,${OURS}`];

  async function names(
    kind: string,
    selector: readonly string[],
  ): Promise<readonly string[]> {
    const list = await kubectl.run(["get", kind, ...selector, "-o", "name"]);
    return list.split("\n").filter((name) => name !== "");
  }
  function one(kind: string, [name]: readonly string[]): string {
    if (name !== undefined) return name;
    throw new CouldNotRun(
      `Cannot find PostgreSQL: no ${kind} named postgres with ${OURS}`,
    );
  }
  const pod = async (): Promise<string> => one("pod", await names("pod", ours));
  const workload = async (): Promise<string> => {
    const all = await names("statefulset,deployment", ["-l", OURS]);
    return one(
      "workload",
      all.filter((name) => name.endsWith("/postgres")),
    );
  };
  /** Asks the workload: the old pod may match a name or a label for a while. */
  const isBack = async (): Promise<string> =>
    await kubectl.run([
      ...["rollout", "status", await workload(), `--timeout=${READY_S}s`],
    ]);

  return {
    name: "the cluster of KUBECONFIG",
    database: async () =>
      await kubectl.run([
        ...["exec", await pod(), "--", "sh", "-c", 'echo "$POSTGRES_DB"'],
      ]),
    ask: async (query) =>
      await kubectl.run([
        ...["exec", await pod(), "--", "sh", "-c"],
        'psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -Atc "$1"',
        ...["sh", query],
      ]),
    async killServer() {
      await kubectl.run(["delete", await pod(), "--grace-period=0", "--force"]);
      await isBack();
    },
    async loseVolume() {
      const claims = await names("persistentvolumeclaim", ours);
      const owner = await workload();
      const gone = (what: string): Promise<string> =>
        kubectl.run(["wait", what, "--for=delete", `--timeout=${READY_S}s`]);
      const server = await pod();
      await kubectl.run(["scale", owner, "--replicas=0"]);
      await gone(server);
      for (const claim of claims) {
        await kubectl.run(["delete", claim]);
        await gone(claim);
      }
      await kubectl.run(["scale", owner, "--replicas=1"]);
      await isBack();
      return undefined;
    },
    async execute(statement) {
      await kubectl.run([
        ...["exec", await pod(), "--", "sh", "-c"],
        'psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "$1"',
        ...["sh", statement],
      ]);
    },
  };
}
