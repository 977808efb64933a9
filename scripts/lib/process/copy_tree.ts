/**
 * Copies a directory with everything in it.
 * @module
 */

/** How many files are copied at once. */
const AT_ONCE = 16;

interface CopyOptions {
  /** Leaves out the files it says no to, by their path below the source. */
  readonly keep?: (path: string) => boolean;
}

/** Copies files (with their modes) and directories; links are not followed. */
export async function copyTree(
  from: string,
  to: string,
  { keep = () => true }: CopyOptions = {},
): Promise<void> {
  const files: string[] = [];
  for await (const path of walk(from, "")) {
    if (path.endsWith("/")) {
      await Deno.mkdir(to + "/" + path, { recursive: true });
    } else if (keep(path)) files.push(path);
  }
  const next = files.values();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const path of next) {
      await Deno.copyFile(`${from}/${path}`, `${to}/${path}`);
    }
  }));
}

/** Paths below `root`; a directory ends in `/` and comes before its content. */
async function* walk(root: string, below: string): AsyncGenerator<string> {
  yield below === "" ? "/" : below;
  for await (
    const { name, isDirectory, isFile } of Deno.readDir(`${root}/${below}`)
  ) {
    if (isDirectory) yield* walk(root, `${below}${name}/`);
    else if (isFile) yield below + name;
  }
}
