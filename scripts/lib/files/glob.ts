/**
 * Paths of deliverables.
 * @module
 */

/**
 * A pattern of whole paths: `*` for any part of a name, `**` for any folders.
 * @example "k8s/**" or "submissions/lab1*.json"
 */
export function globPattern(glob: string): RegExp {
  const source = glob.split(/(\*\*\/?|\*)/).map((part) => {
    if (part === "*") return "[^/]*";
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    return part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  }).join("");
  return new RegExp(`^${source}$`);
}
