/**
 * Whether objects are what the API server's own models say: each field is known
 * and has its type. This asks no server; `kubectl apply --dry-run=server` says
 * more where there is one.
 * @module
 */

import type { ManifestObject } from "../manifest_objects.ts";
import { KINDS, LIST, MAP } from "./kinds.ts";
import fields from "./models.json" with { type: "json" };

/** Fields with their types, by the model that has them. */
const MODELS: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map(
  Object.entries(fields),
);

/** Kinds that are known under one group alone. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ...Object.keys(KINDS).map((key) =>
    [
      key.slice(key.lastIndexOf("/") + 1),
      key.slice(0, key.lastIndexOf("/")),
    ] as const
  ),
  ["Rollout", "argoproj.io/v1alpha1"],
  ["AnalysisTemplate", "argoproj.io/v1alpha1"],
  ["ClusterAnalysisTemplate", "argoproj.io/v1alpha1"],
]);

/**
 * The problems of an object, each with its path; empty: no problem is known.
 */
export function schemaProblems(object: ManifestObject): readonly string[] {
  const { apiVersion, kind } = object;
  const group = GROUPS.get(kind);
  if (group === undefined) return [];
  const isGroup = apiVersion === group ||
    (kind === "HorizontalPodAutoscaler" && apiVersion === "autoscaling/v1");
  if (!isGroup) {
    return [`apiVersion ${String(apiVersion)}, and ${kind} is of ${group}`];
  }
  const model = KINDS[`${String(apiVersion)}/${kind}`];
  if (model !== undefined) return problemsOf(object, model, "");
  const { spec } = object;
  return kind === "Rollout" && typeof spec === "object" && spec !== null &&
      "template" in spec
    ? problemsOf(spec.template, "V1PodTemplateSpec", "spec.template")
    : [];
}

function problemsOf(
  value: unknown,
  type: string,
  path: string,
): readonly string[] {
  if (value === null || value === undefined) return []; // as if it were not there
  const item = LIST.exec(type)?.[1];
  if (item !== undefined) {
    return Array.isArray(value)
      ? value.flatMap((one, i) => problemsOf(one, item, `${path}[${i}]`))
      : [`${path} is ${wordOf(value)}, and must be a list`];
  }
  const entry = MAP.exec(type)?.[1];
  if (entry !== undefined) {
    return isRecord(value)
      ? Object.entries(value).flatMap(([key, one]) =>
        problemsOf(one, entry, `${path}.${key}`)
      )
      : [`${path} is ${wordOf(value)}, and must be a map`];
  }
  const attributes = MODELS.get(type);
  if (attributes === undefined) return scalarProblems(value, type, path);
  if (!isRecord(value)) {
    return [`${path} is ${wordOf(value)}, and must be a map`];
  }
  return Object.entries(value).flatMap(([key, one]) => {
    const found = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    const below = path === "" ? key : `${path}.${key}`;
    return found === undefined
      ? [`there is no field ${below}`]
      : problemsOf(one, found, below);
  });
}

/**
 * The quantities, which are strings in the client's models where the API takes a
 * number, too.
 */
const IS_QUANTITY = /\.(?:requests|limits|capacity)\.[\w./-]+$|sizeLimit$/;

function scalarProblems(
  value: unknown,
  type: string,
  path: string,
): readonly string[] {
  const is = typeof value;
  const isRight = type === "any" || type === "object" || type === "Date"
    ? true
    : type === "IntOrString"
    ? is === "string" || is === "number"
    : type === "string"
    ? is === "string" || (is === "number" && IS_QUANTITY.test(path))
    : type === is;
  const must = type === "IntOrString" ? "a number or a string" : `a ${type}`;
  return isRight ? [] : [`${path} is ${wordOf(value)}, and must be ${must}`];
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : `the ${typeof value} ${value}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
