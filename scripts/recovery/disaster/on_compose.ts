/**
 * Disasters on the shop of `docker compose up`.
 * @module
 */

import { outputOf } from "../../lib/process/mod.ts";
import type { Place } from "./place.ts";

/** That shop. */
export function composePlace(): Place {
  const compose = async (...args: readonly string[]): Promise<string> =>
    await outputOf("docker", ["compose", ...args]);
  const up = (): Promise<string> =>
    compose("up", "-d", "--wait", "--no-deps", "postgres");
  return {
    name: "docker compose",
    database: async () => {
      const shown = await compose(
        ...["exec", "-T", "postgres", "sh", "-c", 'echo "$POSTGRES_DB"'],
      );
      return shown.trim();
    },
    ask: async (query) => {
      const shown = await compose(
        ...["exec", "-T", "postgres", "sh", "-c"],
        'psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -Atc "$1"',
        ...["sh", query],
      );
      return shown.trim();
    },
    async killServer() {
      await compose("kill", "--signal", "SIGKILL", "postgres");
      await up();
    },
    async loseVolume() {
      const config: { volumes: { postgres: { name: string } } } = JSON.parse(
        await compose("config", "--format", "json"),
      );
      await compose("rm", "--stop", "--force", "postgres");
      await outputOf("docker", ["volume", "rm", config.volumes.postgres.name]);
      await up();
      return undefined;
    },
    async execute(statement) {
      await compose(
        ...["exec", "-T", "postgres", "sh", "-c"],
        'psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "$1"',
        ...["sh", statement],
      );
    },
  };
}
