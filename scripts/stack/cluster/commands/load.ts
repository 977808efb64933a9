/**
 * `deno task cluster load`
 * @module
 */

import { chosenServices } from "../../../adapters/shop/mod.ts";
import { defineTool, Exit, text, type Tool } from "../../../lib/cli/mod.ts";
import { must } from "../must.ts";

/** `cluster load` */
export const load: Tool = defineTool({
  name: "load",
  summary: "builds the images and puts them into the cluster's registry",
  flags: {
    tag: text("tag", { default: "v1", help: "of the images" }),
    registry: text("registry", {
      default: "k3d-registry.localhost:5000",
      help: "as this machine reaches it",
    }),
  },
  operands: {
    usage: "[IMAGE...]",
    help: "services, setup, loadgen; all by default",
    min: 0,
    max: Infinity,
  },
  async run({ host, flags, operands }) {
    for (const { name, entry } of await chosenImages(operands)) {
      const image = `${flags.registry}/quickticket/${name}:${flags.tag}`;
      host.err(`${image} ...`);
      await must("docker", [
        ...["build", "--quiet", "--file", "services/Dockerfile"],
        ...["--build-arg", `SERVICE=${name}`],
        ...["--build-arg", `REVISION=${flags.tag}`],
        // Of the environment, when it has one; else the Dockerfile's own.
        ...["--build-arg", "DENO_VERSION"],
        ...entry === undefined ? [] : ["--build-arg", `ENTRY=${entry}`],
        ...["--tag", image, "--tag", `quickticket/${name}:${flags.tag}`, "."],
      ]);
      await must("docker", ["push", "--quiet", image]);
      host.out(image);
    }
    return Exit.ok;
  },
});

/** Images that are no service. */
const TOOLS: Readonly<Record<string, string>> = {
  setup: "scripts/schema/setup/main.ts",
  loadgen: "scripts/load/loadgen/cli.ts",
};

async function chosenImages(
  named: readonly string[],
): Promise<readonly { readonly name: string; readonly entry?: string }[]> {
  const tools = Object.entries(TOOLS).map(([name, entry]) => ({ name, entry }))
    .filter(({ name }) => named.length === 0 || named.includes(name));
  const services = named.filter((name) => !(name in TOOLS));
  return named.length > 0 && services.length === 0
    ? tools
    : [...(await chosenServices(services)).map((name) => ({ name })), ...tools];
}
