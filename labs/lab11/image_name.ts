/**
 * Reads the name of an image.
 * @module
 */

/** Not one of the shop's other services; what else a name may be is open. */
export function isOwnImage(image: string): boolean {
  return !/(?:^|[/_.-])(?:gateway|events|payments)(?:[:@]|$)/.test(image);
}

/** By a digest, or a tag that says a version. */
export function isPinned(image: string): boolean {
  return image.includes("@sha256:") ||
    /:(?!latest$)[\w][\w.-]*$/.test(image.replace(/^.*\//, ""));
}
