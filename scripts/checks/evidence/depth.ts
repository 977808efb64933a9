/**
 * How deep JSON is nested, counted before it is read: what walks through the
 * value calls itself for each level.
 * @module
 */

/** Levels of brackets outside of texts; the text need not be right. */
export function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let at = 0; at < json.length; at++) {
    const letter = json[at];
    if (isText) {
      if (letter === "\\") at++;
      else if (letter === '"') isText = false;
    } else if (letter === '"') isText = true;
    else if (letter === "[" || letter === "{") {
      deepest = Math.max(deepest, ++depth);
    } else if (letter === "]" || letter === "}") depth--;
  }
  return deepest;
}
