/**
 * Images that a build begins with: whether their names mean the same tomorrow.
 * @module
 */

import { type Recipe, stageNamed, takenFrom } from "./recipe.ts";

/** Releases that Debian and Ubuntu name by a word. */
const CODE_NAMES =
  /(?:^|-)(?:buster|bullseye|bookworm|trixie|focal|jammy|noble|plucky)(?:-|$)/;

/** The machine that an image is for says nothing about its version. */
const MACHINES = /(?:amd64|x86_64|arm64(?:v8)?|aarch64|arm32v7|armv7|arm\/v7)/g;

/** A name of an image, taken apart. */
export interface ImageName {
  /** Without registry's tag and digest, e.g. `gcr.io/distroless/cc-debian12`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly isByDigest: boolean;
}

/** Takes `registry/name:tag@digest` apart. */
export function imageName(image: string): ImageName {
  const [named = "", digest] = image.split("@");
  const slash = named.lastIndexOf("/");
  const colon = named.indexOf(":", slash + 1);
  return {
    repository: colon === -1 ? named : named.slice(0, colon),
    tag: colon === -1 ? undefined : named.slice(colon + 1),
    isByDigest: /^sha(?:256|512):[0-9a-f]+$/i.test(digest ?? ""),
  };
}

/** Whether the name will mean another image tomorrow. */
function isFloating(image: string): boolean {
  if (image === "scratch") return false;
  const { repository, tag = "", isByDigest } = imageName(image);
  if (isByDigest) return false;
  if (tag === "" || /(?:^|-)latest(?:-|$)/i.test(tag)) return true;
  const plain = tag.replaceAll(MACHINES, "");
  if (/\d/.test(plain) || CODE_NAMES.test(plain)) return false;
  // gcr.io/distroless/cc-debian12:nonroot has its release in the repository.
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  const isVariant = /^-?(?:debug-?)?(?:nonroot)?-?$/.test(plain);
  return !(isVariant && /\d/.test(name));
}

/** Each image whose name floats, with its line. */
export function floatingBases({ stages }: Recipe): readonly string[] {
  return stages.flatMap(({ base, parent, line, instructions }) => [
    ...parent === undefined ? problemOf(base, line) : [],
    ...instructions.flatMap((instruction) =>
      takenFrom(instruction).flatMap((name) =>
        stageNamed(name, stages) === undefined
          ? problemOf(name, instruction.line)
          : []
      )
    ),
  ]);
}

function problemOf(image: string, line: number): readonly string[] {
  if (image === "") return [`line ${line} names no image`];
  if (!isFloating(image)) return [];
  const { tag } = imageName(image);
  const isName = tag === undefined && !/[/.]/.test(image);
  return [
    tag === undefined || tag === ""
      ? `line ${line}: ${image} has no tag` +
        (isName ? ", and no stage of that name stands above" : "")
      : `line ${line}: the tag of ${image} names no version`,
  ];
}

/** Images that are fixed to a major version only: right, and worth a word. */
export function looseBases({ stages }: Recipe): readonly string[] {
  return stages.flatMap(({ base, parent }) => {
    const { tag, isByDigest } = imageName(base);
    return parent === undefined && !isByDigest && /^v?\d+$/.test(tag ?? "")
      ? [base]
      : [];
  });
}
