/**
 * From the text of a file to an experiment, or to all that is wrong with it:
 * file, line, path, and what it must be.
 * @module
 */

import {
  parseYamlDocument,
  type YamlDocument,
  YamlError,
} from "../lib/text/yaml/mod.ts";
import { type Experiment, experimentSchema } from "./model/experiment.ts";
import { issueWords } from "./issue_words.ts";
import { effectsOutside } from "./effects.ts";
import { ENV_KEYS, isEnvKey } from "./model/env_keys.ts";
import { problemsOf } from "./rules.ts";
import {
  fillIn,
  readValue,
  type Value,
  type Values,
} from "./model/variables.ts";

/** A file that is no experiment; the message has a line for each problem. */
export class ExperimentError extends Error {
  override readonly name = "ExperimentError";
}

/** The facts beside the file. */
export interface Surroundings {
  /** The file's name, for messages. */
  readonly file: string;
  /** The variables of the target, such as `gateway_url`. */
  readonly known: Values;
  /** The variables from the command line. */
  readonly given: Values;
  /** Environment variables, for `{type: env}`. */
  env(name: string): string | undefined;
}

/** Variables that any target has; names only, for a check without a target. */
export const KNOWN_WITHOUT_TARGET: Values = {
  namespace: "the-namespace-of-the-target",
  gateway_url: "http://gateway.invalid:8080",
  events_url: "http://events.invalid:8081",
  payments_url: "http://payments.invalid:8082",
  notifications_url: "http://notifications.invalid:8083",
};

/**
 * Reads an experiment.
 * @throws {ExperimentError} naming every problem
 */
export function parseExperiment(
  text: string,
  { file, known, given, env }: Surroundings,
): Experiment {
  const source = sourceOf(text, file);
  const problems: string[] = [];

  function report(path: readonly PropertyKey[], words: string): void {
    const where = path.map(String).join(".") || "the file";
    const line = source?.lineOf(path) ?? 1;
    problems.push(`${file}:${line}: ${where} ${words}`);
  }
  function finish(): void {
    if (problems.length > 0) throw new ExperimentError(problems.join("\n"));
  }

  const raw = source?.value;
  if (!isRecord(raw)) {
    throw new ExperimentError(`${file}: must be a mapping with a title`);
  }
  const values = {
    ...known,
    ...configurationOf(raw.configuration, env),
    ...given,
  };
  for (const name of Object.keys(given)) {
    const { configuration } = raw;
    if (isRecord(configuration) && Object.hasOwn(configuration, name)) continue;
    report(["configuration"], `has no variable ${name}, which was given`);
  }
  for (const [name, key] of envKeysOf(raw.configuration)) {
    if (isEnvKey(key)) continue;
    report(
      ["configuration", name, "key"],
      `must be ${ENV_KEYS}, current value is ${key}`,
    );
  }
  const { value, missing } = fillIn(withRefs(raw), values);
  for (const { name, path } of missing) {
    report(path, `names the variable ${name}, which has no value`);
  }
  finish();
  const parsed = experimentSchema.safeParse(value, { error: issueWords });
  for (const { path, message } of parsed.error?.issues ?? []) {
    report(path, message);
  }
  if (parsed.success) {
    const all = [
      ...problemsOf(parsed.data),
      ...effectsOutside(parsed.data, known),
    ];
    for (const { path, words } of all) report(path, words);
  }
  finish();
  return experimentSchema.parse(value);
}

function sourceOf(text: string, file: string): YamlDocument | undefined {
  try {
    return parseYamlDocument(text, file);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new ExperimentError(error.message);
  }
}

/** The values that the file itself gives. */
function configurationOf(
  configuration: unknown,
  env: Surroundings["env"],
): Values {
  if (!isRecord(configuration)) return {};
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(configuration)) {
    const own = isRecord(value) && typeof value.key === "string"
      ? (isEnvKey(value.key) ? readEnv(env(value.key)) : undefined) ??
        value.default
      : value;
    if (isValue(own)) values[name] = own;
  }
  return values;
}

function envKeysOf(
  configuration: unknown,
): readonly (readonly [name: string, key: string])[] {
  if (!isRecord(configuration)) return [];
  return Object.entries(configuration).flatMap(([name, value]) =>
    isRecord(value) && typeof value.key === "string"
      ? [[name, value.key] as const]
      : []
  );
}

function readEnv(text: string | undefined): Value | undefined {
  return text === undefined ? undefined : readValue(text);
}

/** Each `{ref: name}` replaced by the activity of that name. */
function withRefs(raw: Readonly<Record<string, unknown>>): unknown {
  const hypothesis = raw["steady-state-hypothesis"];
  const named = [
    isRecord(hypothesis) ? hypothesis.probes : undefined,
    raw.method,
    raw.rollbacks,
  ].flatMap((list) => Array.isArray(list) ? list : []);

  function resolve(list: unknown): unknown {
    if (!Array.isArray(list)) return list;
    return list.map((one) => {
      if (!isRecord(one) || typeof one.ref !== "string") return one;
      const meant = named.find((other) => other.name === one.ref);
      if (!isRecord(meant)) return one;
      const { tolerance: _, quickticket: _own, ...activity } = meant;
      return activity;
    });
  }
  return {
    ...raw,
    method: resolve(raw.method),
    rollbacks: resolve(raw.rollbacks),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isValue(value: unknown): value is Value {
  return ["string", "number", "boolean"].includes(typeof value);
}
