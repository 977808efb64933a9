/**
 * `deno task compile`
 * @module
 */

import { outputOf, SERVICE_FLAGS } from "../../../lib/process/mod.ts";
import {
  defineTool,
  Exit,
  oneOf,
  realHost,
  runTool,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { chosenServices } from "../../../adapters/shop/mod.ts";

const TARGETS = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
] as const;

/** Where programs go. */
const DIST = "dist";

/** The tool. It does what services/Dockerfile does, without a container. */
export const compileTool: Tool = defineTool({
  name: "compile",
  summary: "makes each service one program, with its permissions, in dist/",
  flags: {
    target: oneOf("target", TARGETS, {
      default: undefined,
      help: "for another platform than this one",
    }),
  },
  operands: {
    usage: "[SERVICE...]",
    help: "all by default",
    min: 0,
    max: Infinity,
  },
  examples: ["compile", "compile payments --target aarch64-unknown-linux-gnu"],
  async run({ host, flags, operands }) {
    await Deno.mkdir(DIST, { recursive: true });
    for (const service of await chosenServices(operands)) {
      host.err(`compiling ${service} ...`);
      const name = service + (flags.target?.includes("windows") ? ".exe" : "");
      // A program that is half written would start, and then fail.
      const draft = await Deno.makeTempDir({ dir: DIST, suffix: ".part" });
      const bundle = `${draft}/${service}.js`;
      const program = `${DIST}/${name}`;
      const deno = Deno.execPath();
      await outputOf(deno, [
        ...["bundle", "--quiet", "--platform", "deno", "-o", bundle],
        `services/${service}/main.ts`,
      ]);
      await outputOf(deno, [
        ...["compile", "--quiet", "--no-prompt", ...SERVICE_FLAGS],
        `-P=${service}`,
        ...["-o", `${draft}/${name}`],
        ...flags.target === undefined ? [] : ["--target", flags.target],
        bundle,
      ]);
      await Deno.rename(`${draft}/${name}`, program);
      await Deno.remove(draft, { recursive: true });
      const { size } = await Deno.stat(program);
      host.out(`${program}  ${(size / 1e6).toFixed(1)} MB`);
    }
    return Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), compileTool));
