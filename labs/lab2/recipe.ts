/**
 * A Dockerfile as a list of instructions.
 * @module
 */

/** One instruction. */
export interface Instruction {
  /** In capitals, e.g. `COPY`. */
  readonly name: string;
  readonly rest: string;
}

/** A stage: from one FROM to the next. */
export interface Stage {
  /** What it begins with, variables replaced by their defaults. */
  readonly base: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** Reads the stages of a Dockerfile; none when there is no FROM. */
export function stagesIn(dockerfile: string): readonly Stage[] {
  const joined = dockerfile.split("\n")
    .filter((line) => !/^\s*#/.test(line)).join("\n")
    .replaceAll(/\\\n/g, " ");
  const defaults = new Map<string, string>();
  const stages: { base: string; name?: string; all: Instruction[] }[] = [];
  for (const line of joined.split("\n")) {
    const [, word, rest = ""] = /^\s*([A-Za-z]+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (word === undefined) continue;
    const name = word.toUpperCase();
    if (name === "ARG") {
      const [, key, value = ""] = /^(\w+)=?(.*)$/.exec(rest) ?? [];
      if (key !== undefined && !defaults.has(key)) defaults.set(key, value);
    }
    if (name === "FROM") {
      const [, image = "", as] =
        /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i.exec(rest) ?? [];
      const base = image.replaceAll(
        /\$\{?(\w+)(?::-([^}]*))?\}?/g,
        (_, key, fallback) => defaults.get(key) || fallback || "",
      );
      stages.push({ base, ...as ? { name: as } : {}, all: [] });
    } else stages.at(-1)?.all.push({ name, rest });
  }
  return stages.map(({ base, name, all }) => ({
    base,
    name,
    instructions: all,
  }));
}

/** Whether a base is one that will be another tomorrow. */
export function isFloating(base: string): boolean {
  if (base === "scratch" || base.includes("@sha256:")) return false;
  const tag = /:([^/:]+)$/.exec(base)?.[1];
  return tag === undefined || tag === "" || /^latest/.test(tag);
}

/** Whether an ENTRYPOINT or CMD goes through a shell. */
export function usesShell(rest: string): boolean {
  if (!rest.startsWith("[")) return true;
  return /^\[\s*"(?:\/bin\/)?(?:ba|da|a)?sh"/.test(rest);
}
