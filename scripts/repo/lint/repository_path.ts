/**
 * Where a file stands in the repository.
 * @module
 */

/** The repository's root, with a slash at its end. */
const ROOT = new URL("../../../", import.meta.url).pathname;

/**
 * A path below the repository's root, for the folders that hold code. The root
 * counts, because a checkout may itself lie in a folder named `services`.
 */
export function inRepository(path: string): string | undefined {
  const { pathname } = new URL(`file://${path}`);
  const below = pathname.startsWith(ROOT)
    ? pathname.slice(ROOT.length)
    : undefined;
  return below && /^(services|scripts|labs)\//.test(below) ? below : undefined;
}
