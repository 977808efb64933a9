/**
 * The files in a student's tree. Links are not followed.
 * @module
 */

/** Something that is no folder. */
interface Found {
  readonly path: string;
  readonly kind: "file" | "a link" | "a pipe or a device";
}

const MAX_DEPTH = 12;

/** A tree of the course has some thousand files. */
const MAX_SEEN = 50_000;

/** Folders that are never looked into. */
const NOT_THEIRS = /^(?:\.git|\.dev|\.quickticket|node_modules|disputes)$/;

/** Files by their paths, with `/`; at most fifty thousand. */
export async function* filesInside(root: string): AsyncGenerator<Found> {
  yield* walk(root, "", 0, { left: MAX_SEEN });
}

async function* walk(
  root: string,
  below: string,
  depth: number,
  seen: { left: number },
): AsyncGenerator<Found> {
  if (depth > MAX_DEPTH) return;
  for await (const entry of Deno.readDir(`${root}/${below}`)) {
    if (seen.left-- <= 0) return;
    const path = `${below}${entry.name}`;
    if (entry.isDirectory) {
      if (!NOT_THEIRS.test(entry.name)) {
        yield* walk(root, `${path}/`, depth + 1, seen);
      }
    } else if (entry.isSymlink) yield { path, kind: "a link" };
    else if (entry.isFile) yield { path, kind: "file" };
    else yield { path, kind: "a pipe or a device" };
  }
}
