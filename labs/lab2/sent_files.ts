/**
 * Asks the builder itself which files a build receives: it is given the names
 * of all files, with empty ones for what no tree should hold, and lists what
 * came.
 * @module
 */

import { dirname } from "node:path";
import { readArchive } from "../../scripts/adapters/docker/formats/mod.ts";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";

/** Puts all that it is sent into an image. */
const EVERYTHING = "FROM scratch\nCOPY . /context\n";

const DOCKERFILE = "services/Dockerfile";

/** Where a builder looks for patterns; the second one wins. */
const PATTERNS = [".dockerignore", `${DOCKERFILE}.dockerignore`] as const;

/** The files in the folders of other people, if not in this one. */
const BAITS = [
  ".env",
  ".env.local",
  ".git/HEAD",
  ".git/objects/pack/pack-1.pack",
  ".dev/state.json",
  "node_modules/left/index.js",
  "coverage/lcov.info",
  "README.md",
  "docs/notes.md",
] as const;

/**
 * Paths that a build of the student's tree gets, and those of {@link BAITS}.
 * @throws {CouldNotRun} when docker does not answer
 */
export async function sentFiles(
  { program, files, read }: Pick<CheckContext, "program" | "files" | "read">,
): Promise<readonly string[]> {
  const image = `quickticket-lab2-context:${crypto.randomUUID()}`;
  const docker = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await program("docker", args);
    if (code === 0) return stdout;
    throw new CouldNotRun(`Cannot build: docker ${args[0]}: ${stderr}`);
  };
  await docker("info"); // before anything is written
  const folder = await Deno.makeTempDir({ prefix: "lab2-" });
  const context = `${folder}/context`;
  try {
    for (const path of [...await files(/./), ...BAITS]) {
      await write(`${context}/${path}`, "");
    }
    for (const path of PATTERNS) {
      const text = await read(path);
      if (text !== undefined) await write(`${context}/${path}`, text);
    }
    await write(`${context}/${DOCKERFILE}`, EVERYTHING);
    const file = `${context}/${DOCKERFILE}`;
    await docker("build", "-q", "-t", image, "-f", file, context);
    const id = (await docker("create", image, "x")).split("\n").at(-1) ?? "";
    try {
      await docker("export", "--output", `${folder}/image.tar`, id);
    } finally {
      await program("docker", ["rm", id]);
    }
    using archive = await Deno.open(`${folder}/image.tar`);
    const { files: found } = await readArchive(archive.readable);
    return found.filter(({ path, kind }) =>
      kind === "file" && path.startsWith("context/")
    ).map(({ path }) => path.slice("context/".length));
  } finally {
    await program("docker", ["image", "rm", "--force", image]);
    await Deno.remove(folder, { recursive: true });
  }
}

async function write(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text);
}
