/**
 * The user of the program in the image, as far as the Dockerfile says.
 * @module
 */

import {
  type Instruction,
  lineageOf,
  type Stage,
} from "../../../scripts/adapters/docker/formats/mod.ts";
import { imageName } from "./base_image.ts";
import {
  commandsOf,
  copied,
  type Recipe,
  rootImageOf,
  stageNamed,
  takenFrom,
} from "./recipe.ts";

/** The Dockerfile's statement about the user. */
export type User =
  | { readonly kind: "number" | "name"; readonly said: string }
  | { readonly kind: "root" | "missing" | "unknown"; readonly why: string };

/** Users that an image of this kind has, so that USER may name them. */
const USERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:^|\/)distroless\//, ["root", "nobody", "nonroot"]],
  [/^scratch$/, []],
];

/** Images that run as another user than root by default. */
const NOT_ROOT = /^cgr\.dev\/chainguard\/|^(?:docker\.io\/)?bitnami\//;

/** The user of the image that a Dockerfile makes. */
export function userOf(recipe: Recipe): User {
  const { last } = recipe;
  if (last === undefined) return { kind: "unknown", why: "there is no FROM" };
  const set = lineageOf(last).findLast(({ keyword }) => keyword === "USER");
  const root = rootImageOf(last);
  if (set === undefined) return userOfBase(root);
  const [name = ""] = (set.words[0] ?? "").split(":");
  if (/^(?:0+|root)?$/.test(name)) {
    return { kind: "root", why: `line ${set.line}: USER ${set.text}` };
  }
  if (/^\d+$/.test(name)) return { kind: "number", said: name };
  return namedUser(name, set, last, recipe);
}

/** The user of an image that nothing else was said about. */
function userOfBase(image: string): User {
  const { repository, tag, isByDigest } = imageName(image);
  if (/(?:^|-)nonroot(?:-|$)/.test(tag ?? "") || NOT_ROOT.test(repository)) {
    return { kind: "name", said: "nonroot" };
  }
  const isOpen = isByDigest && tag === undefined &&
    /(?:^|\/)distroless\//.test(repository);
  return isOpen
    ? {
      kind: "unknown",
      why: `there is no USER, and ${image} does not say whose it is`,
    }
    : { kind: "root", why: `there is no USER, and ${image} runs as root` };
}

/** A user by name: one that is not there stops the container from starting. */
function namedUser(
  name: string,
  { line }: Instruction,
  last: Stage,
  recipe: Recipe,
): User {
  const commands = passwordFileOf(last, recipe);
  const word = name.replaceAll(/[^\w]/g, "\\$&");
  const isZero = commands.some((text) =>
    new RegExp(`\\b${word}:[^:\\s]*:0+:`).test(text) ||
    text.split(/&&|;|\n/).some((one) =>
      /\b(?:add|mod)\w*|useradd|adduser|usermod/.test(one) &&
      new RegExp(`\\b${word}\\b`).test(one) &&
      /(?:^|\s)(?:-\w*u|--uid)[\s=]*0+(?:\s|$)/.test(one)
    )
  );
  if (isZero) {
    return { kind: "root", why: `line ${line}: ${name} has the number 0` };
  }
  const known = USERS.find(([image]) => image.test(rootImageOf(last)))?.[1];
  const isMade = commands.some((text) =>
    new RegExp(`\\b${word}\\b`).test(text)
  );
  if (isMade || known === undefined || known.includes(name)) {
    return { kind: "name", said: name };
  }
  return {
    kind: "missing",
    why: `line ${line} names the user ${name}, and nothing creates that user ` +
      "in the last stage",
  };
}

/**
 * The commands that make users: commands of the stages that /etc/passwd comes
 * from.
 */
function passwordFileOf(stage: Stage, recipe: Recipe): readonly string[] {
  return lineageOf(stage).flatMap((instruction): readonly string[] => {
    const { keyword } = instruction;
    if (keyword === "RUN") return [commandsOf(instruction)];
    if (keyword !== "COPY" && keyword !== "ADD") return [];
    const { sources, target } = copied(instruction);
    const isAbout = [...sources, target].some((path) =>
      /(?:^|\/)passwd$|^\/?etc\/?$|^\/$|^\.$|rootfs/.test(path)
    );
    if (!isAbout) return [];
    const [from] = takenFrom(instruction);
    const source = from === undefined
      ? undefined
      : stageNamed(from, recipe.stages);
    return [
      ...instruction.documents.values(),
      ...sources.map((path) => recipe.fileOf(path) ?? ""),
      ...source === undefined ? [] : [
        ...passwordFileOf(source, recipe),
        ...knownTo(rootImageOf(source)),
      ],
    ];
  });
}

/** Users of the images that students build in, as lines of /etc/passwd. */
function knownTo(image: string): readonly string[] {
  return [
    "nobody www-data daemon bin sys",
    ...(/deno/.test(image) ? ["deno"] : []),
    ...(/node/.test(image) ? ["node"] : []),
  ];
}
