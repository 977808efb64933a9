/**
 * `deno task image`
 * @module
 */

import { median } from "../../lib/measured/mod.ts";
import {
  openGit,
  outputOf,
  serve,
  serviceArgs,
} from "../../lib/process/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  type Host,
  oneOf,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { chosenServices } from "../../adapters/shop/mod.ts";
import { openImage } from "./content.ts";
import { type Engine, findEngine } from "../../adapters/docker/mod.ts";
import { grantedTo, importedBy } from "./imported.ts";
import { measureImage } from "./inspect.ts";
import {
  contentTable,
  document,
  type Inspected,
  type Way,
  waysTable,
} from "./report.ts";
import { problemsOf } from "./verdict.ts";
import { replaceFile } from "../../lib/files/mod.ts";

const FILE = new URL("IMAGES.md", import.meta.url);

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
      help: "open, start and measure each; exit 1 if one is not as it must be",
    }),
    python: boolean("python", {
      help: "with --inspect: beside the same service in Python",
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
    const images: Inspected[] = [];
    const ways: Way[] = [];
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
        const inspected = await inspect(engine, service, image);
        images.push(inspected);
        ways.push({ ...inspected, what: `${service}, the image` });
        ways.push(await denoRun(service));
      }
    }
    if (!flags.inspect) return Exit.ok;
    if (flags.python) ways.push(await python(host, engine));
    host.out(`${contentTable(images)}\n\n${waysTable(ways)}`);
    if (flags.write) await replaceFile(FILE, document(images, ways));
    const problems = images.flatMap((image) =>
      problemsOf(image).map((problem) => `${image.service}: ${problem}`)
    );
    for (const problem of problems) host.out(problem);
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
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

/** An image, opened, measured, and what it must be. */
async function inspect(
  engine: Engine,
  service: string,
  image: string,
): Promise<Inspected> {
  return {
    ...await measureImage(engine, service, image),
    ...await openImage(engine, image),
    granted: await grantedTo(service),
    imported: await importedBy(`services/${service}/main.ts`),
  };
}

/** How often `deno run` is started, for the median. */
const STARTS = 5;

async function denoRun(service: string): Promise<Way> {
  const starts: number[] = [];
  let rssMb = 0;
  for (let i = 0; i < STARTS; i++) {
    const served = await serve({
      args: serviceArgs(service),
      env: {},
      path: "/livez",
    });
    starts.push(served.startMs);
    rssMb = await served.rssMb();
    await served.stop();
  }
  const what = `${service} by \`deno run\``;
  return { what, startMs: median(starts), rssMb };
}

/** The same service the usual way. */
async function python(host: Host, engine: Engine): Promise<Way> {
  const image = "quickticket/python-payments:measured";
  host.err("measuring Python ...");
  const base = host.env("PYTHON_IMAGE") ?? "python:3.13-slim";
  await engine.run(
    ...["build", "--quiet", "--build-arg", `BASE=${base}`],
    ...["--tag", image, "scripts/stack/image/python"],
  );
  try {
    const measured = await measureImage(engine, "payments", image);
    return { ...measured, what: "payments in Python" };
  } finally {
    await engine.run("image", "rm", image);
  }
}

/** The commit; `-dirty` when files differ from it. */
async function revisionOf(): Promise<string> {
  const git = openGit();
  const sha = await git.output("rev-parse", "HEAD");
  const changes = await git.output("status", "--porcelain");
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

if (import.meta.main) Deno.exit(await runTool(realHost(), imageTool));
