/**
 * `deno task prometheus`: what compose has in its profile `monitoring`, for a
 * shop without Docker. A file that is saved is in force at once.
 * @module
 */

import { isAlive } from "../../adapters/running_stack/mod.ts";
import { DEV_DIRECTORY, readState } from "../../stack/local/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  integer,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { localConfig } from "./local_config.ts";
import { startServer } from "./server.ts";
import { readText, replaceFile } from "../../lib/files/mod.ts";

/** An editor writes a file in more than one step (ms). */
const SETTLED_MS = 300;

/** The tool. */
export const prometheusTool: Tool = defineTool({
  name: "prometheus",
  summary: "Prometheus beside deno task dev, as your prometheus.yml says",
  flags: {
    config: text("config", {
      default: "monitoring/prometheus/prometheus.yml",
      placeholder: "FILE",
      help: "as compose has it; names of services become addresses",
    }),
    port: integer("port", {
      default: 9090,
      min: 1,
      max: 65_535,
      help: "where it listens on 127.0.0.1",
    }),
  },
  examples: ["prometheus", "PROMETHEUS=~/prometheus/prometheus prometheus"],
  async run({ host, flags: { config, port } }) {
    const state = await readState(`${DEV_DIRECTORY}/state.json`);
    if (state === undefined || !await isAlive(state)) {
      throw new CouldNotRun(
        "Cannot scrape the shop: deno task dev does not run here; start it, " +
          "or use compose: docker compose up -d --wait prometheus",
      );
    }
    const folder = `${DEV_DIRECTORY}/prometheus`;
    await Deno.mkdir(folder, { recursive: true });
    const prepare = () => translate(config, `${folder}/prometheus.yml`);
    await prepare();
    const server = await startServer({
      program: host.env("PROMETHEUS") || "prometheus",
      folder,
      port,
      clock: host.clock,
    });
    host.err(`Prometheus is at ${server.url}; Ctrl-C ends it`);
    const watcher = Deno.watchFs(folderOf(config));
    void follow(host, watcher, async () => {
      await prepare();
      await server.reload();
    });
    const off = host.onSignal(() => void server.close());
    const code = await server.ended;
    off();
    watcher.close();
    return code === 0 ? Exit.ok : Exit.couldNotRun;
  },
});

async function translate(from: string, to: string): Promise<void> {
  const text = await readText(from).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(
      `Cannot start Prometheus: there is no ${from}; you write it in Lab 3`,
    );
  });
  const folder = await Deno.realPath(folderOf(from));
  await replaceFile(to, localConfig(text, folder));
}

/** Tells Prometheus of every change, and us what it says. */
async function follow(
  { clock, err }: Host,
  changes: AsyncIterable<Deno.FsEvent>,
  reload: () => Promise<void>,
): Promise<void> {
  let cancel = (): void => {};
  for await (const { kind } of changes) {
    if (kind === "access") continue;
    cancel();
    cancel = clock.after(SETTLED_MS, () => {
      reload().then(
        () => err("read your files again"),
        (error: Error) => err(error.message),
      );
    });
  }
  cancel();
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}

if (import.meta.main) Deno.exit(await runTool(realHost(), prometheusTool));
