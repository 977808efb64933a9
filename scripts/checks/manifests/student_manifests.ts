/**
 * The manifests that a student has written: every object that `kubectl apply`
 * would be given, whatever the files are called and however they are cut.
 * @module
 */

import {
  type ManifestObject,
  objectsIn,
} from "../../adapters/kubernetes/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { CheckContext } from "../lab.ts";

/** An object, and the file that says it. */
export interface WrittenObject {
  readonly path: string;
  readonly object: ManifestObject;
}

/** The written manifests. */
export interface Manifests {
  readonly objects: readonly WrittenObject[];
  /** Files that cannot be read, each with its first error. */
  readonly broken: readonly string[];
}

/** Manifests that belong to the course, and what is no manifest. */
const NOT_THEIRS =
  /^(?:labs|lectures|monitoring|scripts|services|submissions|chart|charts|helm|\.github|k8s\/(?:argocd|base|components|stages|chart))\//;

/** Where the labs ask for manifests. */
const IN_K8S = /^(?:app\/)?k8s\/.*\.(?:ya?ml|json)$/;

/** Anywhere in the tree: some labs leave the folder open. */
export const ANYWHERE = /\.(?:ya?ml|json)$/;

const KIND = /(?:^|["'\s{,])kind["']?\s*:/m;

const KUSTOMIZATION = /^(.*\/)?kustomization\.ya?ml$|^(.*\/)?Kustomization$/;

/**
 * Reads them. A folder with a kustomization is rendered, and its files count no
 * more; an object in a sub-folder counts only when no file above it has it, since
 * `kubectl apply -f k8s/` does not look there.
 */
export async function studentManifests(
  context: Pick<CheckContext, "files" | "read" | "kubectl">,
  where: RegExp = IN_K8S,
): Promise<Manifests> {
  const objects: WrittenObject[] = [];
  const broken: string[] = [];
  const all = (await context.files(/\.(?:ya?ml|json)$|\/Kustomization$/))
    .filter((path) => !NOT_THEIRS.test(path));
  const rendered = kustomizedFolder(all);
  if (rendered !== undefined) {
    const made = await kustomized(context, rendered);
    objects.push(...made.objects);
    broken.push(...made.broken);
  }
  for (const path of all.filter((one) => where.test(one))) {
    if (rendered !== undefined && path.startsWith(`${rendered}/`)) continue;
    const text = await context.read(path) ?? "";
    if (!KIND.test(text) && !IN_K8S.test(path)) continue;
    try {
      objects.push(
        ...objectsIn(text, path).map((object) => ({ path, object })),
      );
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (IN_K8S.test(path)) broken.push(error.message);
    }
  }
  return { objects: withoutShadowed(objects), broken };
}

/** The first folder of k8s/ with a kustomization: the nearest to its root. */
function kustomizedFolder(paths: readonly string[]): string | undefined {
  const [first] = paths.filter((path) =>
    KUSTOMIZATION.test(path) && /^(?:app\/)?k8s\//.test(path)
  ).toSorted((a, b) => depthOf(a) - depthOf(b));
  return first?.slice(0, first.lastIndexOf("/"));
}

function depthOf(path: string): number {
  return path.split("/").length;
}

async function kustomized(
  { kubectl }: Pick<CheckContext, "kubectl">,
  folder: string,
): Promise<Manifests> {
  const path = `${folder}/kustomization.yaml`;
  try {
    const text = await kubectl.run(["kustomize", folder]);
    return {
      objects: objectsIn(text, path).map((object) => ({ path, object })),
      broken: [],
    };
  } catch (error) {
    // Without kubectl nothing is known of it.
    if (!(error instanceof CouldNotRun) || !/ended with/.test(error.message)) {
      throw error;
    }
    const words = error.message.replaceAll(/\s+/g, " ").slice(0, 300);
    return { objects: [], broken: [words] };
  }
}

function withoutShadowed(
  all: readonly WrittenObject[],
): readonly WrittenObject[] {
  const keyOf = ({ object }: WrittenObject): string =>
    `${object.kind}/${nameOf(object)}`;
  const least = new Map<string, number>();
  for (const one of all) {
    const depth = depthOf(one.path);
    least.set(keyOf(one), Math.min(least.get(keyOf(one)) ?? depth, depth));
  }
  return all.filter((one) => depthOf(one.path) === least.get(keyOf(one)));
}

/** `metadata.name`; "" without one. */
export function nameOf({ metadata }: ManifestObject): string {
  return typeof metadata === "object" && metadata !== null &&
      "name" in metadata && typeof metadata.name === "string"
    ? metadata.name
    : "";
}
