/**
 * `deno task image`
 * @module
 */

import { median } from "../bench/figures.ts";
import { serve, serviceArgs } from "../bench/processes.ts";
import { markdownTable } from "../docs/blocks.ts";
import { outputOf } from "../lib/command.ts";
import { Exit } from "../lib/exit_code.ts";
import { boolean, oneOf, text } from "../lib/flags.ts";
import { type Host, realHost } from "../lib/host.ts";
import { chosenServices } from "../lib/services.ts";
import { defineTool, runTool, type Tool } from "../lib/tool.ts";
import { type Engine, findEngine } from "./engine.ts";
import { type Measured, measureImage } from "./inspect.ts";

const FILE = new URL("IMAGES.md", import.meta.url);

/** Largest content of an image (MB). */
const MAX_CONTENT_MB = 125;

/** The tool. */
export const imageTool: Tool = defineTool({
  name: "image",
  summary: "builds the images of services, and says what they weigh",
  flags: {
    tag: text("tag", {
      default: undefined,
      help: "instead of the commit",
    }),
    prefix: text("prefix", {
      default: "quickticket",
      help: "what stands before the name, such as ghcr.io/me",
    }),
    push: boolean("push", { help: "push each image" }),
    load: oneOf("load", ["k3d", "containerd"], {
      default: undefined,
      help: "bring each image into a cluster of this machine",
    }),
    inspect: boolean("inspect", {
      help: "start each image and measure it; exit 1 if it breaks its bounds",
    }),
    write: boolean("write", { help: "with --inspect: keep it in IMAGES.md" }),
  },
  operands: {
    usage: "[SERVICE...]",
    help: "all by default",
    min: 0,
    max: Infinity,
  },
  examples: ["image", "image payments --inspect", "image --load k3d"],
  async run({ host, flags, operands }) {
    const engine = await findEngine();
    const services = await chosenServices(operands);
    const revision = await revisionOf();
    const measured: Row[] = [];
    for (const service of services) {
      const image = `${flags.prefix}/${service}:${flags.tag ?? revision}`;
      await build(host, engine, { service, image, revision });
      if (flags.push) await engine.run("push", image);
      if (flags.load === "k3d") {
        await outputOf("k3d", ["image", "import", image]);
      }
      if (flags.load === "containerd") await loadContainerd(engine, image);
      host.out(image);
      if (flags.inspect) {
        host.err(`measuring ${service} ...`);
        measured.push({
          ...await measureImage(engine, service, image),
          ...await measureDenoRun(service),
        });
      }
    }
    if (!flags.inspect) return Exit.ok;
    const table = tableOf(measured);
    host.out(table);
    if (flags.write) await Deno.writeTextFile(FILE, document(table));
    return measured.every(isWithinBounds) ? Exit.ok : Exit.verdictFailed;
  },
});

async function build(
  host: Host,
  engine: Engine,
  { service, image, revision }: {
    readonly service: string;
    readonly image: string;
    readonly revision: string;
  },
): Promise<void> {
  const began = host.clock.monotonic();
  await engine.run(
    ...["build", "--quiet", "--file", "services/Dockerfile"],
    ...["--build-arg", `SERVICE=${service}`],
    ...["--build-arg", `REVISION=${revision}`],
    ...host.env("DENO_VERSION") === undefined
      ? []
      : ["--build-arg", `DENO_VERSION=${host.env("DENO_VERSION")}`],
    ...["--tag", image, "."],
  );
  const seconds = (host.clock.monotonic() - began) / 1000;
  host.err(`${service} built in ${seconds.toFixed(1)} s`);
}

/** An image beside the same service without one. */
type Row = Measured & {
  readonly denoRunMs: number;
  readonly denoRunMb: number;
};

/** How often `deno run` is started, for the median. */
const STARTS = 5;

async function measureDenoRun(
  service: string,
): Promise<Pick<Row, "denoRunMs" | "denoRunMb">> {
  const starts: number[] = [];
  let denoRunMb = 0;
  for (let i = 0; i < STARTS; i++) {
    const served = await serve({
      args: serviceArgs(service),
      env: {},
      path: "/livez",
    });
    starts.push(served.startMs);
    denoRunMb = await served.rssMb();
    await served.stop();
  }
  return { denoRunMs: median(starts), denoRunMb };
}

/** The commit; `-dirty` when files differ from it. */
async function revisionOf(): Promise<string> {
  const sha = await outputOf("git", ["rev-parse", "HEAD"]);
  const changes = await outputOf("git", ["status", "--porcelain"]);
  return changes === "" ? sha : `${sha}-dirty`;
}

async function loadContainerd(engine: Engine, image: string): Promise<void> {
  const file = await Deno.makeTempFile({ suffix: ".tar" });
  try {
    await engine.run("save", "--output", file, image);
    await outputOf("ctr", ["--namespace", "k8s.io", "images", "import", file]);
  } finally {
    await Deno.remove(file);
  }
}

function isWithinBounds({ contentMb, user }: Row): boolean {
  return contentMb <= MAX_CONTENT_MB && user === "65532:65532";
}

function tableOf(measured: readonly Row[]): string {
  return markdownTable(
    [
      "Image",
      "Content",
      "Compressed",
      "Layers",
      "User",
      "Start to first 200",
      "Memory then",
      "`deno run`: start",
      "Memory then",
    ],
    measured.map((one) => [
      one.service,
      `${one.contentMb.toFixed(0)} MB`,
      `${one.compressedMb.toFixed(0)} MB`,
      String(one.layers),
      one.user,
      `${one.startMs.toFixed(0)} ms`,
      `${one.rssMb.toFixed(0)} MB`,
      `${one.denoRunMs.toFixed(0)} ms`,
      `${one.denoRunMb.toFixed(0)} MB`,
    ]),
  );
}

function document(table: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return `# Images

DO NOT EDIT: written by \`deno task image --inspect --write\`.

Measured on ${day}: medians of five starts with a read-only file system and no
capabilities, from the start of the container's process to its first 200.

${table}
`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), imageTool));
